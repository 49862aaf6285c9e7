"""Caps on proposals: which are in force for a title of a year, how many each unit may put forward.

Where what a cap is a share of is not on record, how many it allows is not known, and said so. The
program counts and shows; people choose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from thidua.common.clock import office_day
from thidua.eligibility import cap_counts
from thidua.eligibility.cap_counts import WHOLE, Scope
from thidua.eligibility.everybody import Court, authority
from thidua.eligibility.judging import COLLECTIVE, INDIVIDUAL
from thidua.eligibility.models import Standing
from thidua.eligibility.states import GOOD
from thidua.organisations.models import Unit
from thidua.rules import Allowance, Members, Preference, Quota, SetRule, set_rules
from thidua.rules.asking import rating_name
from thidua.rules.quota_words import base_words, quota_words
from thidua.rules.quotas import JOB_GROUP
from thidua.rules.sets import preferences, quotas_of
from thidua.rules.telling import Missing, Telling

# Of a unit itself, where a quota says only which facts.
_OF_THE_UNIT = {"honours": "unit.titles", "completion": "unit.rating"}


@dataclass(frozen=True)
class Cap:
    """One cap in force: on proposals for a title, or on ratings; with the rules beside it, and whom
    the law prefers among equals.
    """

    court: Court
    year: int
    quota: Quota
    rules: tuple[SetRule, ...]
    preferences: tuple[Preference, ...]

    @property
    def says(self) -> str:
        """The cap in a sentence."""
        return quota_words(self.court.law, self.quota, self.day)

    @property
    def base(self) -> str:
        """What it is a share of, in words."""
        return base_words(self.court.law, self.quota.base, self.day)

    @property
    def key(self) -> str:
        """How an address names it."""
        return f"{self.quota.what}.{self.quota.holder}" if self.quota.holder else self.quota.what

    @property
    def name(self) -> str:
        """The title, form or rating that it is on, and of whom, where it is not of all."""
        law, what = self.court.law, self.quota.what
        name = rating_name(law, what, self.day) if self.quota.is_rating else law.title(what).name
        of = {INDIVIDUAL: _("individuals"), COLLECTIVE: _("collectives")}.get(
            self.quota.holder or ""
        )
        return f"{name} ({of})" if of else name

    @property
    def is_of_unit(self) -> bool:
        """Whether each unit has its own; else one counts for all that the authority proposes."""
        return self.quota.of == "unit"

    @property
    def is_of_people(self) -> bool:
        """Whether it caps people; else collectives."""
        if self.quota.holder is not None or self.quota.is_rating:
            return self.quota.holder in {None, INDIVIDUAL}
        return INDIVIDUAL in self.court.law.title(self.quota.what).holders

    @property
    def day(self) -> date:
        """The day whose law counts."""
        return self.court.governing.decided_on

    @property
    def path(self) -> str:
        """From a standing to the unit that its holder is counted in."""
        return "at" if self.is_of_people else "unit__parent"

    def scope(self, units: Sequence[Unit] | None) -> Scope:
        """Some units, or the whole authority."""
        keys = None if units is None else tuple(each.pk for each in units)
        return Scope(keys, self.year, self.day, self.quota.groups)


@dataclass(frozen=True)
class Line:
    """How many one unit may put forward, or the whole authority (`unit` None).

    `count` of them qualify, or are rated so. `if_all`: the limit if everybody who qualifies for the
    title that is the base were given it.
    """

    cap: Cap
    unit: Unit | None
    count: int
    allowance: Allowance
    if_all: int | None = None

    @property
    def is_within(self) -> bool:
        """Whether all of them are surely within the cap."""
        return self.count <= self.allowance.least

    @property
    def is_over(self) -> bool:
        """Whether they are surely more than it allows."""
        return self.allowance.most is not None and self.count > self.allowance.most

    @property
    def is_pooled(self) -> bool:
        """Whether the unit is too small for one by itself: the standing office keeps the share over
        all such units together (practice 7).
        """
        is_small = self.allowance.limit == 0 and bool(self.allowance.base)
        return is_small and self.is_over and self.cap.is_of_unit and not self.cap.quota.is_rating

    @property
    def missing(self) -> tuple[Missing, ...]:
        """The facts that are not on record, and what to do."""
        paths = (_OF_THE_UNIT.get(each, each) for each in self.allowance.missing)
        telling = Telling(self.cap.court.law)
        return tuple(dict.fromkeys(telling.missing(each) for each in paths))

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        if self.is_within:
            return "ok"
        return "warn" if self.is_over else "neutral"

    @property
    def verdict(self) -> str:
        """In two words, for a badge."""
        if self.is_within:
            return _("all within the share")
        if not self.is_over:
            return _("not known yet")
        return _("over the share") if self.cap.quota.is_rating else _("people choose")

    @property
    def allowed(self) -> str:
        """How many may be, as a cell says it."""
        found = self.allowance
        if found.limit is not None:
            return str(found.limit)
        if found.most is None:
            return _("not known")
        return _("from %(least)s to %(most)s") % {"least": found.least, "most": found.most}

    @property
    def says(self) -> str:
        """Why it is so, in a sentence or two; empty where the figures say it all."""
        if self.is_pooled:
            return _(
                "The unit is too small for one by itself. It may put one forward; the standing "
                "office keeps the share over all such units together."
            )
        if self.allowance.limit is not None or self.is_within:
            return ""
        told = [_("Not on record: %(fact)s.") % {"fact": each.what} for each in self.missing]
        if self.if_all is not None:
            told.append(
                _("If all who qualify for it were given it, at most %(count)s.")
                % {"count": self.if_all}
            )
        return " ".join(told)


def caps_of(court: Court, year: int, what: str) -> list[Cap]:
    """The caps in force on a title, or on a rating; no query."""
    law, governing, jurisdiction = court.law, court.governing, court.jurisdiction
    beside = set_rules(law, what, governing, jurisdiction)
    prefers = tuple(preferences(law, governing, jurisdiction))
    quotas = quotas_of(law, what, governing, jurisdiction)
    return [Cap(court, year, each, beside, prefers) for each in quotas]


def capped(court: Court, year: int) -> list[Cap]:
    """Every cap in force, on titles, forms and ratings; no query."""
    ids = dict.fromkeys(each.value.what for each in court.law.shelf.quotas)
    return [cap for what in ids for cap in caps_of(court, year, what)]


def qualifying_rows(cap: Cap, rows: QuerySet[Standing]) -> QuerySet[Standing]:
    """Of a user's rows those that the cap is about: who qualify in the year."""
    of_kind = rows.filter(person__isnull=not cap.is_of_people)
    return of_kind.filter(year=cap.year, what=cap.quota.what, result__in=GOOD)


def units_under(cap: Cap, units: QuerySet[Unit], rows: QuerySet[Standing]) -> QuerySet[Unit]:
    """Of `units` those whose people or parts the cap is about now: of whom some of the user's
    `rows` qualify, or who are rated so.
    """
    if not cap.quota.is_rating:
        inside = qualifying_rows(cap, rows).filter(**{cap.path: OuterRef("pk")})
        return units.filter(Exists(inside))
    return units


def lines(cap: Cap, units: Sequence[Unit] | None, rows: QuerySet[Standing]) -> list[Line]:
    """How many each of `units` may put forward, or the whole authority (None); of the user's `rows`
    how many qualify. Six queries at most, whatever the number of units.
    """
    quota, scope = cap.quota, cap.scope(units)
    counts = _proposed(cap, scope, rows)
    members = _members(cap, scope)
    holds = cap_counts.titles_of(scope) if quota.by_result else {}
    ratings = cap_counts.ratings_of(scope) if quota.by_rating else {}
    would = _would(cap, scope, rows)
    found = []
    for unit in [None] if units is None else units:
        key = WHOLE if unit is None else unit.pk
        own = holds.get(key), ratings.get(key)
        allowance = _by_groups(quota, quota.allows(members.get(key), *own))
        if_all = None
        if allowance.base is None and quota.base.title is not None and would is not None:
            supposed = Members(holding={quota.base.title: would.get(key, 0)})
            if_all = quota.allows(supposed, *own).most
        found.append(Line(cap, unit, counts.get(key, 0), allowance, if_all))
    return found


def _proposed(cap: Cap, scope: Scope, rows: QuerySet[Standing]) -> dict[int, int]:
    if not cap.quota.is_rating:
        return cap_counts.tally(qualifying_rows(cap, rows), cap.path, scope)
    rated = cap_counts.ratings(scope, of_people=cap.is_of_people).filter(level=cap.quota.what)
    return cap_counts.tally(rated, cap_counts.rating_path(of_people=cap.is_of_people), scope)


def _members(cap: Cap, scope: Scope) -> dict[int, Members]:
    base = cap.quota.base
    if base.title is not None:
        of_people = INDIVIDUAL in cap.court.law.title(base.title).holders
        return cap_counts.holders(base.title, scope, of_people=of_people)
    if base.parts:
        return cap_counts.parts(scope, authority(office_day()))
    return cap_counts.rated(base.rated, scope, of_people=cap.is_of_people)


def _would(cap: Cap, scope: Scope, rows: QuerySet[Standing]) -> dict[int, int] | None:
    """How many qualify for the title that is the base."""
    title = cap.quota.base.title
    if title is None:
        return None
    of_people = INDIVIDUAL in cap.court.law.title(title).holders
    good = rows.filter(year=cap.year, what=title, result__in=GOOD)
    return cap_counts.tally(good, "at" if of_people else "unit__parent", scope)


def _by_groups(quota: Quota, found: Allowance) -> Allowance:
    """Where each group of posts is counted by itself, which are not on record, only the most."""
    if quota.each != JOB_GROUP or found.most is None:
        return found
    missing = (*found.missing, "members.job_groups")
    return Allowance(found.base, found.share, quota.minimum, found.most, missing)
