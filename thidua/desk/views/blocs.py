"""The blocs that one belongs to or follows, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thidua.audit.queries import history_of
from thidua.common.clock import office_day
from thidua.desk import blocs
from thidua.emulation.models import Agreement, Bloc
from thidua.emulation.policies import BLOCS
from thidua.organisations.models import Unit
from thidua.ui.parts import NextAction
from thidua.workflow.pages import found, who
from thidua.workflow.policies import on_paper


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """My blocs with who leads them, and the movements of the year."""
    user = who(request)
    context = {"blocs": list(blocs.blocs_seen(user)), "years": blocs.movements_by_year(user)}
    return render(request, "desk/blocs.html", context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A bloc: posts, members with what each has done, agreements, review meetings."""
    user, day = who(request), office_day()
    bloc = found(blocs.bloc_of(user, pk))
    leads = bool(BLOCS.allows(user, "hold_review", bloc))
    posts = blocs.posts_of(user, bloc)
    members = blocs.members_of(user, bloc, request.GET.get("ky", ""), day)
    agreements = list(blocs.agreements_of(user, bloc))
    context = {
        "bloc": bloc,
        "posts": posts,
        "members": members,
        "reminder": blocs.reminder(bloc, members, day) if leads and members else "",
        "agreements": agreements,
        "reviews": blocs.reviews_of(user, bloc),
        "leads": leads,
        "may_review": leads or bool(BLOCS.allows(user, on_paper("hold_review"), bloc)),
        "next": _signing(blocs.to_sign(user, agreements, day))
        or _next(bloc, posts, members, has_one=_has_one(agreements, members), leads=leads),
        "history": history_of(bloc, *(each.post for each in posts), *agreements),
    }
    return render(request, "desk/bloc.html", context)


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Every agreement that the user may see: signed by how many."""
    rows = list(blocs.agreements_of(who(request)))
    return render(request, "desk/agreements.html", {"agreements": rows})


def _has_one(agreements: list[Agreement], members: blocs.Members | None) -> bool:
    """Whether the period shown has its agreement."""
    period = members.scope.period.pk if members else None
    return any(each.period_id == period for each in agreements)


def _signing(asked: tuple[int, Unit] | None) -> NextAction | None:
    """A head's own signature goes before what she does for the bloc."""
    if asked is None:
        return None
    agreement, unit = asked
    return NextAction(
        _("Sign for %(unit)s") % {"unit": unit},
        reverse("emulation:sign_agreement", args=[agreement, unit.pk]),
        _("The agreement is open and your unit has not signed it."),
    )


def _next(
    bloc: Bloc,
    posts: list[blocs.Post],
    members: blocs.Members | None,
    *,
    has_one: bool,
    leads: bool,
) -> NextAction | None:
    """The one thing that the user does next for the bloc, if there is one."""
    for each in posts:
        if each.is_open and each.may_report:
            return NextAction(
                _("Report the %(post)s") % {"post": each.post.get_post_display()},
                reverse("emulation:report_bloc_post", args=[each.post.pk]),
                _("Nobody holds this post yet."),
            )
    period = members.scope.period if members and members.lines else None
    if leads and period is not None and not has_one and period.calendar == bloc.calendar:
        return NextAction(
            _("Open the agreement"),
            reverse("emulation:open_agreement", args=[bloc.pk]),
            _("%(period)s has no agreement yet.") % {"period": period},
        )
    return None
