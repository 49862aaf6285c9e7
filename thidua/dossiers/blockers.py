"""What stops a move of a deliberation or a dossier: the page tells it, the act refuses by it."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from thidua.common.clock import office_day
from thidua.dossiers.awards import QuotaLine, rules_for
from thidua.dossiers.models import Deliberation, DeliberationItem, Dossier, Nominee
from thidua.dossiers.papers import missing_papers
from thidua.dossiers.queries import PUT_FORWARD, dossier_quotas, nominees_of
from thidua.dossiers.states import Appraisal, DossierState, Route
from thidua.eligibility.facts import standing_cases
from thidua.eligibility.judging import holder_kind
from thidua.honours.models import Honour
from thidua.honours.states import HonourKind, HonourState
from thidua.rules import default_law, title_name
from thidua.workflow.transitions import Blocker

_NAMED = 5


def stops_concluding(deliberation: Deliberation) -> list[Blocker]:
    """Items without a count. The cap is looked at with what is left out (see `actions`)."""
    uncounted = [
        _named(each)
        for each in deliberation.items.select_related("person", "unit", "ballot_item")
        if each.ballot_item.yes is None
    ]
    if not uncounted:
        return []
    return [
        Blocker(
            "not_counted",
            _("Not yet voted on: %(items)s.") % {"items": _listed(uncounted)},
            _("Record the vote on each."),
        )
    ]


def stops_submitting(dossier: Dossier) -> list[Blocker]:
    """An empty dossier, papers missing, proposals elsewhere or held, cases pending, the cap."""
    nominees = nominees_of(dossier)
    if not nominees:
        return [
            Blocker(
                "empty",
                _("Nobody is proposed in this dossier."),
                _("Add whom the deliberation proposed."),
            )
        ]
    return [
        *_papers_missing(dossier, nominees),
        *_proposed_elsewhere(dossier, nominees),
        *_held_already(dossier, nominees),
        *pending_blockers(nominees),
        *quota_blockers(dossier_quotas(dossier, nominees)),
    ]


def stops_receiving(dossier: Dossier) -> list[Blocker]:
    """A dossier of the sector's route that its receiver has not endorsed."""
    if dossier.route == Route.SECTOR and dossier.state == DossierState.SUBMITTED:
        return [
            Blocker(
                "not_endorsed",
                _("This dossier comes through the sector, which has not endorsed it yet."),
                _("Wait for the sector's receiver."),
            )
        ]
    return []


def stops_concluding_appraisal(dossier: Dossier) -> list[Blocker]:
    """Nominees not yet appraised, and cases that are pending now."""
    nominees = nominees_of(dossier)
    waiting = [_named(each) for each in nominees if each.appraisal == Appraisal.NONE]
    found = pending_blockers([each for each in nominees if each.appraisal in PUT_FORWARD])
    if waiting:
        found.insert(
            0,
            Blocker(
                "not_appraised",
                _("Not yet appraised: %(nominees)s.") % {"nominees": _listed(waiting)},
                _("Propose or reject each nominee."),
            ),
        )
    return found


def pending_blockers(nominees: Sequence[Nominee]) -> list[Blocker]:
    """Whoever has a case that is not concluded is not proposed. One query for the cases."""
    held = set(
        standing_cases(office_day())
        .filter(
            Q(person__in=[each.person_id for each in nominees if each.person_id])
            | Q(unit__in=[each.unit_id for each in nominees if each.unit_id])
        )
        .values_list("person_id", "unit_id")
    )
    # What kind of case and since when is not the unit's to know.
    return [
        Blocker(
            "pending_case",
            _("%(nominee)s: a case about them is not concluded yet.")
            % {"nominee": _named(nominee)},
            _("Take the nominee out until the case is concluded."),
            citation=pending_citation(nominee),
        )
        for nominee in nominees
        if (nominee.person_id, nominee.unit_id) in held
    ]


def pending_citation(nominee: Nominee) -> str:
    """The article that bars an award while a case is pending; empty where none is in force."""
    checklist = default_law().checklist(
        nominee.what,
        office_day(),
        rules_for(nominee.dossier.authority),
        holder=holder_kind(nominee.holder),
    )
    for node in checklist.nodes():
        if node.ground.word == "nothing_pending" and node.citation is not None:
            return node.citation.text
    return ""


def quota_blockers(lines: Iterable[QuotaLine]) -> list[Blocker]:
    """Each cap that is exceeded, and by how many."""
    return [
        Blocker(
            "over_quota",
            _("%(title)s: %(proposed)s proposed, at most %(allowed)s of %(base)s %(lower)s.")
            % {
                "title": title_name(line.what),
                "proposed": line.proposed,
                "allowed": line.allowed,
                "base": line.base_count,
                "lower": title_name(line.base),
            },
            _("Choose whom to leave out: %(count)s too many.") % {"count": line.too_many},
            citation=line.citation,
        )
        for line in lines
        if line.too_many
    ]


def _papers_missing(dossier: Dossier, nominees: Sequence[Nominee]) -> list[Blocker]:
    found = []
    for missing in missing_papers(dossier, nominees, office_day()):
        names = _listed([str(each.holder) for each in missing.nominees])
        message = (
            _("%(paper)s is missing for: %(nominees)s.") if names else _("%(paper)s is missing.")
        )
        found.append(
            Blocker(
                "missing_paper",
                message % {"paper": missing.paper.name, "nominees": names},
                _("Attach it, or note that it is held on paper."),
                citation=missing.paper.citation.text,
            )
        )
    return found


def _proposed_elsewhere(dossier: Dossier, nominees: Sequence[Nominee]) -> list[Blocker]:
    """The same holder, title and year in another dossier that has left its unit."""
    others = (
        Nominee.objects.filter(_same_holders(nominees), dossier__period__year=dossier.period.year)
        .exclude(dossier=dossier)
        .exclude(dossier__state=DossierState.DRAFT)
        .exclude(appraisal=Appraisal.REJECT)
        .select_related("dossier__unit")
    )
    found = {(each.person_id, each.unit_id, each.what): each.dossier for each in others}
    return [
        Blocker(
            "proposed_elsewhere",
            _("%(nominee)s is already proposed in the dossier of %(unit)s.")
            % {
                "nominee": _named(each),
                "unit": found[each.person_id, each.unit_id, each.what].unit,
            },
            _("Agree which unit proposes, and take the nominee out of the other dossier."),
        )
        for each in nominees
        if (each.person_id, each.unit_id, each.what) in found
    ]


def _held_already(dossier: Dossier, nominees: Sequence[Nominee]) -> list[Blocker]:
    """The same title is not given twice for one year."""
    rows = Honour.objects.filter(
        _same_holders(nominees),
        period__year=dossier.period.year,
        kind=HonourKind.MERIT,
        state=HonourState.GRANTED,
    )
    held = set(rows.values_list("person_id", "unit_id", "what"))
    return [
        Blocker(
            "held_already",
            _("%(nominee)s already holds this for %(period)s.")
            % {"nominee": _named(each), "period": dossier.period},
            _("Take the nominee out."),
        )
        for each in nominees
        if (each.person_id, each.unit_id, each.what) in held
    ]


def _same_holders(nominees: Sequence[Nominee]) -> Q:
    return Q(person__in=[each.person_id for each in nominees if each.person_id]) | Q(
        unit__in=[each.unit_id for each in nominees if each.unit_id]
    )


def _named(row: Nominee | DeliberationItem) -> str:
    return f"{row.holder} ({title_name(row.what)})"


def _listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    shown = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    if more <= 0:
        return shown
    return _("%(names)s and %(count)s more") % {"names": shown, "count": more}
