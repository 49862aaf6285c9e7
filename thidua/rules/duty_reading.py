"""Readers of duties, last days to submit, names of ratings and what goes on for a time."""

from dataclasses import replace

from thidua.rules import scales
from thidua.rules.dated import CarryOver
from thidua.rules.duties import KINDS, Duty, RatingNames, SubmitBy
from thidua.rules.outcomes import Citation, Source
from thidua.rules.sections import Loading
from thidua.rules.strict import Entry

_MONTHS, _DAYS = 12, 31


def read_duty(entry: Entry, loading: Loading) -> None:
    """A duty; `days` with `working`, or no time."""
    known = loading.shelf.titles

    def duty(citation: Citation, source: Source) -> Duty:
        return Duty(
            id=entry.text("id"),
            kind=entry.choice("kind", KINDS),
            name=entry.text("name"),
            what=frozenset(entry.words("what", known, ())) if entry.has("what") else None,
            days=entry.whole("days", low=1) if entry.has("days") else None,
            working=entry.yes("working", default=False),
            citation=citation,
            provisional=source is Source.QUOTED,
            note=entry.optional_text("note") or "",
        )

    version = loading.dated(entry, duty)
    loading.shelf.duties.append(loading.track(("duty", version.value.id), entry, version))


def read_submit_by(entry: Entry, loading: Loading) -> None:
    """A last day to submit: `by: {day, month, years_after}`, for one title or each of a list."""
    is_list = isinstance(entry.raw("what"), list)
    titles = entry.words("what", loading.shelf.titles, ()) if is_list else ()

    def submit(citation: Citation, source: Source) -> SubmitBy:
        by = entry.entry("by")
        found = SubmitBy(
            id=entry.text("id"),
            name=entry.text("name"),
            what="" if is_list else loading.title_id(entry, "what"),
            school=entry.yes("school", default=False),
            day=by.whole("day", low=1, high=_DAYS),
            month=by.whole("month", low=1, high=_MONTHS),
            years_after=by.whole("years_after", 0),
            counted_from=entry.choice("counted_from", ("achievement", "decision"), "achievement"),
            before=entry.yes("before", default=False),
            to=entry.text("to"),
            citation=citation,
            provisional=source is Source.QUOTED,
            note=entry.optional_text("note") or "",
        )
        by.close()
        return found

    found = loading.dated(entry, submit)
    for what in titles or (found.value.what,):
        version = replace(found, value=replace(found.value, what=what))
        key = ("submit_by", what, version.value.school)
        loading.shelf.submit_by.append(loading.track(key, entry, version))


def read_rating_names(entry: Entry, loading: Loading) -> None:
    """The names of the four levels for `groups` (left out: for anybody)."""
    inner = entry.entry("names")
    names = tuple((level, inner.text(level)) for level in scales.COMPLETION)
    inner.close()
    groups = entry.words("groups", scales.GROUPS, ())

    def named(citation: Citation, source: Source) -> RatingNames:
        note = entry.optional_text("note") or ""
        return RatingNames(None, names, citation, source is Source.QUOTED, note)

    found = loading.dated(entry, named)
    for group in groups or (None,):
        version = replace(found, value=replace(found.value, group=group))
        loading.track(("rating_names", group), entry, version)
        loading.shelf.rating_names.append(version)


def read_carry_over(entry: Entry, loading: Loading) -> None:
    """What an older instrument left to authorities goes on until they have rules of their own."""
    old = entry.choice("old", loading.shelf.instruments)

    def carried(citation: Citation, source: Source) -> CarryOver:
        note = entry.optional_text("note") or ""
        return CarryOver(entry.text("id"), old, citation, source is Source.QUOTED, note)

    found = loading.dated(entry, carried)
    loading.shelf.carry_overs.append(loading.track(("carry_over", found.value.id), entry, found))
