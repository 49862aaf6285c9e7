"""Taking a plan in: its text is read, and what was understood is kept to be corrected."""

import hashlib

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.organisations.models import Unit
from thidua.organisations.policies import OFFICE, demand_role
from thidua.plans.guesses import guess_destination
from thidua.plans.kinds import guess_kind
from thidua.plans.models import (
    CitedDocument,
    Doubt,
    Milestone,
    Plan,
    PlannedBloc,
    PlannedPost,
    Recipient,
    RecipientUnit,
)
from thidua.plans.queries import units_addressed
from thidua.plans.reading.model import Milestone as ReadMilestone
from thidua.plans.reading.model import Post as ReadPost
from thidua.plans.reading.model import ReadPlan
from thidua.plans.reading.reader import read_text
from thidua.plans.states import BlocPostKind
from thidua.plans.uploads import PlanFile
from thidua.workflow import act
from thidua.workflow.fitting import demand_fits


def take_in_plan(*, by: User, authority: Unit, text: str, file: PlanFile | None = None) -> Plan:
    """Read a plan's text and keep what was understood, to be corrected and then confirmed.

    `file` is what `text` came from, if it came from one: it is kept. Raises `Refusal`
    where the text is no plan, or is one that this authority already has.
    """
    demand_role(by, *OFFICE)
    read = read_text(text)
    sha256 = hashlib.sha256(read.text.encode(errors="surrogatepass")).hexdigest()
    earlier = Plan.objects.filter(authority=authority, sha256=sha256).first()
    if earlier is not None:
        raise refuse(
            "already_read",
            _("This text was already taken in, as plan %(plan)s.") % {"plan": earlier},
            cure=_("Open that plan and correct it."),
            field="text",
        )
    reading = read.to_json()
    del reading["text"]
    plan = Plan(
        authority=authority,
        number=read.number or "",
        symbol=read.symbol or "",
        issuer=_issuer(read),
        place=read.place or "",
        issued_on=read.issued_on,
        subject=read.subject or "",
        year=read.year,
        text=read.text,
        reading=reading,
        sha256=sha256,
    )
    demand_fits(plan)
    with act("plans.take_in", by=by, unit_code=authority.code) as current:
        if file is not None:
            plan.file = file.keep()
        plan.save()
        current.subject = plan
        _keep_parts(plan, read)
        current.say(sha256=sha256, doubts=len(read.doubts), unread=len(read.unread))
    return plan


def _issuer(read: ReadPlan) -> str:
    if read.issuer is None:
        return ""
    return read.issuer.body or read.issuer.parent or ""


def _keep_parts(plan: Plan, read: ReadPlan) -> None:
    """The rows under a plan, from what was read."""
    milestones = [
        _milestone(plan, order, each) for order, each in enumerate(read.milestones, start=1)
    ]
    cited = [
        CitedDocument(
            plan=plan,
            order=order,
            text=each.text,
            number_symbol=each.number_symbol or "",
            issued_on=each.issued_on,
            issuer=each.issuer or "",
        )
        for order, each in enumerate(read.bases, start=1)
    ]
    doubts = [
        Doubt(
            plan=plan,
            order=order,
            text=each.text,
            why=each.why,
            suggestion=each.suggestion or "",
            source_start=each.source.start,
            source_end=each.source.end,
        )
        for order, each in enumerate(read.doubts, start=1)
    ]
    demand_fits(*milestones, *cited, *doubts)
    Milestone.objects.bulk_create(milestones)
    CitedDocument.objects.bulk_create(cited)
    Doubt.objects.bulk_create(doubts)
    _keep_blocs(plan, read)
    _keep_recipients(plan, read)


def _keep_blocs(plan: Plan, read: ReadPlan) -> None:
    """The blocs, each with its two posts, whether the plan says who holds them or not."""
    blocs = [
        PlannedBloc(
            plan=plan,
            order=order,
            name=each.name,
            note=each.note or "",
            source_start=each.source.start,
            source_end=each.source.end,
        )
        for order, each in enumerate(read.blocs, start=1)
    ]
    demand_fits(*blocs)
    PlannedBloc.objects.bulk_create(blocs)
    posts = []
    for bloc, each in zip(blocs, read.blocs, strict=True):
        posts += [
            _post(bloc, BlocPostKind.HEAD, each.head),
            _post(bloc, BlocPostKind.DEPUTY, each.deputy),
        ]
    demand_fits(*posts)
    PlannedPost.objects.bulk_create(posts)


def _post(bloc: PlannedBloc, kind: BlocPostKind, read: ReadPost | None) -> PlannedPost:
    if read is None:
        return PlannedPost(bloc=bloc, post=kind)
    return PlannedPost(
        bloc=bloc,
        post=kind,
        name=read.name or "",
        position=read.position or "",
        chosen_by=read.chosen_by or "",
        report_by=read.report_by,
        source_start=read.source.start,
        source_end=read.source.end,
    )


def _keep_recipients(plan: Plan, read: ReadPlan) -> None:
    """The lines of "Nơi nhận", each with the units that its words mean."""
    units = list(units_addressed(plan.authority, office_day()))
    guessed = [guess_destination(each.text, units) for each in read.recipients]
    recipients = [
        Recipient(plan=plan, order=order, text=each.text, goes_to=guess[0])
        for order, (each, guess) in enumerate(zip(read.recipients, guessed, strict=True), start=1)
    ]
    demand_fits(*recipients)
    Recipient.objects.bulk_create(recipients)
    RecipientUnit.objects.bulk_create(
        RecipientUnit(recipient=recipient, unit=unit)
        for recipient, (_goes_to, meant) in zip(recipients, guessed, strict=True)
        for unit in meant
    )


def _milestone(plan: Plan, order: int, read: ReadMilestone) -> Milestone:
    return Milestone(
        plan=plan,
        order=order,
        kind=guess_kind(read.act),
        section=read.section or "",
        text=read.text,
        act=read.act,
        audience=list(read.audience),
        blocs=list(read.blocs),
        starts_on=read.first,
        ends_on=read.last,
        deadline=read.deadline,
        about=read.about or "",
        source_start=read.source.start,
        source_end=read.source.end,
    )
