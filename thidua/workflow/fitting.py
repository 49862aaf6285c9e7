"""Whether what people typed fits the columns it goes to: told as a refusal, before the database."""

import re

from django.db.models import Model
from django.utils.translation import gettext as _

from thidua.common.errors import Reason, Refusal

# A null and halves of characters: no database keeps them.
_NO_TEXT = re.compile("[\\0\ud800-\udfff]")


def demand_fits(*rows: Model) -> None:
    """Raise `Refusal` where a text is longer than its column, or has a character of no text."""
    reasons = [reason for row in rows for reason in _misfits(row)]
    if reasons:
        raise Refusal(*reasons)


def _misfits(row: Model) -> list[Reason]:
    found = []
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        if not isinstance(value, str):
            continue
        name = str(column.verbose_name)
        if column.max_length is not None and len(value) > column.max_length:
            message = _("“%(field)s” has %(length)s characters; at most %(most)s fit.") % {
                "field": name,
                "length": len(value),
                "most": column.max_length,
            }
            found.append(Reason("too_long", message, _("Please shorten it."), field=column.name))
        if _NO_TEXT.search(value):
            message = _("“%(field)s” has a character that no text may have.") % {"field": name}
            found.append(
                Reason("bad_character", message, _("Please type it again."), field=column.name)
            )
    return found
