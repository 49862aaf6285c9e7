"""The plan: taken in, confirmed, and the year that it opens."""

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.common.rows import read_day
from thidua.emulation.actions import mark_milestone, open_year
from thidua.organisations.models import Unit
from thidua.plans.actions import (
    add_report,
    answer_doubt,
    confirm_plan,
    confirm_reading,
    mark_sent,
    name_upper_plan,
    send_report,
    take_in_plan,
)
from thidua.plans.models import CitedDocument, Delivery, OwedReport, Recipient
from thidua.plans.reading import read_file
from thidua.plans.states import Destination, DoubtAnswer
from thidua.year.acts.registry import Outcome, performs
from thidua.year.world import Given, World


@performs("take_in_plan")
def take_in(world: World, by: User, given: Given) -> Outcome:
    """The folder's plan, taken in for the authority `authority`."""
    read = read_file(world.folder.plan())
    take_in_plan(by=by, authority=world.unit(given.text("authority")), text=read.text)
    return Outcome()


@performs("confirm_plan")
def confirm(world: World, by: User, given: Given) -> Outcome:
    """The plan taken in last."""
    del given
    confirm_plan(plan=world.plan(), by=by)
    return Outcome()


@performs("open_year")
def year(world: World, by: User, given: Given) -> Outcome:
    """The year of the confirmed plan, with the blocs' members from units.yaml."""
    del given
    blocs = {
        str(each["id"]): str(each["name"]) for each in world.folder.mappings("units.yaml", "blocs")
    }
    members: dict[str, list[tuple[Unit, str]]] = {name: [] for name in blocs.values()}
    for unit in world.folder.mappings("units.yaml", "units"):
        bloc = unit.get("bloc")
        if bloc:
            members[blocs[str(bloc)]].append(
                (world.unit(str(unit["id"])), str(unit["cluster"] or ""))
            )
    open_year(plan=world.plan(), by=by, members=members)
    return Outcome()


@performs("answer_doubts")
def doubts(world: World, by: User, given: Given) -> Outcome:
    """Every doubt with a suggestion is a slip, as suggested; the others stay as printed."""
    del given
    open_doubts = world.plan().doubts.filter(answer=DoubtAnswer.OPEN).order_by("order")
    for doubt in open_doubts:
        answer = DoubtAnswer.MEANT if doubt.suggestion else DoubtAnswer.KEPT
        answer_doubt(doubt=doubt, by=by, answer=answer, meant=doubt.suggestion)
    return Outcome(len(open_doubts))


@performs("name_upper_plan")
def upper(world: World, by: User, given: Given) -> Outcome:
    """The document cited as `number_symbol` is the plan of the level above."""
    number = given.text("number_symbol")
    cited = CitedDocument.objects.filter(plan=world.plan(), number_symbol=number).first()
    if cited is None:
        raise _unknown(number)
    name_upper_plan(plan=world.plan(), by=by, cited=cited)
    return Outcome()


@performs("send_plan")
def send(world: World, by: User, given: Given) -> Outcome:
    """The plan goes by hand to every body outside among its recipients."""
    del given
    outside = Recipient.objects.filter(plan=world.plan(), goes_to=Destination.OUTSIDE)
    rows = list(outside.order_by("order"))
    for row in rows:
        mark_sent(recipient=row, by=by, sent_on=office_day())
    return Outcome(len(rows))


@performs("read_plan")
def read(world: World, by: User, given: Given) -> Outcome:
    """Someone of `unit` says that the plan was read."""
    unit = world.unit(given.text("unit"))
    delivery = Delivery.objects.filter(plan=world.plan(), unit=unit).first()
    if delivery is None:
        raise _unknown(unit.code)
    confirm_reading(delivery=delivery, by=by)
    return Outcome()


@performs("add_report")
def owed(world: World, by: User, given: Given) -> Outcome:
    """A report that the plan's owner owes upward."""
    due_on = read_day(given.text("due_on"))
    if due_on is None:
        raise refuse("bad_event", _("A report has a day on which it is due."))
    add_report(
        plan=world.plan(),
        by=by,
        text=given.text("text"),
        addressed_to=given.text("addressed_to"),
        due_on=due_on,
    )
    return Outcome()


@performs("send_report")
def reported(world: World, by: User, given: Given) -> Outcome:
    """The report called `text` was sent upward today."""
    report = OwedReport.objects.filter(plan=world.plan(), text=given.text("text")).first()
    if report is None:
        raise _unknown(given.text("text"))
    send_report(report=report, by=by, sent_on=office_day(), note=given.text("note", ""))
    return Outcome()


@performs("mark_milestone")
def marked(world: World, by: User, given: Given) -> Outcome:
    """The milestone of `kind` about `period` was done today: by `bloc`, else by the office."""
    kind, period = given.text("kind"), given.text("period")
    milestones = world.plan().milestones.filter(kind=kind, about=period)
    milestone = milestones.order_by("order").first()
    if milestone is None:
        raise _unknown(f"{kind} {period}")
    bloc = world.bloc(given.text("bloc")) if given.has("bloc") else None
    mark_milestone(
        milestone=milestone,
        bloc=bloc,
        by=by,
        done_on=office_day(),
        note=given.text("note", ""),
    )
    return Outcome()


def _unknown(named: str) -> Exception:
    return refuse("unknown_code", _("“%(code)s” is not known here.") % {"code": named})
