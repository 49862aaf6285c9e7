"""Numbers of papers from the program's own registers: per issuer, kind and year, from 1."""

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.documents.models import NumberRegister
from thidua.organisations.models import Unit

# The years that four digits on a paper can name and an office can mean.
FIRST_YEAR, LAST_YEAR = 1945, 2999


def take_number(issuer: Unit, kind: str, year: int) -> int:
    """The next number of `issuer` for papers of `kind` ("QĐ") in `year`: 1, 2, 3 …

    Called inside an act: the register's row stays locked until the act ends, so that two acts
    never get one number, and an act that fails gives its number back (Decree 30/2020, article 15:
    from 01 on 1 January, unique in the year). Refuses a year that is none.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refuse(
            "wrong_year",
            _("%(year)s is not a year in which papers are numbered.") % {"year": year},
        )
    register, _is_new = NumberRegister.objects.get_or_create(issuer=issuer, kind=kind, year=year)
    locked: NumberRegister = NumberRegister.objects.select_for_update().get(pk=register.pk)
    locked.last += 1
    locked.save()
    return locked.last
