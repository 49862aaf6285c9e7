"""What small units did on paper: registrations, meetings, dossiers; not all have their scan."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from thidua.accounts.models import User
from thidua.audit.models import JournaledModel
from thidua.documents.files import store
from thidua.documents.models import OnPaper, StoredFile
from thidua.dossiers.models import Dossier
from thidua.emulation.models import Registration
from thidua.organisations.models import RoleAssignment, Unit
from thidua.organisations.states import Role
from thidua.workflow import act
from thidua.year.province.people import Staff
from thidua.year.province.writing import Writer

# Of all acts, those done on paper; of these, those without a scan yet, and those entered by the
# standing office, which needs the scan.
_ON_PAPER, _NO_SCAN, _ON_BEHALF = 0.2, 0.15, 0.1
_SENT, _HELD, _SUBMITTED = (
    "emulation.registration.send",
    "dossiers.hold_deliberation",
    "dossiers.dossier.submit",
)
# The least that a reader of PDF takes for a page: nobody reads what is drawn on it.
_SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def write_papers(writer: Writer, staff: Staff, office: User) -> None:
    """Papers of registrations, meetings and dossiers. One scan stands for all."""
    with act("year.generate", by=writer.by):
        scan = store(_SCAN, "ban-quet.pdf", "application/pdf")
    officers = {
        each.unit_id: each.user
        for each in RoleAssignment.objects.filter(role=Role.UNIT_OFFICER).select_related("user")
    }
    papers = _Papers(writer.chance("on paper"), staff, officers, office, scan)
    writer.write(papers.of_registrations())
    writer.write(papers.of_dossiers())


class _Papers:
    def __init__(
        self,
        chance: random.Random,
        staff: Staff,
        officers: dict[int, User],
        office: User,
        scan: StoredFile,
    ) -> None:
        self.chance, self.staff, self.officers = chance, staff, officers
        self.office, self.scan = office, scan

    def of_registrations(self) -> Iterator[OnPaper]:
        sent = Registration.objects.exclude(sent_on=None).select_related("unit").order_by("pk")
        for each in sent:
            if each.sent_on and self.chance.random() < _ON_PAPER:
                yield self._one(_SENT, each, each.unit, each.sent_on)

    def of_dossiers(self) -> Iterator[OnPaper]:
        sent = Dossier.objects.exclude(submitted_on=None).select_related("unit", "deliberation")
        for each in sent.order_by("pk"):
            if each.submitted_on and self.chance.random() < _ON_PAPER:
                if each.deliberation is not None:
                    held_on = each.deliberation.held_on
                    yield self._one(_HELD, each.deliberation, each.unit, held_on)
                yield self._one(_SUBMITTED, each, each.unit, each.submitted_on)

    def _one(self, action: str, about: JournaledModel, unit: Unit, day: date) -> OnPaper:
        on_behalf = self.chance.random() < _ON_BEHALF
        doer = self.staff.head(unit)
        return OnPaper(
            action=action,
            subject_model=about._meta.label_lower,
            subject_key=about.pk,
            unit=unit,
            doer=doer,
            doer_name=doer.name,
            done_on=day - timedelta(days=self.chance.randrange(3)),
            entered_on=day,
            entered_by=self.office if on_behalf else self.officers[unit.pk],
            on_behalf=on_behalf,
            scan=self.scan if on_behalf or self.chance.random() > _NO_SCAN else None,
        )
