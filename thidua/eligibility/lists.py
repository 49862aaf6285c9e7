"""Who qualifies for what in a year: the list, its counts, its sentences, the table in full."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from thidua.accounts.models import User
from thidua.eligibility.everybody import Court
from thidua.eligibility.judging import GROUP
from thidua.eligibility.models import Judging, Standing, Waiting
from thidua.eligibility.policies import STANDINGS
from thidua.eligibility.states import Result
from thidua.emulation.models import Bloc
from thidua.emulation.policies import BLOCS
from thidua.organisations.models import Unit
from thidua.organisations.queries import of_named, search_words
from thidua.rules import default_law
from thidua.rules.telling import Telling

MOST_COUNTED = 10_000
# What may be missing, by the beginning of a fact's path.
FACTS: Mapping[str, str | Promise] = {
    "completion": gettext_lazy("a performance rating"),
    "months_worked": gettext_lazy("months worked"),
    "members": gettext_lazy("facts about members"),
    "honours": gettext_lazy("earlier honours"),
    "initiatives": gettext_lazy("initiatives"),
    "founded": gettext_lazy("the day a unit was founded"),
    "constituted": gettext_lazy("what another body decides"),
    "attested": gettext_lazy("what a body must vouch for here"),
}
TONES = {
    Result.MET: "ok",
    Result.VOUCHED: "ok",
    Result.LACKS_ONE: "warn",
    Result.UNKNOWN: "neutral",
    Result.UNMET: "bad",
}


@dataclass(frozen=True)
class Asked:
    """What the list is about: a year and a title; the rest narrows it where it is given."""

    year: int
    what: str
    result: str = ""
    bloc: Bloc | None = None
    unit: Unit | None = None
    fact: str = ""
    text: str = ""


@dataclass(frozen=True)
class Count:
    """How many of the list have a result; `is_capped` where there are more than are counted."""

    result: Result
    count: int
    is_capped: bool

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return TONES[self.result]


@dataclass(frozen=True)
class Fresh:
    """How fresh a year's lists are: its newest judging, the newest that was done, who waits."""

    newest: Judging | None
    done: Judging | None
    waiting: int

    @property
    def is_under_way(self) -> bool:
        """Whether the year is being judged now."""
        return self.newest is not None and not self.newest.is_over

    @property
    def is_by_other_law(self) -> bool:
        """Whether the law has changed since: the worker has the year judged again by itself."""
        return self.done is not None and self.done.law_digest != default_law().digest


def years_judged() -> list[int]:
    """The years that were judged as a whole or are being judged, newest first. One query."""
    years = Judging.objects.order_by("-year").values_list("year", flat=True).distinct()
    return list(years)


def titles_of(court: Court) -> list[tuple[str, str]]:
    """(id, name) of the titles and forms in force for a year; no query."""
    law, authority = court.law, court.jurisdiction.authority
    return [
        (title.id, title.name)
        for title in law.titles()
        if any(
            law.plan(title.id, kind, court.governing, authority, group).version is not None
            for kind in title.holders
            for group in (None, *title.groups())
        )
    ]


def blocs_of(user: User, year: int) -> list[Bloc]:
    """The blocs of a year that `user` may see; one query."""
    blocs = BLOCS.visible_to(user).filter(emulation_year__year=year)
    return list(blocs.select_related("emulation_year").order_by("order", "pk"))


def listed(user: User, asked: Asked) -> QuerySet[Standing]:
    """The rows asked for that `user` may see, with holder, unit and ground."""
    return _narrowed(user, asked).select_related("person", "unit", "at", "ground")


def _narrowed(user: User, asked: Asked, *, counts_all: bool = False) -> QuerySet[Standing]:
    rows = STANDINGS.visible_to(user).filter(year=asked.year, what=asked.what)
    if asked.result:
        rows = rows.filter(result=asked.result)
    if asked.bloc is not None:
        rows = rows.filter(at__in=asked.bloc.members.values("unit"))
    if asked.unit is not None:
        rows = rows.filter(at=asked.unit)
    if asked.fact:
        rows = rows.filter(missing__startswith=asked.fact)
    words = search_words(asked.text)
    if words:
        rows = rows.filter(of_named(words, "at", counts_all=counts_all))
    return rows


def counts(user: User, asked: Asked) -> list[Count]:
    """How many there are of each result, counted up to 10,000; one query a result,
    or one in all where a name is sought.
    """
    found = []
    if search_words(asked.text):
        rows = _narrowed(user, replace(asked, result="", fact=""), counts_all=True).order_by()
        of = dict(rows.values_list("result").annotate(models.Count("pk")))
        return [_counted(each, of.get(each, 0)) for each in Result]
    for result in Result:
        rows = _narrowed(user, replace(asked, result=result, fact="")).order_by()
        count = rows[: MOST_COUNTED + 1].count()
        found.append(_counted(result, count))
    return found


def _counted(result: Result, count: int) -> Count:
    return Count(result, min(count, MOST_COUNTED), count > MOST_COUNTED)


def fresh(year: int) -> Fresh:
    """How fresh a year's lists are; three queries."""
    rows = Judging.objects.filter(year=year).select_related("asked_by").order_by("-pk")
    newest = rows.first()
    done = rows.filter(finished_at__isnull=False, state="done").first()
    waiting = Waiting.objects.order_by()[: MOST_COUNTED + 1].count()
    return Fresh(newest, done, min(waiting, MOST_COUNTED))


def reason(row: Standing, *, shows_cases: bool) -> str:
    """Why the result is what it is, in one sentence."""
    label = row.ground.label if row.ground else ""
    if row.result == Result.MET:
        return _("Every condition is met.")
    if row.result == Result.VOUCHED:
        return _("What is on record suffices; a body has still to vouch for: %(what)s.") % {
            "what": label
        }
    group = row.observed.get(GROUP) if isinstance(row.observed, dict) else None
    telling = Telling(default_law(), group, shows_cases)
    seen = telling.observed(row.observed)
    said = f"{label} ({seen})" if seen else label
    if row.result == Result.UNKNOWN:
        fact = telling.missing(row.missing)
        return _("Not on record: %(fact)s. Asked for by: %(what)s.") % {
            "fact": fact.what,
            "what": said,
        }
    if row.result == Result.LACKS_ONE:
        return _("Only this is wanting: %(what)s.") % {"what": said}
    more = row.lacks - 1
    words = ngettext(
        "Not met: %(what)s; and %(count)s other condition.",
        "Not met: %(what)s; and %(count)s other conditions.",
        more,
    )
    return words % {"what": said, "count": more}
