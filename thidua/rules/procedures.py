"""Readers of the sections about procedure and values, each into the shelf of what is loading."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from thidua.common.phrases import gettext as _
from thidua.rules import scales
from thidua.rules.dated import Transition
from thidua.rules.outcomes import Citation, Source
from thidua.rules.quotas import JOB_GROUP, SERVICE_UNITS, Base, Quota
from thidua.rules.records import (
    Level,
    Paper,
    Parameter,
    Quorum,
    Reward,
    TimeLimit,
    VoteRule,
)
from thidua.rules.sections import Loading
from thidua.rules.strict import Entry


def read_paper(entry: Entry, loading: Loading) -> None:
    """A paper of the dossier for the titles named."""
    known = loading.shelf.titles

    def paper(citation: Citation, source: Source) -> Paper:
        return Paper(
            entry.text("id"),
            entry.text("name"),
            frozenset(entry.words("what", known, ())),
            entry.whole("copies", low=1) if entry.has("copies") else None,
            citation,
            source is Source.QUOTED,
            entry.optional_text("note") or "",
            entry.optional_text("when") or "",
        )

    version = loading.dated(entry, paper)
    for what in version.value.what:
        loading.track(("paper", version.value.id, what), entry, version)
    loading.shelf.papers.append(version)


def read_level(entry: Entry, loading: Loading) -> None:
    """A level of government."""

    def level(citation: Citation, source: Source) -> Level:
        id_ = entry.choice("id", scales.LEVELS)
        return Level(id_, entry.text("name"), citation, source is Source.QUOTED)

    version = loading.dated(entry, level)
    key = ("level", version.value.id)
    loading.shelf.levels.append(loading.track(key, entry, version))


def read_parameter(entry: Entry, loading: Loading) -> None:
    """A dated value: `id`, `name`, `unit` and its versions."""
    id_, name, unit = entry.text("id"), entry.text("name"), entry.text("unit")
    for item in entry.entries("versions"):

        def value(citation: Citation, source: Source, item: Entry = item) -> Parameter:
            raw = item.raw("value")
            plain = item.text("value") if isinstance(raw, str) and "%" not in raw else _number(item)
            return Parameter(id_, name, unit, plain, citation, source is Source.QUOTED)

        version = loading.track(("parameter", id_), item, loading.dated(item, value))
        loading.shelf.parameters.append(version)
    entry.close()


def _number(entry: Entry) -> Fraction:
    return entry.share("value") if "%" in str(entry.raw("value")) else entry.number("value")


def read_vote(entry: Entry, loading: Loading) -> None:
    """The votes a proposal needs; `what: any` for titles without a rule of their own."""
    what = entry.text("what")
    if what != "any":
        loading.titles.append((entry, "what", what))
    strict = entry.has("more_than")

    def vote(citation: Citation, source: Source) -> VoteRule:
        return VoteRule(
            what,
            entry.choice("body", scales.BODIES, "council"),
            entry.share("more_than" if strict else "at_least"),
            entry.choice("base", scales.VOTE_BASES),
            entry.yes("secret"),
            strict,
            citation,
            source is Source.QUOTED,
            entry.optional_text("note") or "",
        )

    version = loading.dated(entry, vote)
    key = ("vote", version.value.what, version.value.body)
    loading.shelf.votes.append(loading.track(key, entry, version))


def read_quorum(entry: Entry, loading: Loading) -> None:
    """The share of a body that must be present."""
    strict = entry.has("more_than")

    def quorum(citation: Citation, source: Source) -> Quorum:
        return Quorum(
            entry.choice("body", scales.BODIES),
            entry.share("more_than" if strict else "at_least"),
            strict,
            citation,
            source is Source.QUOTED,
            entry.optional_text("note") or "",
        )

    version = loading.dated(entry, quorum)
    key = ("quorum", version.value.body)
    loading.shelf.quorums.append(loading.track(key, entry, version))


def read_quota(entry: Entry, loading: Loading) -> None:
    """A cap on proposals for `what`, or on ratings (`rating`), as a share of a base.

    `base` is a title's id, `{rated: [LEVEL]}` or `{parts: true}`. `at_most: 15%` and beside it
    `by_rating: {LEVEL: 25%}` by the unit's own rating; or `by_result: {ID: 15%, ID: 10%}` by the
    title that the unit itself has. `few: {below: 5, minimum: 1}` by its number of parts.
    """
    by_result = _shares_under(entry, "by_result")
    loading.titles.extend((entry.entry("by_result"), what, what) for what, _share in by_result)
    by_rating = _shares_under(entry, "by_rating", scales.COMPLETION)
    plain = Fraction(0) if by_result else entry.share("at_most")
    few = None
    if entry.has("few"):
        inner = entry.entry("few")
        few = inner.whole("below", low=1), inner.whole("minimum")
        inner.close()
    is_rating = entry.has("rating")

    def quota(citation: Citation, source: Source) -> Quota:
        return Quota(
            entry.choice("rating", scales.COMPLETION)
            if is_rating
            else loading.title_id(entry, "what"),
            _base(entry, loading),
            max(plain, *(share for _what, share in (*by_result, *by_rating)))
            if by_result or by_rating
            else plain,
            entry.choice("rounding", scales.ROUNDINGS),
            entry.whole("minimum", 0),
            citation,
            source is Source.QUOTED,
            entry.optional_text("note") or "",
            entry.choice("of", scales.SETS, "unit"),
            by_result,
            by_rating,
            plain,
            entry.choice("holder", scales.HOLDERS) if entry.has("holder") else None,
            few,
            is_rating,
            entry.choice("each", (JOB_GROUP,)) if entry.has("each") else "",
            entry.words("groups", (*scales.GROUPS, SERVICE_UNITS), ()),
        )

    version = loading.dated(entry, quota)
    key = ("quota", version.value.what, version.value.holder)
    loading.shelf.quotas.append(loading.track(key, entry, version))


def _shares_under(
    entry: Entry, key: str, allowed: Sequence[str] | None = None
) -> tuple[tuple[str, Fraction], ...]:
    if not entry.has(key):
        return ()
    inner = entry.entry(key)
    names = [each for each in allowed or inner.keys() if inner.has(each)]
    found = tuple((each, inner.share(each)) for each in names)
    inner.close()
    return found


def _base(entry: Entry, loading: Loading) -> Base:
    if not entry.has("base") or isinstance(entry.raw("base"), str):
        return Base(title=loading.title_id(entry, "base"))
    inner = entry.entry("base")
    found = Base(
        rated=inner.words("rated", scales.COMPLETION, ()),
        parts=inner.yes("parts", default=False),
    )
    if found.parts is bool(found.rated):
        message = _("The base is a title, `rated` with some levels, or `parts: true`.")
        inner.note("bad_base", message, _("Keep exactly one of them."))
    inner.close()
    return found


def read_time_limit(entry: Entry, loading: Loading) -> None:
    """Days for a step, of the titles named in `what` and the `level` that takes it."""
    known = loading.shelf.titles
    what = frozenset(entry.words("what", known, ())) if entry.has("what") else None
    level = entry.choice("level", scales.LEVELS) if entry.has("level") else None

    def limit(citation: Citation, source: Source) -> TimeLimit:
        return TimeLimit(
            entry.text("step"),
            entry.text("name"),
            entry.whole("days", low=1),
            entry.yes("working"),
            citation,
            source is Source.QUOTED,
            entry.optional_text("note") or "",
            what,
            level,
        )

    version = loading.dated(entry, limit)
    for title in what or {None}:
        loading.track(("limit", version.value.step, title, level), entry, version)
    loading.shelf.time_limits.append(version)


def read_reward(entry: Entry, loading: Loading) -> None:
    """A coefficient of prize money, for each of the titles and holders named."""
    known = loading.shelf.titles
    titles, holders = entry.words("what", known, ()), entry.words("holders", scales.HOLDERS, ())

    def reward(citation: Citation, source: Source) -> Reward:
        return Reward("", "", entry.number("coefficient"), citation, source is Source.QUOTED)

    found = loading.dated(entry, reward)
    for what in titles:
        for holder in holders:
            value = replace(found.value, what=what, holder=holder)
            version = loading.track(("reward", what, holder), entry, replace(found, value=value))
            loading.shelf.rewards.append(version)


def read_transition(entry: Entry, loading: Loading) -> None:
    """A rule that keeps files received earlier under the older instrument."""
    new = entry.choice("new", loading.shelf.instruments)
    received_before = entry.day("received_before")

    def transition(citation: Citation, source: Source) -> Transition:
        is_provisional = source is Source.QUOTED
        note = entry.optional_text("note") or ""
        return Transition(entry.text("id"), new, received_before, citation, is_provisional, note)

    found = loading.dated(entry, transition)
    loading.track(("transition", found.value.id), entry, found)
    if not found.is_draft:
        loading.transitions.append(found.value)
