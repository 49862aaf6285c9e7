"""Search from one box: people, units, dossiers, initiatives, decisions, plans; without diacritics.

Words may stand in any order and be begun only; each must be found. Nothing is found that the
policies do not show. People, units, dossiers and initiatives are found by the database through
folded names; decisions and plans, of which an office has some hundreds, are read and compared here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.accounts.models import User
from thidua.common.pages import page_of
from thidua.common.text import fold
from thidua.decisions.models import Decision
from thidua.decisions.policies import DECISIONS
from thidua.dossiers.models import Dossier
from thidua.dossiers.policies import DOSSIERS
from thidua.initiatives.models import Initiative
from thidua.initiatives.policies import INITIATIVES
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.policies import PEOPLE, UNITS
from thidua.organisations.queries import begins, named, search_words
from thidua.plans.models import Plan
from thidua.plans.policies import PLANS
from thidua.rules import title_name

FIRST = 10
PAGE = 50
_YEAR_DIGITS = 4


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    title: str
    note: str
    url: str


@dataclass(frozen=True)
class Found:
    """What was found of one kind. `after` leads to more, `before` back; empty where none is."""

    code: str
    label: str | Promise
    hits: tuple[Hit, ...]
    after: str = ""
    before: str = ""


def search(user: User, text: str) -> list[Found]:
    """The first of every kind that `user` may see, kinds without any left out. Two queries a kind
    at most, and the policies' own.
    """
    words = search_words(text)
    if not words:
        return []
    found = (kind.find(user, words, "", "", FIRST) for kind in KINDS)
    return [each for each in found if each.hits]


def search_kind(user: User, text: str, code: str, after: str, before: str) -> Found | None:
    """A page of one kind; None where there is no such kind. Marks are those of an earlier page."""
    kind = next((each for each in KINDS if each.code == code), None)
    if kind is None:
        return None
    words = search_words(text)
    if not words:
        return Found(kind.code, kind.label, ())
    return kind.find(user, words, after, before, PAGE)


@dataclass(frozen=True)
class ByDatabase:
    """A kind found by a condition on its rows, in the order of `key`."""

    code: str
    label: str | Promise
    seen: Callable[[User], QuerySet[Any]]
    condition: Callable[[User, Sequence[str]], Q]
    key: str
    hit: Callable[[Any], Hit]

    def find(self, user: User, words: Sequence[str], after: str, before: str, size: int) -> Found:
        """A page of what matches."""
        rows = self.seen(user).filter(self.condition(user, words))
        page = page_of(rows, key=self.key, after=after, before=before, size=size)
        hits = tuple(self.hit(row) for row in page.rows)
        return Found(self.code, self.label, hits, page.after, page.before)


@dataclass(frozen=True)
class ByText:
    """A kind whose rows are few: each says by `fields` its number and its words, newest first."""

    code: str
    label: str | Promise
    seen: Callable[[User], QuerySet[Any]]
    fields: tuple[str, ...]
    told: Callable[..., tuple[str, str]]
    hit: Callable[[Any], Hit | None]

    def find(self, user: User, words: Sequence[str], after: str, before: str, size: int) -> Found:
        """A page of what matches. Marks are the place in the list."""
        start = int(after) if after.isdecimal() and len(after) < 7 else 0  # noqa: PLR2004
        rows = self.seen(user)
        # Of two thousand rows whole objects would take longer than all the rest.
        matching = [
            pk
            for pk, *said in rows.values_list("pk", *self.fields)
            if _matches(words, *map(_folded, self.told(*said)))
        ]
        shown = matching[start : start + size]
        found = rows.in_bulk(shown) if shown else {}
        hits = tuple(hit for pk in shown if (hit := self.hit(found[pk])) is not None)
        has_more = len(matching) > start + size
        return Found(self.code, self.label, hits, str(start + size) if has_more else "", before)


# A row's words seldom change, and folding two thousand of them takes longer than reading them.
_folded = lru_cache(maxsize=16_384)(fold)


def _matches(words: Iterable[str], number: str, text: str) -> bool:
    """Whether each word begins the number or a word of the text."""
    padded = f" {text}"
    return all(number.startswith(word) or f" {word}" in padded for word in words)


def _person(person: Person) -> Hit:
    parts = (person.position, str(person.unit) if person.unit else "")
    note = ", ".join(part for part in parts if part)
    return Hit(person.name, note, reverse("desk:person", args=[person.pk]))


def _unit(unit: Unit) -> Hit:
    note = str(unit.get_kind_display())
    if unit.closed_on:
        note = _("%(kind)s, closed %(day)s") % {
            "kind": note,
            "day": unit.closed_on.strftime("%d/%m/%Y"),
        }
    return Hit(unit.name, note, reverse("desk:unit", args=[unit.pk]))


def _dossier(dossier: Dossier) -> Hit:
    title = _("Dossier %(period)s: %(unit)s") % {"period": dossier.period, "unit": dossier.unit}
    note = str(dossier.get_state_display())
    if dossier.letter_number:
        note = f"{dossier.letter_number}, {note}"
    return Hit(title, note, reverse("dossiers:dossier", args=[dossier.pk]))


def _named(_user: User, words: Sequence[str]) -> Q:
    return named(words)


def _in_dossiers(_user: User, words: Sequence[str]) -> Q:
    """By the unit's name, the letter's number ("15/TTr") or the year of the period."""
    condition = Q()
    for word in words:
        number = word.partition("/")[0] + "/" if "/" in word else f"{word}/"
        either = begins("unit__folded", word) | Q(letter_number__startswith=number)
        if word.isascii() and word.isdigit() and len(word) == _YEAR_DIGITS:
            either |= Q(period__year=int(word))
        condition &= either | Q(period__code=word)
    return condition


def _initiative(initiative: Initiative) -> Hit:
    recognised = _("recognised") if initiative.is_recognised else _("not recognised yet")
    note = f"{initiative.person}, {initiative.period}, {recognised}"
    return Hit(initiative.title, note, reverse("initiatives:initiative", args=[initiative.pk]))


def _in_initiatives(user: User, words: Sequence[str]) -> Q:
    """By words of its title or of its author's name, or the year of the period."""
    are_few = INITIATIVES.is_of_own(user)
    condition = Q()
    for word in words:
        if are_few:
            by_author = begins("person__folded", word) | Q(period__code=word)
        else:
            # Authors are sought apart: joined, each of all initiatives would ask for its own.
            authors = Person.objects.filter(begins("folded", word)).values("pk")
            periods = Period.objects.filter(code=word).values("pk")
            by_author = Q(person__in=authors) | Q(period__in=periods)
        condition &= begins("folded", word) | by_author
    return condition


def _decision(decision: Decision) -> Hit:
    day = decision.signed_on.strftime("%d/%m/%Y") if decision.signed_on else ""
    note = ", ".join(part for part in (day, str(decision.get_state_display())) if part)
    url = reverse("decisions:decision", args=[decision.pk])
    return Hit(f"{decision}: {decision.subject}", note, url)


def _plan(plan: Plan) -> Hit | None:
    """None where this program has no page for plans."""
    try:
        url = reverse("plans:plan", args=[plan.pk])
    except NoReverseMatch:
        return None
    day = plan.issued_on.strftime("%d/%m/%Y") if plan.issued_on else ""
    return Hit(f"{plan}: {plan.subject}", day, url)


def _decisions_seen(user: User) -> QuerySet[Decision]:
    return DECISIONS.visible_to(user).select_related("period").order_by("-year", "-number", "-pk")


def _plans_seen(user: User) -> QuerySet[Plan]:
    return PLANS.visible_to(user).defer("text", "reading").order_by("-year", "-pk")


KINDS: tuple[ByDatabase | ByText, ...] = (
    ByDatabase(
        "nguoi",
        gettext_lazy("People"),
        lambda user: PEOPLE.visible_to(user).select_related("unit"),
        _named,
        "sort_key",
        _person,
    ),
    ByDatabase("don-vi", gettext_lazy("Units"), UNITS.visible_to, _named, "sort_key", _unit),
    ByDatabase(
        "ho-so",
        gettext_lazy("Dossiers"),
        lambda user: DOSSIERS.visible_to(user).select_related("unit", "period"),
        _in_dossiers,
        "unit__sort_key",
        _dossier,
    ),
    ByDatabase(
        "sang-kien",
        gettext_lazy("Initiatives"),
        lambda user: INITIATIVES.visible_to(user).select_related("person", "period"),
        _in_initiatives,
        "folded",
        _initiative,
    ),
    ByText(
        "quyet-dinh",
        gettext_lazy("Decisions"),
        _decisions_seen,
        ("number", "symbol", "subject", "what", "year", "period__code"),
        lambda number, symbol, subject, what, year, period: (
            f"{number or ''}/{symbol}",
            f"{subject} {title_name(what)} {year} {period}",
        ),
        _decision,
    ),
    ByText(
        "ke-hoach",
        gettext_lazy("Plans"),
        _plans_seen,
        ("number", "symbol", "subject", "year"),
        lambda number, symbol, subject, year: (f"{number}/{symbol}", f"{subject} {year or ''}"),
        _plan,
    ),
)
