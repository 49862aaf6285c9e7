"""What the emulation year asks of a user: one list for "my duties"."""

from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.emulation.calendar_duties import milestones_to_do, years_to_open
from thidua.emulation.models import (
    Agreement,
    AgreementSignature,
    BlocMember,
    BlocPost,
    Round,
)
from thidua.emulation.policies import REGISTRATIONS
from thidua.emulation.queries import ARRIVED, rounds_open_for
from thidua.emulation.states import AgreementState, RegistrationState
from thidua.organisations.policies import OFFICE, anywhere, units_held
from thidua.organisations.states import Role
from thidua.plans.models import Milestone
from thidua.plans.states import MilestoneKind
from thidua.workflow.duties import Duty, in_order
from thidua.workflow.policies import NOBODY


def duties_of(user: User, day: date) -> list[Duty]:
    """What is due of `user` on `day`, soonest first; the rows do not change how many queries."""
    return in_order(
        [
            *_registrations_to_send(user, day),
            *_posts(user, day),
            *_agreements_to_sign(user, day),
            *_registrations_to_check(user),
            *milestones_to_do(user, day),
            *years_to_open(user),
        ]
    )


def _is_late(due_on: date | None, day: date) -> bool:
    return due_on is not None and due_on < day


def _registrations_to_send(user: User, day: date) -> list[Duty]:
    """A list for each round in which a unit of the user's has not yet sent one."""
    found = []
    for each in rounds_open_for(user, day):
        registration = each.registration
        if registration is not None and registration.state in ARRIVED:
            continue
        words = {"unit": each.unit, "period": each.round.period}
        is_returned = registration is not None and registration.state == RegistrationState.RETURNED
        if is_returned:
            title = _("Correct the returned registration for %(period)s: %(unit)s") % words
        else:
            title = _("Register titles for %(period)s: %(unit)s") % words
        begun = registration is not None
        found.append(
            Duty(
                code="correct_registration" if is_returned else "register_titles",
                title=title,
                due_on=each.round.last_day,
                subject=registration or each.round,
                url_name="emulation:registration" if begun else "emulation:start_registration",
                url_args=(registration.pk,) if registration else (each.round.pk, each.unit.pk),
                is_late=_is_late(each.round.last_day, day),
            )
        )
    return found


def _posts(user: User, day: date) -> list[Duty]:
    """Posts that nobody holds: those that a bloc chooses itself, for the heads of its members;
    others for the standing office.
    """
    own, in_office = NOBODY, anywhere(*OFFICE)(user, day)
    headed = [unit.pk for unit in units_held(user, day, Role.UNIT_HEAD)]
    if headed:
        blocs = BlocMember.objects.filter(unit__in=headed).values("bloc")
        own = ~Q(chosen_by="") & Q(bloc__in=blocs)
    elif in_office == NOBODY:
        return []
    posts = (
        BlocPost.objects.filter(own | in_office & Q(chosen_by=""))
        .filter(unit__isnull=True, bloc__emulation_year__year__gte=day.year)
        .select_related("bloc__emulation_year")
        .order_by("bloc__order", "-post")
    )
    return [
        _post_duty("report_bloc_post" if post.chosen_by else "bloc_without_leader", post, day)
        for post in posts
    ]


def _post_duty(code: str, post: BlocPost, day: date) -> Duty:
    words = {"bloc": post.bloc, "post": post.get_post_display()}
    if code == "report_bloc_post":
        title = _("Report the %(post)s: %(bloc)s") % words
    else:
        title = _("No %(post)s is named: %(bloc)s") % words
    due_on = post.bloc.emulation_year.last_day(post.report_by) if post.report_by else None
    return Duty(
        code=code,
        title=title,
        due_on=due_on,
        subject=post,
        url_name="emulation:report_bloc_post",
        url_args=(post.pk,),
        is_late=_is_late(due_on, day),
    )


def _agreements_to_sign(user: User, day: date) -> list[Duty]:
    """Open agreements that a unit headed by the user has not signed, due as the plan says."""
    headed = units_held(user, day, Role.UNIT_HEAD)
    if not headed:
        return []
    due = Milestone.objects.filter(
        plan=OuterRef("agreement_plan"),
        kind=MilestoneKind.AGREEMENT,
        about=OuterRef("agreement_period"),
    ).annotate(due=Coalesce("deadline", "ends_on"))
    signed = AgreementSignature.objects.filter(
        agreement=OuterRef("agreement_id"), unit=OuterRef("unit")
    )
    waiting = (
        BlocMember.objects.filter(
            unit__in=headed,
            bloc__agreements__state=AgreementState.OPEN,
        )
        .annotate(
            agreement_id=F("bloc__agreements__pk"),
            agreement_plan=F("bloc__emulation_year__plan"),
            agreement_period=F("bloc__agreements__period__code"),
        )
        .filter(~Exists(signed))
        .annotate(due_on=Subquery(due.order_by("due").values("due")[:1]))
        .select_related("bloc", "unit")
        .order_by("agreement_id", "unit__sort_key")
    )
    agreements = Agreement.objects.in_bulk({each.agreement_id for each in waiting})
    return [
        Duty(
            code="sign_agreement",
            title=_("Sign the agreement of %(bloc)s for %(period)s: %(unit)s")
            % {"bloc": each.bloc, "period": each.agreement_period, "unit": each.unit},
            due_on=each.due_on,
            subject=agreements[each.agreement_id],
            url_name="emulation:agreement",
            url_args=(each.agreement_id,),
            is_late=_is_late(each.due_on, day),
        )
        for each in waiting
    ]


def _registrations_to_check(user: User) -> list[Duty]:
    """Sent lists that the user may accept or return: one duty for each round, with their count."""
    if not REGISTRATIONS.may_concern(user, "accept"):
        return []
    sent = REGISTRATIONS.visible_to(user, "accept").filter(state=RegistrationState.SENT)
    # The join that filters is the one that is counted.
    rounds = (
        Round.objects.filter(registrations__in=sent)
        .annotate(waiting=Count("registrations"))
        .select_related("bloc", "period")
    )
    return [
        Duty(
            code="check_registrations",
            title=_("Registrations to check for %(period)s: %(bloc)s (%(count)s)")
            % {"count": number_format(each.waiting), "period": each.period, "bloc": each.bloc},
            due_on=None,
            subject=each,
            url_name="emulation:round",
            url_args=(each.pk,),
        )
        for each in rounds.order_by("bloc__order", "pk")
    ]
