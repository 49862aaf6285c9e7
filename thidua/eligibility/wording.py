"""Findings in sentences: what was observed, which facts are missing and what to do about it.

A stored finding keeps what was observed as its criterion saw it; no page shows that form.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from thidua.organisations.states import Level, Pending
from thidua.rules import title_name

# Terms of law: Vietnamese in every language.
DISCIPLINE = {
    "phe_binh": "phê bình",
    "khien_trach": "khiển trách",
    "canh_cao": "cảnh cáo",
    "ha_bac_luong": "hạ bậc lương",
    "giang_chuc": "giáng chức",
    "cach_chuc": "cách chức",
    "khai_tru": "khai trừ",
    "sa_thai": "sa thải",
    "buoc_thoi_viec": "buộc thôi việc",
}
_SCOPES: Mapping[str, str | Promise] = {
    "base": gettext_lazy("recognised by the unit"),
    "province": gettext_lazy("recognised by the province"),
    "ministry": gettext_lazy("recognised by the ministry"),
    "nation": gettext_lazy("recognised for the whole country"),
}
_KINDS: Mapping[str, str | Promise] = {
    "sang_kien": gettext_lazy("initiative"),
    "de_tai": gettext_lazy("study"),
}


@dataclass(frozen=True)
class Missing:
    """A fact that nobody has recorded, and what to do."""

    what: str
    cure: str


def observed_words(seen: Any, *, shows_cases: bool = True) -> str:
    """What a criterion saw, in a sentence; empty where the outcome says it all.

    Without `shows_cases` it is not told what kind of case is pending: a complaint may be about
    the head of the unit that reads.
    """
    if seen is None:
        return ""
    if isinstance(seen, bool):
        return _("vouched for") if seen else _("not vouched for")
    if isinstance(seen, str):
        return _("vouched for, with all else that a body vouches for") if seen == "all" else ""
    if isinstance(seen, Sequence):
        return _listed(seen, shows_cases=shows_cases)
    for key, words in _BY_KEY.items():
        if key in seen:
            return words(seen)
    return "; ".join(_rating(year, level) for year, level in seen.items())


def missing_words(path: str) -> Missing:
    """A missing fact's path (`completion.2018`, `members.count`) as a person says it."""
    for pattern, what, cure in _FACTS:
        found = re.fullmatch(pattern, path)
        if found:
            words = {key: title_name(value) for key, value in found.groupdict().items()}
            return Missing(str(what) % words, str(cure))
    return Missing(_("a fact that the condition asks for"), str(_RECORD))


def _listed(seen: Sequence[Any], *, shows_cases: bool) -> str:
    if not seen:
        return _("nothing on record")
    if isinstance(seen[0], str):
        if not shows_cases:
            return _("a case is not concluded")
        return ", ".join(_case(kind) for kind in seen)
    return "; ".join(_entry(each) for each in seen)


def _entry(seen: Mapping[str, Any]) -> str:
    """One honour, initiative or disciplinary decision of a list."""
    if "scope" in seen:
        kind, scope = _KINDS.get(seen["kind"], ""), _SCOPES.get(seen["scope"], "")
        return f"{kind} {seen['year']}, {scope}"
    if "count" in seen:
        words = ngettext("%(form)s: %(count)s person", "%(form)s: %(count)s people", seen["count"])
        return words % {"form": _form(seen), "count": seen["count"]}
    if "form" in seen:
        return f"{_form(seen)}, {_day(seen['decided_on'])}"
    return _honour(seen)


def _honour(seen: Mapping[str, Any]) -> str:
    if seen.get("proposed"):
        return _("%(year)s (proposed together with this)") % {"year": seen["year"]}
    if not seen.get("decided_on"):
        return str(seen["year"])
    words = _("%(year)s (decision of %(day)s)")
    return words % {"year": seen["year"], "day": _day(seen["decided_on"])}


def _run(seen: Mapping[str, Any]) -> str:
    held = "; ".join(_honour(each) for each in seen["held"]) or _("no year")
    gaps = ", ".join(str(year) for year in seen["missing_years"])
    if not gaps:
        return _("held for %(years)s") % {"years": held}
    return _("held for %(years)s; missing: %(gaps)s") % {"years": held, "gaps": gaps}


def _since(seen: Mapping[str, Any]) -> str:
    if seen["since"] is None:
        return _("never given")
    years = ngettext("%(count)s full year since", "%(count)s full years since", seen["years"])
    return f"{years % {'count': seen['years']}} {_honour(seen['since'])}"


def _previous(seen: Mapping[str, Any]) -> str:
    if seen["previous"] is None:
        return _("never given")
    words = _("%(award)s; the years %(from)s to %(until)s are judged")
    said = words % {
        "award": _honour(seen["previous"]),
        "from": seen["from"],
        "until": seen["until"],
    }
    if "after_discipline" not in seen:
        return said
    more = _("those after %(day)s, when a discipline ended, are counted")
    return f"{said}; {more % {'day': _day(seen['after_discipline'])}}"


def _stretch(seen: Mapping[str, Any]) -> str:
    """Years of a stretch of time: how many count, of how many asked for, and what each was."""
    count, needed = seen["count"] if "count" in seen else seen["longest"], seen["needed_years"]
    words = ngettext(
        "%(some)s of %(count)s year asked for", "%(some)s of %(count)s years asked for", needed
    )
    parts = [words % {"some": count, "count": needed}]
    if "needed_initiatives" in seen:
        words = _("initiatives: %(some)s of %(needed)s")
        parts.append(words % {"some": seen["initiatives"], "needed": seen["needed_initiatives"]})
    for year, what in seen["by_year"].items():
        parts.append(_rating(year, what) if what in Level.values else f"{year}: {title_name(what)}")
    return "; ".join(parts)


def _age(seen: Mapping[str, Any]) -> str:
    words = ngettext(
        "founded %(day)s: %(count)s year", "founded %(day)s: %(count)s years", seen["age"]
    )
    return words % {"day": _day(seen["founded"]), "count": seen["age"]}


def _share(seen: Mapping[str, Any]) -> str:
    if "count" not in seen:
        words = ngettext("%(count)s member", "%(count)s members", seen["holding"])
        return words % {"count": seen["holding"]}
    said = _("%(some)s of %(all)s members") % {"some": seen["holding"], "all": seen["count"]}
    return f"{said} ({_percent(seen['share'])})" if "share" in seen else said


def _completed(seen: Mapping[str, Any]) -> str:
    if seen["completed"] is None:
        if seen["count"] is None:
            return ""
        words = ngettext("%(count)s member", "%(count)s members", seen["count"])
        return words % {"count": seen["count"]}
    if seen["count"] is None:
        return _("%(some)s members completed their tasks") % {"some": seen["completed"]}
    words = _("%(some)s of %(all)s members completed their tasks")
    return words % {"some": seen["completed"], "all": seen["count"]}


def _members(seen: Mapping[str, Any]) -> str:
    words = ngettext("%(count)s member", "%(count)s members", seen["count"])
    return words % {"count": seen["count"]}


def _months(seen: Mapping[str, Any]) -> str:
    said = _("%(months)s months in the period") % {"months": _figure(seen["months"])}
    if "leave" not in seen:
        return said
    more = _("of them %(months)s of leave that counts") % {"months": _figure(seen["leave"])}
    return f"{said}, {more}"


# By the key that tells the shapes apart, most telling first.
_BY_KEY: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "previous": _previous,
    "needed_years": _stretch,
    "founded": _age,
    "missing_years": _run,
    "since": _since,
    "holding": _share,
    "completed": _completed,
    "months": _months,
    "what": _honour,
    "count": _members,
}

_RECORD = gettext_lazy("Ask the standing office to record it, then judge again.")
_RATE = gettext_lazy("The unit reports the rating; it is recorded, then judged again.")
_VOUCH = gettext_lazy("The body that answers for it states it in its minutes.")
_FACTS: tuple[tuple[str, str | Promise, str | Promise], ...] = (
    (r"completion\.(?P<year>\d+)", gettext_lazy("the performance rating of %(year)s"), _RATE),
    (r"months_worked\.(?P<year>\d+)", gettext_lazy("the months worked in %(year)s"), _RECORD),
    (r"founded", gettext_lazy("the day the unit was founded"), _RECORD),
    (r"honours", gettext_lazy("the list of earlier honours"), _RECORD),
    (r"honours\[\d+\]\..*", gettext_lazy("the date of an earlier decision"), _RECORD),
    (r"initiatives", gettext_lazy("the recognised initiatives"), _RECORD),
    (r"members\.count", gettext_lazy("the number of members"), _RECORD),
    (
        r"members\.completed",
        gettext_lazy("the rating of every member (some are not rated)"),
        _RATE,
    ),
    (r"members\.holding\.(?P<what>\w+)", gettext_lazy("how many members hold %(what)s"), _RECORD),
    (r"members\.disciplined", gettext_lazy("which members were disciplined"), _RECORD),
    (r"discipline", gettext_lazy("whether there was any discipline"), _RECORD),
    (r"discipline\[\d+\]\..*", gettext_lazy("when a disciplinary decision ends"), _RECORD),
    (r"pending", gettext_lazy("whether a case is pending"), _RECORD),
    (r"leave\[\d+\]\..*", gettext_lazy("the result of a course of study"), _RECORD),
    (r"attested\..*", gettext_lazy("what a body must vouch for here"), _VOUCH),
    (r"constituted\..*", gettext_lazy("what another body must decide here"), _VOUCH),
)


def _rating(year: str, level: Any) -> str:
    label = Level(level).label if level in Level.values else ""
    return f"{year}: {label}"


def _case(kind: str) -> str:
    return str(Pending(kind).label) if kind in Pending.values else _("a case is not concluded")


def _form(seen: Mapping[str, Any]) -> str:
    return DISCIPLINE.get(seen["form"], "")


def _day(written: str) -> str:
    return date.fromisoformat(written).strftime("%d/%m/%Y")


def _percent(share: str) -> str:
    """`71.42%` as Vietnamese papers write it: 71,42 %."""
    return share.replace(".", ",").replace("%", " %")


def _figure(number: float) -> str:
    return f"{number:g}".replace(".", ",")
