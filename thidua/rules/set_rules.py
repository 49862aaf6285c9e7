"""Rules about a set of proposals beside its quota: a closed vocabulary, read strictly.

A rule has an `id`, a `name`, dates and citation, and exactly one word of `WORDS`.
"""

# Readers share one shape, whatever part of it a word needs.
# ruff: noqa: ARG001

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from thidua.common.phrases import gettext as _
from thidua.rules import scales
from thidua.rules.candidates import FLAGS, Answer, Ask, Candidate, Company, Preference, SetRule
from thidua.rules.outcomes import Citation, Outcome, Source
from thidua.rules.sections import Loading
from thidua.rules.strict import Entry, nearest

MET, UNMET, UNKNOWN = Outcome.MET, Outcome.UNMET, Outcome.UNKNOWN


def _flagged(candidates: Sequence[Candidate], flag: str) -> tuple[int, int]:
    """How many are known to be so, and of how many it is not known."""
    values = [getattr(each, flag) for each in candidates]
    return values.count(True), values.count(None)


def _open(candidates: Sequence[Candidate], flag: str) -> tuple[str, ...]:
    return tuple(
        f"candidates[{index}].{flag}"
        for index, each in enumerate(candidates)
        if getattr(each, flag) is None
    )


def _non_leaders(entry: Entry, key: str, loading: Loading) -> Ask:
    """`non_leaders: {of: 2, at_least: 1}`: of so many or more, at least one is no leader."""
    inner = entry.entry(key)
    of, least = inner.whole("of", low=1), inner.whole("at_least", 1, low=1)
    inner.close()

    def ask(company: Company) -> Answer:
        total = len(company.candidates)
        if total < of:
            return Answer(MET)
        leaders, unknown = _flagged(company.candidates, "leader")
        names = tuple(each.name for each in company.candidates if each.leader)
        if total - leaders - unknown >= least:
            return Answer(MET)
        if total - leaders < least:
            return Answer(UNMET, names)
        return Answer(UNKNOWN, names, _open(company.candidates, "leader"))

    return ask


def _leaders_at_most(entry: Entry, key: str, loading: Loading) -> Ask:
    """`leaders_at_most: 50%` of those proposed."""
    share = entry.share(key)

    def ask(company: Company) -> Answer:
        total = len(company.candidates)
        leaders, unknown = _flagged(company.candidates, "leader")
        names = tuple(each.name for each in company.candidates if each.leader)
        if total == 0 or Fraction(leaders + unknown, total) <= share:
            return Answer(MET, names)
        if Fraction(leaders, total) > share:
            return Answer(UNMET, names)
        return Answer(UNKNOWN, names, _open(company.candidates, "leader"))

    return ask


def _head_needs(entry: Entry, key: str, loading: Loading) -> Ask:
    """`head_needs: ID`: the unit's head only where the unit has that title."""
    what = loading.title_id(entry, key)

    def ask(company: Company) -> Answer:
        heads = tuple(each.name for each in company.candidates if each.head)
        missing = _open(company.candidates, "head")
        if company.unit_holds is not None and what in company.unit_holds:
            return Answer(MET, heads)
        if heads:
            if company.unit_holds is None:
                return Answer(UNKNOWN, heads, ("honours",))
            return Answer(UNMET, heads)
        return Answer(UNKNOWN, (), missing) if missing else Answer(MET)

    return ask


def _one_award(entry: Entry, key: str, loading: Loading) -> Ask:
    """`one_award_per_achievement: true`: one achievement of one holder is proposed once."""
    entry.yes(key)

    def ask(company: Company) -> Answer:
        count = Counter(
            (each.name, each.achievement) for each in company.candidates if each.achievement
        )
        twice = tuple(dict.fromkeys(name for (name, _what), times in count.items() if times > 1))
        if twice:
            return Answer(UNMET, twice)
        missing = _blank(company.candidates, "achievement")
        return Answer(UNKNOWN, (), missing) if missing else Answer(MET)

    return ask


def _blank(candidates: Sequence[Candidate], name: str) -> tuple[str, ...]:
    """Paths of a text not given, where one name stands more than once."""
    count = Counter(each.name for each in candidates)
    return tuple(
        f"candidates[{index}].{name}"
        for index, each in enumerate(candidates)
        if count[each.name] > 1 and not getattr(each, name)
    )


def _one_place(entry: Entry, key: str, loading: Loading) -> Ask:
    """`one_place: true`: nobody is proposed for the same title by two places."""
    entry.yes(key)

    def ask(company: Company) -> Answer:
        places: dict[tuple[str, str], set[str]] = {}
        for each in company.candidates:
            places.setdefault((each.name, each.what), set()).add(each.place)
        twice = tuple(name for (name, _what), found in places.items() if len(found - {""}) > 1)
        if twice:
            return Answer(UNMET, tuple(dict.fromkeys(twice)))
        missing = _blank(company.candidates, "place")
        return Answer(UNKNOWN, (), missing) if missing else Answer(MET)

    return ask


def _forms_a_year(entry: Entry, key: str, loading: Loading) -> Ask:
    """`forms_a_year: {at_most: 1, of: [ID, …], except: [dot_xuat]}` for one holder in a year."""
    inner = entry.entry(key)
    most = inner.whole("at_most", low=1)
    of = frozenset(inner.words("of", loading.shelf.titles, ()))
    exempt = frozenset(inner.words("except", scales.HONOUR_KINDS, ()))
    inner.close()

    def ask(company: Company) -> Answer:
        count = Counter(
            each.name for each in company.candidates if each.what in of and each.kind not in exempt
        )
        over = tuple(name for name, times in count.items() if times > most)
        return Answer(UNMET, over) if over else Answer(MET)

    return ask


def _competent(entry: Entry, key: str, loading: Loading) -> Ask:
    """`competent: true`: each proposal goes to the one who decides that title."""
    entry.yes(key)

    def ask(company: Company) -> Answer:
        wrong, missing = [], []
        for index, each in enumerate(company.candidates):
            rightful = company.decider(each.what) if each.what else None
            if rightful is None or not each.decider:
                missing.append(f"candidates[{index}].{'decider' if rightful else 'what'}")
            elif each.decider != rightful:
                wrong.append(each.name)
        if wrong:
            return Answer(UNMET, tuple(wrong))
        return Answer(UNKNOWN, (), tuple(missing)) if missing else Answer(MET)

    return ask


WORDS: Mapping[str, Callable[[Entry, str, Loading], Ask]] = {
    "non_leaders": _non_leaders,
    "leaders_at_most": _leaders_at_most,
    "head_needs": _head_needs,
    "one_award_per_achievement": _one_award,
    "one_place": _one_place,
    "forms_a_year": _forms_a_year,
    "competent": _competent,
}


def read_set_rule(entry: Entry, loading: Loading) -> None:
    """One rule about a set."""
    id_, name = entry.text("id"), entry.text("name")
    words = [key for key in entry.keys() if key in WORDS]  # noqa: SIM118 - no mapping
    if len(words) != 1:
        message = _("A rule about a set has exactly one word; here stand: %(words)s.")
        shown = {"words": ", ".join(words) or "–"}
        entry.note("bad_word", message % shown, nearest("", WORDS))
        for key in entry.keys():  # noqa: SIM118
            entry.has(key)
        return
    ask = WORDS[words[0]](entry, words[0], loading)
    what = frozenset(entry.words("what", loading.shelf.titles, ())) if entry.has("what") else None

    def rule(citation: Citation, source: Source) -> SetRule:
        note = entry.optional_text("note") or ""
        return SetRule(id_, name, words[0], what, ask, citation, source is Source.QUOTED, note)

    version = loading.track(("set_rule", id_), entry, loading.dated(entry, rule))
    loading.shelf.set_rules.append(version)


def read_preference(entry: Entry, loading: Loading) -> None:
    """Whom the law prefers: `prefers: {female: true, women_share: 70%}`, any of them."""
    id_, name = entry.text("id"), entry.text("name")
    inner = entry.entry("prefers")
    share = inner.share("women_share") if inner.has("women_share") else None
    flags = tuple((flag, inner.yes(flag)) for flag in ("female", *FLAGS) if inner.has(flag))
    inner.close()

    def preference(citation: Citation, source: Source) -> Preference:
        note = entry.optional_text("note") or ""
        return Preference(id_, name, flags, share, citation, source is Source.QUOTED, note)

    version = loading.track(("preference", id_), entry, loading.dated(entry, preference))
    loading.shelf.preferences.append(version)
