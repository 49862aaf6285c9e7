"""Initiatives and studies: the list, one, entering, recognising."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thidua.audit.queries import history_of
from thidua.common.pages import page_of
from thidua.initiatives import actions, pages
from thidua.initiatives.forms import InitiativeForm, RecognitionForm
from thidua.initiatives.models import Initiative, Scope
from thidua.initiatives.policies import AUTHORS, INITIATIVES
from thidua.organisations.models import Person
from thidua.workflow.pages import Words, act_page, attempt, demand_may, found, who
from thidua.workflow.seen import Seen

GET_POST = ["GET", "HEAD", "POST"]
ALL_YEARS = "tat-ca"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The initiatives that one may see, those of the newest year first."""
    user, get = who(request), request.GET
    years = pages.years_of(user)
    year = next((each for each in years if str(each) == get.get("nam")), None)
    if year is None and get.get("nam") != ALL_YEARS:
        year = years[0] if years else None
    units = pages.units_of(user, year)
    scope = get.get("pham-vi", "")
    asked = pages.Asked(
        year=year,
        scope=scope if scope in {*Scope.values, pages.WAITING} else "",
        unit=next((each for each in units if str(each.pk) == get.get("don-vi")), None),
        text=get.get("q", "")[:200],
    )
    context = {
        "asked": asked,
        "years": years,
        "units": units,
        "scopes": [(pages.WAITING, _("not recognised yet")), *Scope.choices],
        "page": page_of(
            pages.listed(user, asked),
            key="person__sort_key",
            after=get.get("sau", ""),
            before=get.get("truoc", ""),
        ),
        "may_enter": pages.may_enter(user),
    }
    return render(request, "initiatives/initiatives.html", context)


def _initiative(request: HttpRequest, pk: int) -> Initiative:
    return found(pages.initiative_of(who(request), pk))


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One initiative: authors, decision, what comes next, history."""
    user, initiative = who(request), _initiative(request, pk)
    context = {
        "initiative": initiative,
        "others": pages.others_of(user, initiative),
        "sees_person": pages.sees_person(user, initiative.person),
        "may_recognise": bool(INITIATIVES.allows(user, "recognise", initiative)),
        "history": history_of(initiative, most=30),
    }
    return render(request, "initiatives/initiative.html", context)


@require_safe
def choose_author(request: HttpRequest) -> HttpResponse:
    """Whose initiative is to be entered: people found by name or code."""
    if not pages.may_enter(who(request)):
        raise PermissionDenied(_("You may enter nobody's initiative."))
    return _choose(request, None)


@require_safe
def choose_other_author(request: HttpRequest, pk: int) -> HttpResponse:
    """Another author of a recognised initiative."""
    initiative = _initiative(request, pk)
    demand_may(INITIATIVES, who(request), "recognise", initiative)
    return _choose(request, initiative)


def _choose(request: HttpRequest, same_as: Initiative | None) -> HttpResponse:
    text = request.GET.get("q", "")[:100]
    people = pages.authors_found(who(request), text) if text.strip() else []
    context = {"q": text, "people": people, "most": pages.FOUND_AT_ONCE, "same_as": same_as}
    return render(request, "initiatives/choose_author.html", context)


def _same_as(request: HttpRequest) -> Initiative | None:
    """The initiative of which another author is entered: its values fill the form."""
    asked = request.GET.get("nhu", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS):
        return None
    return pages.initiative_of(who(request), int(asked))


_DIGITS = 18


def _initial(same_as: Initiative | None) -> dict[str, object]:
    if same_as is None:
        return {}
    return {
        "title": same_as.title,
        "period": str(same_as.period_id),
        "scope": same_as.scope,
        "decision": same_as.decision,
        "recognised_on": same_as.recognised_on,
        "issuer": same_as.issuer,
    }


@require_http_methods(GET_POST)
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter an initiative of a person; recognised, where whoever enters may record that."""
    user = who(request)
    person: Person = found(pages.author_of(user, pk))
    may_recognise = bool(AUTHORS.allows(user, "recognise", person))
    is_sent = request.method == "POST"
    form = InitiativeForm(
        request.POST if is_sent else None,
        periods=pages.periods_for(person),
        may_recognise=may_recognise,
        initial=_initial(_same_as(request)),
    )
    status = 200
    if is_sent:
        made: list[Initiative] = []

        def do(data: Mapping[str, Any]) -> None:
            period, title = form.chosen_period(), str(data["title"])
            recognition = form.recognition()
            made.append(
                actions.register_initiative(by=user, person=person, period=period, title=title)
                if recognition is None
                else actions.enter_recognised(
                    by=user, person=person, period=period, title=title, recognition=recognition
                )
            )

        is_done, status = attempt(form, do)
        if is_done:
            messages.success(
                request, _("The initiative of %(person)s was entered.") % {"person": person}
            )
            return redirect("initiatives:initiative", made[0].pk)
    context = {"person": person, "form": form}
    return render(request, "initiatives/enter.html", context, status=status)


@require_http_methods(GET_POST)
def recognise(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that an initiative was recognised by a decision."""
    user, initiative = who(request), _initiative(request, pk)
    demand_may(INITIATIVES, user, "recognise", initiative)
    here = reverse("initiatives:initiative", args=[pk])
    words = Words(
        title=_("Record a recognition"),
        sentences=(
            _("“%(title)s” of %(person)s.")
            % {"title": initiative.title, "person": initiative.person},
            _("From the day of the decision it counts for titles that ask for an initiative."),
        ),
        button=_("Record the recognition"),
        done=_("The recognition was recorded."),
        back=here,
        then=here,
    )

    def do(data: Mapping[str, Any]) -> None:
        actions.recognise_initiative(
            by=user, initiative=initiative, recognition=actions.Recognition(**data)
        )

    return act_page(
        request, words=words, do=do, form_class=RecognitionForm, seen=Seen(request, initiative)
    )
