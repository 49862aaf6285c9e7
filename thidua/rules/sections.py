"""Readers of the sections a file of law may have, each into the shelf of what is loading."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from thidua.common.phrases import gettext as _
from thidua.rules import scales
from thidua.rules.criteria import Criterion, Reading
from thidua.rules.dated import Dated, Transition
from thidua.rules.outcomes import Citation, Source
from thidua.rules.records import (
    INSTRUMENT_KINDS,
    Authority,
    Condition,
    Decider,
    Instrument,
    LocalCriteria,
    Shelf,
    Standard,
    Title,
)
from thidua.rules.strict import NO_DAY, Entry, nearest
from thidua.rules.vocabulary import read_criterion

T = TypeVar("T")
_NOWHERE = Citation("", "", None, None, "", "")


@dataclass
class Loading:
    """The shelf being filled, and what is checked once every file is read."""

    shelf: Shelf = field(default_factory=Shelf)
    transitions: list[Transition] = field(default_factory=list)
    # (entry, key, id): ids of titles, deciders and authorities that records mention
    titles: list[tuple[Entry, str, str]] = field(default_factory=list)
    deciders: list[tuple[Entry, str, str]] = field(default_factory=list)
    authorities: list[tuple[Entry, str, str]] = field(default_factory=list)
    # groups of versions that must not overlap, and whose instruments must be in force throughout
    timelines: dict[object, list[tuple[Entry, Dated[object]]]] = field(default_factory=dict)
    standards: dict[str, set[str]] = field(default_factory=dict)
    authority: str | None = None

    def track(self, key: object, entry: Entry, version: Dated[T]) -> Dated[T]:
        """Remember a version among those of the same record, and close its entry."""
        entry.close()
        self.timelines.setdefault((key, version.authority), []).append((entry, version))  # type: ignore[arg-type]
        return version

    def cite(self, entry: Entry, key: str) -> Citation | None:
        """The citation under a key, resolved; None where it is wrong (and noted)."""
        inner = entry.entry(key)
        instrument = inner.text("instrument") if entry.has(key) else ""
        article = inner.text("article") if entry.has(key) else ""
        clause, point = inner.optional_text("clause"), inner.optional_text("point")
        inner.close()
        if not instrument or not article:
            return None
        found = self.shelf.instruments.get(instrument)
        if found is None:
            message = _("No instrument “%(id)s” is loaded.") % {"id": instrument}
            inner.note(
                "no_instrument", message, nearest(instrument, self.shelf.instruments), "instrument"
            )
            return None
        place = ".".join(part for part in (article, clause, point) if part)
        if place not in found.places:
            message = _("%(instrument)s has no place “%(place)s” on record.")
            words = {"instrument": found.printed, "place": place}
            cure = _("Correct the citation, or add the place to the instrument's articles.")
            inner.note("no_place", message % words, cure, "article")
            return None
        return found.cite(article, clause, point)

    def dated(self, entry: Entry, make: Callable[[Citation, Source], T]) -> Dated[T]:
        """A dated, cited version whose value `make` reads from the same entry."""
        start, until = entry.day("from"), None
        if not entry.has("until"):
            entry.raw("until")
        else:
            until = entry.optional_day("until")
        citation = self.cite(entry, "citation") or _NOWHERE
        source = Source(entry.choice("source", list(Source)))
        checked_by = entry.optional_text("checked_by") if entry.has("checked_by") else None
        if not entry.has("checked_by"):
            entry.raw("checked_by")
        beside = entry.words("beside", self.shelf.instruments, ())
        note = entry.optional_text("note") or ""
        if until is not None and until <= start and start != NO_DAY:
            message = _("The interval is empty: it ends before or as it begins.")
            entry.note("empty_interval", message, _("Correct from or until."), "until")
        return Dated(
            make(citation, source), start, until, citation, source, checked_by, note, beside,
            self.authority, entry.place.where(entry.path),
        )  # fmt: skip

    def criteria(
        self, entry: Entry, key: str, citation: Citation, source: Source, what: str
    ) -> tuple[Criterion, ...]:
        """The criteria listed under a key."""
        reading = Reading(self.cite, read_criterion, citation, source)
        found = tuple(read_criterion(item, reading) for item in entry.entries(key))
        self.titles.extend(reading.mentions)
        self.standards.setdefault(what, set()).update(reading.standards)
        if not found and entry.has(key):
            entry.note("no_criteria", _("There are no criteria."), _("Add at least one."), key)
        return found

    def criterion(self, entry: Entry, citation: Citation, source: Source, what: str) -> Criterion:
        """The one criterion under `criterion`."""
        reading = Reading(self.cite, read_criterion, citation, source)
        found = read_criterion(entry.entry("criterion"), reading)
        self.titles.extend(reading.mentions)
        self.standards.setdefault(what, set()).update(reading.standards)
        return found

    def title_id(self, entry: Entry, key: str) -> str:
        """The id of a title or form under a key, checked at the end."""
        what = entry.text(key)
        self.titles.append((entry, key, what))
        return what


def read_instrument(entry: Entry, loading: Loading) -> None:
    """One law, decree, circular or local rule, with the places that may be cited."""
    places: set[str] = set()
    articles = entry.entry("articles")
    for article in articles.keys():  # noqa: SIM118 - an Entry is not a mapping
        places.add(article)
        for _path, inner in articles.values(article):
            clause = str(inner)
            places.update({f"{article}.{clause.partition('.')[0]}", f"{article}.{clause}"})
    found = Instrument(
        id=entry.text("id"),
        kind=entry.choice("kind", INSTRUMENT_KINDS),
        number=entry.text("number"),
        title=entry.text("title"),
        issuer=entry.text("issuer"),
        adopted_on=entry.optional_day("adopted_on"),
        in_force_from=entry.day("in_force_from"),
        in_force_until=entry.optional_day("in_force_until"),
        source=Source(entry.choice("source", list(Source))),
        checked_by=entry.optional_text("checked_by"),
        note=entry.optional_text("note") or "",
        places=frozenset(places),
        where=entry.place.where(entry.path),
    )
    _keep(entry, loading.shelf.instruments, found.id, found)


def _keep(entry: Entry, kept: dict[str, T], id_: str, found: T) -> None:
    if id_ in kept:
        message = _("The id “%(id)s” is defined twice.") % {"id": id_}
        entry.note("repeated_id", message, _("Rename or remove one of them."), "id")
    kept[id_] = found
    entry.close()


def read_authority(entry: Entry, loading: Loading) -> None:
    """A body with rules of its own."""
    parent = entry.optional_text("parent")
    if parent is not None:
        loading.authorities.append((entry, "parent", parent))
    found = Authority(
        id=entry.text("id"),
        name=entry.text("name"),
        level=entry.choice("level", scales.LEVELS),
        parent=parent,
        is_illustrative=entry.yes("illustrative", default=False),
        note=entry.optional_text("note") or "",
    )
    _keep(entry, loading.shelf.authorities, found.id, found)


def read_decider_name(entry: Entry, loading: Loading) -> None:
    """The name of a post that decides."""
    _keep(entry, loading.shelf.decider_names, entry.text("id"), entry.text("name"))


def read_title(entry: Entry, loading: Loading) -> None:
    """A title or form: names, holders, versions of its criteria, who decides."""
    id_ = entry.text("id")
    versions, deciders = [], []
    holders = entry.words("holders", scales.HOLDERS, ())
    for item in entry.entries("versions", required=False):
        holder = item.choice("holder", holders or scales.HOLDERS)

        def standard(
            citation: Citation, source: Source, item: Entry = item, holder: str = holder
        ) -> Standard:
            criteria = loading.criteria(item, "criteria", citation, source, id_)
            return Standard(holder, criteria, frozenset(item.words("groups", scales.GROUPS, ())))

        version = loading.dated(item, standard)
        for group in version.value.groups or {None}:
            loading.track(("criteria", id_, holder, group), item, version)
        versions.append(version)
    for item in entry.entries("deciders", required=False):

        def decider(citation: Citation, source: Source, item: Entry = item) -> Decider:
            return _decider(item, loading, citation, source)

        who = loading.dated(item, decider)
        deciders.append(loading.track(("decider", id_, who.value.level), item, who))
    found = Title(
        id=id_,
        name=entry.text("name"),
        short=entry.text("short"),
        family=entry.choice("family", ("title", "form")),
        holders=holders,
        note=entry.optional_text("note") or "",
        printed=entry.optional_text("printed") or "",
        is_selected=entry.yes("selected", default=False),
        for_groups=frozenset(entry.words("for_groups", scales.GROUPS, ())),
        versions=tuple(versions),
        deciders=tuple(deciders),
        where=entry.place.where(entry.path),
    )
    _keep(entry, loading.shelf.titles, id_, found)


def _decider(entry: Entry, loading: Loading, citation: Citation, source: Source) -> Decider:
    id_ = entry.text("decider")
    loading.deciders.append((entry, "decider", id_))
    level = entry.choice("level", scales.LEVELS) if entry.has("level") else None
    name = loading.shelf.decider_names.get(id_, id_)
    return Decider(id_, name, level, citation, source is Source.QUOTED)


def read_condition(entry: Entry, loading: Loading) -> None:
    """A rule before every criterion, with versions of its own."""
    id_ = entry.text("id")
    what = None
    if entry.has("what"):
        what = frozenset(entry.words("what", loading.shelf.titles, ()))
    versions: list[Dated[Criterion]] = []
    for item in entry.entries("versions"):

        def criterion(citation: Citation, source: Source, item: Entry = item) -> Criterion:
            return loading.criterion(item, citation, source, id_)

        version = loading.track(("condition", id_), item, loading.dated(item, criterion))
        versions.append(version)
    loading.shelf.conditions.append(Condition(id_, what, tuple(versions)))
    entry.close()


def read_local(entry: Entry, loading: Loading) -> None:
    """An authority's own criteria for a title."""
    what = loading.title_id(entry, "what")
    if loading.authority is None:
        message = _("Local criteria stand in a file without an authority.")
        entry.note("no_authority", message, _("Name the authority at the top of the file."))

    def local(citation: Citation, source: Source) -> LocalCriteria:
        holder = entry.choice("holder", scales.HOLDERS) if entry.has("holder") else None
        fills = entry.optional_text("fills")
        return LocalCriteria(what, holder, fills, loading.criterion(entry, citation, source, what))

    version = loading.dated(entry, local)
    key = ("local", what, version.value.holder, version.value.criterion.ground.id)
    loading.shelf.local.append(loading.track(key, entry, version))
