"""Which papers of the law a dossier still lacks, told from its papers and from the records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thidua.documents.models import StoredFile
from thidua.documents.on_paper import papers_of
from thidua.documents.uploads import SCANS
from thidua.dossiers.models import Dossier, Nominee
from thidua.dossiers.states import DeliberationState, PaperKind
from thidua.emulation.models import RegistrationLine
from thidua.emulation.states import RegistrationState
from thidua.initiatives.models import Initiative
from thidua.organisations.jurisdiction import jurisdiction_of
from thidua.rules import Paper, default_law

# The act of submission, as the journal calls it.
SUBMITTING = "dossiers.dossier.submit"
# One for the whole dossier; every other paper is asked for each nominee.
_OF_THE_WHOLE = frozenset({PaperKind.LETTER, PaperKind.MINUTES, PaperKind.AWARD_MINUTES})


def signed_letter(dossier: Dossier) -> StoredFile | None:
    """The scan of the letter that stands in the dossier, unless it was submitted with before: what
    answers a return is another letter. Two queries.
    """
    standing = dossier.papers.standing().filter(
        kind=PaperKind.LETTER, file__media_type__in=[each.media_type for each in SCANS]
    )
    used = papers_of(dossier).filter(action=SUBMITTING, scan__isnull=False).values("scan")
    paper = standing.exclude(file__in=used).select_related("file").order_by("-pk").first()
    return paper.file if paper is not None else None


@dataclass(frozen=True)
class MissingPaper:
    """A paper the law asks for, and the nominees who lack it (none: the dossier itself)."""

    paper: Paper
    nominees: tuple[Nominee, ...]


@dataclass(frozen=True)
class _OnRecord:
    """What is known of a dossier's papers."""

    dossier: Dossier
    attached: frozenset[tuple[str, int | None]]
    registered: frozenset[tuple[int | None, int | None, str]]
    inventors: frozenset[int]

    def has(self, kind: str, nominee: Nominee) -> bool:
        """Whether the paper is there for a nominee: attached, or kept by the program itself."""
        if (kind, None) in self.attached or (kind, nominee.pk) in self.attached:
            return True
        if kind == PaperKind.LETTER:
            return bool(self.dossier.letter_number)
        if kind == PaperKind.REPORT:
            return bool(nominee.achievement)
        if kind in {PaperKind.MINUTES, PaperKind.AWARD_MINUTES}:
            return self._was_deliberated(nominee)
        if kind == PaperKind.INITIATIVE:
            return nominee.person_id in self.inventors
        if kind == PaperKind.REGISTRATION:
            return (nominee.person_id, nominee.unit_id, nominee.what) in self.registered
        return False

    def _was_deliberated(self, nominee: Nominee) -> bool:
        held = self.dossier.deliberation
        return (
            nominee.considered_id is not None
            and held is not None
            and held.state == DeliberationState.CONCLUDED
        )


def missing_papers(dossier: Dossier, nominees: Sequence[Nominee], on: date) -> list[MissingPaper]:
    """What the law of a day asks of the dossier and is not there, in the law's order.

    Three queries, whatever the number of nominees.
    """
    record = _on_record(dossier, nominees)
    jurisdiction = jurisdiction_of(dossier.authority)
    asked: dict[str, tuple[Paper, list[Nominee]]] = {}
    for nominee in nominees:
        for paper in default_law().papers(nominee.what, on, jurisdiction):
            entry = asked.setdefault(paper.id, (paper, []))
            if not record.has(paper.id, nominee):
                entry[1].append(nominee)
    return [
        MissingPaper(paper, () if kind in _OF_THE_WHOLE else tuple(lacking))
        for kind, (paper, lacking) in asked.items()
        if lacking
    ]


def _on_record(dossier: Dossier, nominees: Sequence[Nominee]) -> _OnRecord:
    registered = RegistrationLine.objects.filter(
        registration__unit=dossier.unit_id,
        registration__round__period=dossier.period_id,
        registration__state__in=[RegistrationState.SENT, RegistrationState.ACCEPTED],
    )
    inventors = Initiative.objects.filter(
        person__in=[each.person_id for each in nominees if each.person_id],
        period__year=dossier.period.year,
        recognised_on__isnull=False,
    )
    return _OnRecord(
        dossier,
        frozenset(dossier.papers.standing().values_list("kind", "nominee_id")),
        frozenset(registered.values_list("person_id", "unit_id", "what")),
        frozenset(inventors.values_list("person_id", flat=True)),
    )
