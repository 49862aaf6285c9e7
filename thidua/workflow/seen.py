"""Two people at one form: the second is told what the first did before anything is overwritten.

A form that overwrites carries how far the journal went, and a digest of the values, when it was
shown. Whoever sends it after another has acted gets 409: who did what and when, what is recorded
now beside each field, all that was typed kept; sending again replaces it knowingly.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django import forms
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.audit.models import Entry, Head
from thidua.audit.queries import act_name
from thidua.common.errors import Reason, Refusal
from thidua.ui.forms import shown_value

FIELD = "seen"
CODE = "changed_meanwhile"
_TOKEN = re.compile(r"([0-9]{1,18})-([0-9a-f]{0,16})\Z")
# Beyond so many acts the latest tell enough.
_MOST = 50
_TOLD = 3

Row = Model | Callable[[], Model | None]

_watching: ContextVar["Seen | None"] = ContextVar("watching", default=None)


class Seen:
    """What the reader of a form had seen of `rows` when it was shown to her.

    `rows` are what the form overwrites; a function finds a row that may not be there yet. `within`
    are the records under which the journal keeps acts on them, where these are others (a nominee's
    acts stand under its dossier). `fresh` builds the form unbound from the database, from these
    rows alone: with it only a change of the form's own values counts, without it any act of another
    on the rows.

    In the template, `{{ seen }}` inside the form.
    """

    def __init__(
        self,
        request: HttpRequest,
        *rows: Row,
        within: Sequence[Model] = (),
        fresh: Callable[[], forms.BaseForm] | None = None,
    ) -> None:
        assert isinstance(request.user, User)  # noqa: S101 - nobody else reaches a view
        self.by = request.user
        self.watched_rows = rows
        self.within = within
        self.fresh = fresh
        self.sent = request.POST.get(FIELD, "") if request.method == "POST" else ""
        self.upto, self.digest = _read(self.sent)
        self.has_clash = False

    def __str__(self) -> SafeString:
        return format_html('<input type="hidden" name="{}" value="{}">', FIELD, self.token)

    @property
    def token(self) -> str:
        """What the form carries. What was sent stays until the reader was told what changed."""
        if self.sent and not self.has_clash:
            return self.sent
        upto = _head()
        return f"{upto}-{_digest(self.fresh()) if self.fresh else ''}"

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Inside, an act fails with a `Refusal` where another has acted since the form was shown.

        Checked before, and once more by the act itself under its locks.
        """
        head = _head()
        # Without a token no form was shown: only what comes while this act runs can clash.
        since = self._since(self.upto) if self.sent else []
        if self.sent and self._is_clash(since):
            raise self._refusal(since)
        self.upto = head
        token = _watching.set(self)
        try:
            yield
        finally:
            _watching.reset(token)

    def demand_unchanged(self) -> None:
        """Raise `Refusal` where another's act came between the check and the act's locks."""
        others = [entry for entry in self._since(self.upto) if entry.actor_id != self.by.pk]
        if others:
            raise self._refusal(others)

    def compare(self, form: forms.BaseForm) -> None:
        """After a clash, put what is recorded now beside each field that says otherwise."""
        if not (self.has_clash and self.fresh):
            return
        fresh = self.fresh()
        for name in form.fields:
            if name not in fresh.fields:
                continue
            now = shown_value(fresh[name])
            if now != shown_value(form[name]):
                message = _("Now recorded here: “%(value)s”.") % {"value": now or _("nothing")}
                form.add_error(name, message)

    def _since(self, upto: int) -> list[Entry]:
        """Acts on the rows after entry `upto`, newest first."""
        found = [row() if callable(row) else row for row in self.watched_rows]
        rows = [row for row in found if row is not None]
        entries = (
            Entry.objects.filter(
                subject__in=[_name(row) for row in (*rows, *self.within)], sequence__gt=upto
            )
            .select_related("values")
            .order_by("-sequence")[:_MOST]
        )
        return [entry for entry in entries if any(_concerns(entry, row) for row in rows)]

    def _is_clash(self, since: Sequence[Entry]) -> bool:
        others = any(entry.actor_id != self.by.pk for entry in since)
        if self.fresh is None or not self.digest:
            return others
        # No act since, and yet other values: written between the reading and the token.
        return _digest(self.fresh()) != self.digest and (others or not since)

    def _refusal(self, since: Sequence[Entry]) -> Refusal:
        self.has_clash = True
        told = [entry for entry in since if entry.actor_id != self.by.pk] or self._since(0)[:1]
        return Refusal(
            Reason(
                CODE,
                " ".join([_("While you were typing:"), *_sentences(told)]),
                _(
                    "Nothing was saved and nothing that you typed is lost. Look at what is"
                    " recorded now, then send again if yours is to replace it."
                ),
            )
        )


@contextmanager
def watched(seen: Seen | None) -> Iterator[None]:
    """`seen.watched()`, or nothing where a form overwrites nothing."""
    if seen is None:
        yield
        return
    with seen.watched():
        yield


def demand_unchanged() -> None:
    """For `act`, under its locks and before its entry: see `Seen.watched`."""
    seen = _watching.get()
    if seen is not None:
        seen.demand_unchanged()


def _concerns(entry: Entry, row: Model) -> bool:
    """Whether the act was on the row, or wrote it."""
    written: dict[str, dict[str, str | None]] = entry.values.rows
    return entry.subject == _name(row) or str(row.pk) in written.get(row._meta.label_lower, {})


def _name(row: Model) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def _head() -> int:
    return Head.objects.values_list("sequence", flat=True).first() or 0


def _read(sent: str) -> tuple[int, str]:
    """The entry and the digest that a form carries. Anything else has seen nothing."""
    match = _TOKEN.match(sent)
    return (int(match[1]), match[2]) if match else (0, "")


def _digest(form: forms.BaseForm) -> str:
    values = "\0".join(f"{name}={form[name].value()!s}" for name in sorted(form.fields))
    return hashlib.blake2b(values.encode(), digest_size=8).hexdigest()


def _sentences(entries: Sequence[Entry]) -> list[str]:
    """Who did what and when, newest first, each act's words once."""
    told = [
        _("%(who)s %(what)s, %(day)s at %(hour)s.")
        % {
            "who": entry.actor_name,
            "what": act_name(entry.action),
            "day": f"{entry.office_day:%d/%m/%Y}",
            "hour": f"{entry.at.astimezone(timezone.get_current_timezone()):%H:%M}",
        }
        for entry in entries
    ]
    return list(dict.fromkeys(told))[:_TOLD]
