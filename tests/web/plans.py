"""Plans for tests of pages: one not confirmed yet beside the year's own, a report owed, a mark."""

from dataclasses import dataclass
from datetime import date

from tests.cast import Cast
from thidua.emulation.actions import mark_milestone
from thidua.emulation.models import Bloc, EmulationYear, MilestoneMark
from thidua.emulation.tests.opened import COMMUNES, SCHOOLS, plan_text
from thidua.plans.actions import add_report, take_in_plan
from thidua.plans.models import Delivery, Milestone, OwedReport, Plan, Recipient
from thidua.plans.states import Destination, MilestoneKind
from thidua.plans.uploads import PlanFile


@dataclass(frozen=True)
class Plans:
    """The plan under correction, and what follows the confirmed one."""

    read: Plan
    delivery: Delivery
    outside: Recipient
    report: OwedReport
    review: Milestone
    dossiers: Milestone
    mark: MilestoneMark
    communes: Bloc
    schools: Bloc

    def arguments(self) -> dict[str, tuple[int | str, ...]]:
        """What each address with arguments is asked about."""
        plan = (self.read.pk,)
        return {
            "plans:plan": plan,
            "plans:file": plan,
            "plans:correct_heading": plan,
            "plans:name_upper_plan": plan,
            "plans:confirm": plan,
            "plans:receipts": (self.delivery.plan_id,),
            "plans:add_report": plan,
            "plans:correct_milestone": (self.read.milestones.get(order=1).pk,),
            "plans:correct_bloc": (self.read.blocs.get(order=1).pk,),
            "plans:answer_doubt": (self.read.doubts.get(order=3).pk,),
            "plans:readdress": (self.read.recipients.get(order=6).pk,),
            "plans:mark_sent": (self.outside.pk,),
            "plans:read": (self.delivery.pk,),
            "plans:send_report": (self.report.pk,),
            "plans:remove_report": (self.report.pk,),
            "emulation:open_year": plan,
            "emulation:year": (2018,),
            "emulation:milestone": (self.review.pk,),
            "emulation:milestone_of_bloc": (self.review.pk, self.communes.pk),
            "emulation:milestone_of_office": (self.dossiers.pk,),
            "emulation:unmark_milestone": (self.mark.pk,),
            "emulation:open_round": (self.schools.pk,),
        }


def second_text(number: str = "02") -> str:
    """The real plan's text under another number."""
    return plan_text().replace("Số: 01/KH- TĐKT", f"Số: {number}/KH- TĐKT")


def make_plans(cast: Cast, year: EmulationYear) -> Plans:
    """Write them to the test database, beside the year opened from the real plan."""
    text = second_text()
    read = take_in_plan(
        by=cast.officer,
        authority=cast.town,
        text=text,
        file=PlanFile(text.encode(), "ke-hoach-02.txt"),
    )
    own = year.plan
    milestones = own.milestones.order_by("order")
    review = milestones.filter(kind=MilestoneKind.REVIEW, about="2017")[0]
    cross_check = milestones.filter(kind=MilestoneKind.CROSS_CHECK)[0]
    schools = Bloc.objects.get(emulation_year=year, name=SCHOOLS)
    return Plans(
        read=read,
        delivery=Delivery.objects.get(plan=own, unit=cast.ward),
        outside=own.recipients.filter(goes_to=Destination.OUTSIDE).order_by("order")[0],
        report=add_report(
            plan=own,
            by=cast.officer,
            text="Báo cáo sơ kết 6 tháng",
            addressed_to="Hội đồng TĐKT tỉnh",
            due_on=date(2018, 7, 31),
        ),
        review=review,
        dossiers=milestones.filter(kind=MilestoneKind.DOSSIERS)[0],
        mark=mark_milestone(
            milestone=cross_check, bloc=schools, by=cast.officer, done_on=date(2018, 1, 12)
        ),
        communes=Bloc.objects.get(emulation_year=year, name=COMMUNES),
        schools=schools,
    )
