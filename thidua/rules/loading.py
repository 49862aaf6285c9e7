"""Loading a folder of law: every file read strictly, then the whole checked; all problems told."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.rules import duty_reading, procedures, sections, set_rules
from thidua.rules.dated import Dated
from thidua.rules.law import Law
from thidua.rules.sections import Loading
from thidua.rules.strict import Entry, Place, Problems, nearest, read_yaml

CASES_FOLDER = "cases"
# Sections in the order they are read over all files: what is cited before what cites it.
_READERS: Mapping[str, Callable[[Entry, Loading], None]] = {
    "instruments": sections.read_instrument,
    "authorities": sections.read_authority,
    "decider_names": sections.read_decider_name,
    "catalogue": sections.read_title,
    "titles": sections.read_title,
    "forms": sections.read_title,
    "levels": procedures.read_level,
    "transitions": procedures.read_transition,
    "conditions": sections.read_condition,
    "local_criteria": sections.read_local,
    "papers": procedures.read_paper,
    "votes": procedures.read_vote,
    "quorums": procedures.read_quorum,
    "quotas": procedures.read_quota,
    "set_rules": set_rules.read_set_rule,
    "preferences": set_rules.read_preference,
    "duties": duty_reading.read_duty,
    "submit_by": duty_reading.read_submit_by,
    "rating_names": duty_reading.read_rating_names,
    "carry_overs": duty_reading.read_carry_over,
    "time_limits": procedures.read_time_limit,
    "parameters": procedures.read_parameter,
    "rewards": procedures.read_reward,
}
# What an authority's own rules cannot say.
_NATIONAL = ("catalogue", "titles", "forms", "levels", "transitions", "conditions", "carry_overs")


def default_folder() -> Path:
    """The folder of the law that ships with the program."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "_law"
    return packed if packed.is_dir() else package.parent / "law"


def load_law(folder: Path, own: Sequence[tuple[str, str]] = ()) -> Law:
    """The law in a folder (its `cases` apart). Raises one `Refusal` with every problem found.

    `own` are an office's own rules to be read beside it, each a name to tell problems by and the
    text, in the same schema. Each names its authority: what stands in it is never the nation's.
    The law keeps them (`Law.own`).
    """
    if not folder.is_dir():
        message = _("There is no folder of law at “%(folder)s”.") % {"folder": folder}
        raise refuse("no_folder", message, cure=_("Name a folder that has files of law."))
    problems = Problems()
    files = [
        (place, value)
        for path in law_files(folder)
        for place, value in [_read_file(path, folder, problems)]
        if value is not None
    ]
    for name, text in own:
        files += _read_own(name, text, problems)
    if not files and not problems.reasons:
        message = _("The folder “%(folder)s” has no files of law.") % {"folder": folder}
        raise refuse("no_law_files", message, cure=_("Law is written in files that end in .yaml."))
    _check_names(folder, problems)
    loading = Loading()
    entries = [Entry(value, "", place, problems) for place, value in files]
    for section, read in _READERS.items():
        for entry in entries:
            loading.authority = None
            if entry.has("authority"):
                loading.authority = entry.text("authority")
                if section == "instruments":
                    loading.authorities.append((entry, "authority", loading.authority))
            for item in entry.entries(section, required=False):
                read(item, loading)
    for entry in entries:
        entry.close()
    _check_mentions(loading)
    _check_timelines(loading)
    _check_standards(loading, problems)
    problems.raise_any()
    contents = {place.name: value for place, value in files}
    return Law(loading.shelf, tuple(loading.transitions), _digest(contents), tuple(own))


def _check_names(folder: Path, problems: Problems) -> None:
    """A file that would silently not be read is a fault."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in {".yml", ".yaml"} and path.suffix != ".yaml":
            place = Place(path.relative_to(folder).as_posix())
            message = _("Only files whose names end in .yaml are read.")
            problems.add("file_name", message, _("Rename this file."), place, "")


def law_files(folder: Path) -> list[Path]:
    """The files of law in a folder, in order of name; worked cases are not law."""
    return [
        path
        for path in sorted(folder.rglob("*.yaml"))
        if CASES_FOLDER not in path.relative_to(folder).parts
    ]


def read_text(path: Path, shown: str) -> str:
    """The text of a UTF-8 file. Refuses what cannot be read as such."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("This file is not text in UTF-8.")
        raise refuse("not_text", message, cure=_("Save it as UTF-8."), where=shown) from error
    except FileNotFoundError as error:
        cure = _("Check its name and its folder.")
        raise refuse("unreadable", _("There is no such file."), cure=cure, where=shown) from error
    except PermissionError as error:
        cure = _("Ask who keeps it for leave to read it.")
        message = _("This file may not be read by you.")
        raise refuse("unreadable", message, cure=cure, where=shown) from error
    except OSError as error:
        message = _("This file cannot be read: %(why)s.") % {"why": error.strerror}
        cure = _("Name a file of text.")
        raise refuse("unreadable", message, cure=cure, where=shown) from error


def _read_file(path: Path, folder: Path, problems: Problems) -> tuple[Place, object]:
    place = Place(path.relative_to(folder).as_posix())
    text = read_text(path, place.name)
    before = len(problems.reasons)
    value = read_yaml(text, place, problems)
    if value is None and len(problems.reasons) == before:
        problems.add("empty_file", _("The file is empty."), _("Fill or remove it."), place, "")
    return place, value


def _read_own(name: str, text: str, problems: Problems) -> list[tuple[Place, object]]:
    """An office's own rules; none where they cannot be read, which is noted."""
    place = Place(name)
    before = len(problems.reasons)
    value = read_yaml(text, place, problems)
    if len(problems.reasons) > before:
        return []
    if not isinstance(value, Mapping) or not value.get("authority"):
        message = _("These rules do not say whose they are.")
        cure = _("Name the authority in the first line, as “authority: chi_linh”.")
        problems.add("no_authority", message, cure, place, "")
        return []
    for section in _NATIONAL:
        if section in value:
            message = _("“%(section)s” is the nation's to say, not an authority's.")
            cure = _("Take it out.")
            problems.add("not_own", message % {"section": section}, cure, place, section)
    return [(place, value)]


def _digest(contents: Mapping[str, object]) -> str:
    """SHA-256 over what the files say: comments, layout and order of keys do not count."""

    def plain(value: object) -> str:
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Decimal):
            return str(value)
        raise TypeError(value)

    keyed = _with_text_keys(contents)
    text = json.dumps(keyed, ensure_ascii=False, sort_keys=True, default=plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _with_text_keys(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _with_text_keys(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_text_keys(item) for item in value]
    return value


def _check_mentions(loading: Loading) -> None:
    """Every id that a record mentions is defined."""
    known: list[tuple[list[tuple[Entry, str, str]], Iterable[str]]] = [
        (loading.titles, loading.shelf.titles),
        (loading.deciders, loading.shelf.decider_names),
        (loading.authorities, loading.shelf.authorities),
    ]
    for mentions, ids in known:
        for entry, key, id_ in mentions:
            if id_ and id_ not in ids:
                message = _("The id “%(id)s” is not defined.") % {"id": id_}
                entry.note("unknown_id", message, nearest(id_, ids), key)


def _check_timelines(loading: Loading) -> None:
    """No two versions of a record overlap, and what a version cites is in force throughout it."""
    for versions in loading.timelines.values():
        settled = [(entry, version) for entry, version in versions if not version.is_draft]
        for index, (entry, version) in enumerate(settled):
            for _other, earlier in settled[:index]:
                if version.overlaps(earlier):
                    message = _("This version overlaps the one at %(where)s.")
                    cure = _("Let one end on the day the other begins.")
                    entry.note("overlap", message % {"where": earlier.where}, cure, "from")
            _check_in_force(loading, entry, version)


def _check_in_force(loading: Loading, entry: Entry, version: Dated[object]) -> None:
    for id_ in version.instruments():
        found = loading.shelf.instruments.get(id_)
        if found is None:
            continue
        begins = found.in_force_from <= version.start
        end = found.in_force_until
        ends = end is None or (version.until is not None and version.until <= end)
        if not begins or not ends:
            message = _("%(instrument)s is not in force over the whole interval of this version.")
            cure = _("Correct the interval, or cite what was in force (%(from)s to %(until)s).")
            days = {"from": found.in_force_from, "until": end or "…"}
            words = {"instrument": found.printed}
            entry.note("not_in_force", message % words, cure % days, "citation")


def _check_standards(loading: Loading, problems: Problems) -> None:
    """No title takes over, directly or through others, its own standard."""
    for what in loading.standards:
        seen: set[str] = set()
        waiting = list(loading.standards[what])
        while waiting:
            other = waiting.pop()
            if other == what:
                title = loading.shelf.titles.get(what)
                message = _("“%(id)s” rests on its own standard.") % {"id": what}
                place = Place(title.where if title else what)
                problems.add("circle", message, _("Break the circle."), place, "")
                break
            if other not in seen:
                seen.add(other)
                waiting.extend(loading.standards.get(other, ()))
