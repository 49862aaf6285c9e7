"""What the pages of a plan show: reads put together, steps, the one next action."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.accounts.models import User
from thidua.audit.queries import history_of
from thidua.organisations.models import Unit
from thidua.organisations.policies import OFFICE, UNIT, holds, units_of
from thidua.organisations.states import UnitKind
from thidua.plans.marking import Token, doubted_words, tokens_of, words_of
from thidua.plans.models import Delivery, Plan
from thidua.plans.policies import DELIVERIES, PLANS
from thidua.plans.queries import standing_units
from thidua.plans.states import DoubtAnswer, PlanState
from thidua.ui.parts import HistoryLine, NextAction, Step
from thidua.workflow import StateNames

PLAN_TONES = {PlanState.READ: "warn", PlanState.CONFIRMED: "ok"}


@dataclass(frozen=True)
class Rights:
    """What a user may do with a plan as it stands."""

    is_office: bool
    may_correct: bool
    may_follow: bool
    may_confirm: bool
    may_open: bool


@dataclass(frozen=True)
class Line:
    """Something the reader found and nobody corrects: its words' place, a number, the words."""

    key: str
    text: str
    number: str = ""
    note: str = ""


def is_office(user: User) -> bool:
    """Whether `user` works at the standing office."""
    return bool(holds(user, *OFFICE))


def rights_of(user: User, plan: Plan) -> Rights:
    """What `user` may do with `plan` now; one query a right."""
    is_read = plan.state == PlanState.READ
    may_open = plan.state == PlanState.CONFIRMED and year_opened(plan) is None
    return Rights(
        is_office=is_office(user),
        may_correct=is_read and bool(PLANS.allows(user, "correct", plan)),
        may_follow=bool(PLANS.allows(user, "follow", plan)),
        may_confirm=is_read and bool(PLANS.allows(user, "confirm", plan)),
        may_open=may_open and bool(PLANS.allows(user, "open_year", plan)),
    )


def year_opened(plan: Plan) -> int | None:
    """The year that the plan has opened. Years lie above this app: reached by the relation."""
    opened: int | None = (
        Plan.objects.filter(pk=plan.pk).values_list("emulation_year__year", flat=True).first()
    )
    return opened


def marked_text(plan: Plan, *, with_doubts: bool) -> list[Token]:
    """The plan's text with what was understood marked in it."""
    doubts = doubted_words(plan) if with_doubts else []
    words = [each for each in words_of(plan) if with_doubts or each.tone != "unread"]
    return tokens_of(plan.text, [*words, *doubts])


def lines_read(plan: Plan) -> dict[str, list[Line]]:
    """Purposes, contents, movements and unread lines as the reader found them."""
    reading: Mapping[str, Any] = plan.reading
    return {
        "purposes": _lines("purpose", reading.get("purposes", ())),
        "contents": _lines("content", reading.get("contents", ())),
        "movements": [
            Line(f"movement-{order}", each["name"], note=_movement_note(each))
            for order, each in enumerate(reading.get("movements", ()), start=1)
        ],
        "unread": _lines("unread", reading.get("unread", ())),
    }


def _lines(key: str, items: Sequence[Mapping[str, Any]]) -> list[Line]:
    return [
        Line(f"{key}-{order}", each["text"], number=each.get("number") or "")
        for order, each in enumerate(items, start=1)
    ]


def _movement_note(movement: Mapping[str, Any]) -> str:
    """When it runs, what it is held for, what ordered it."""
    period = movement["period"] or {}
    days = [
        f"{date.fromisoformat(iso):%d/%m/%Y}"
        for iso in (period.get("from"), period.get("until"))
        if iso
    ]
    parts = (" – ".join(days), movement["occasion"] or "", movement["directive"] or "")
    return "; ".join(part for part in parts if part)


def signer_words(plan: Plan) -> str:
    """Who signed, as printed."""
    signer: Mapping[str, Any] = plan.reading.get("signer") or {}
    parts = ("capacity", "on_behalf_of", "title", "also", "name")
    return ", ".join(str(signer[part]) for part in parts if signer.get(part))


def steps(plan: Plan, opened: int | None) -> list[Step]:
    """Where a plan stands, from the paper to the open year."""
    is_confirmed = plan.state == PlanState.CONFIRMED
    open_doubts = sum(each.answer == DoubtAnswer.OPEN for each in plan.doubts.all())
    doubted = (
        ngettext("%(count)s doubt to answer", "%(count)s doubts to answer", open_doubts)
        % {"count": open_doubts}
        if open_doubts
        else ""
    )
    confirmed = f"{plan.confirmed_on:%d/%m/%Y}" if plan.confirmed_on else ""
    return [
        Step(_("The text is read"), "done"),
        Step(_("What was understood is corrected"), "done" if is_confirmed else "now", doubted),
        Step(_("The plan is confirmed"), "done" if is_confirmed else "later", confirmed),
        Step(
            _("The year is open"),
            "done" if opened else "now" if is_confirmed else "later",
            str(opened or ""),
        ),
    ]


def next_action(plan: Plan, rights: Rights, opened: int | None) -> NextAction | None:
    """The one thing that the standing office does next; None for whoever only reads."""
    if not rights.is_office:
        return None
    if plan.state == PlanState.READ:
        if rights.may_confirm:
            return NextAction(
                _("Confirm the plan"),
                reverse("plans:confirm", args=[plan.pk]),
                _("Compare the two columns and correct what is wrong; then confirm."),
            )
        return NextAction(
            _("The head of the standing office confirms the plan."),
            explanation=_("Compare the two columns and correct what is wrong."),
        )
    if opened is None:
        return NextAction(
            _("Open the emulation year"),
            reverse("emulation:open_year", args=[plan.pk]),
            _("The plan is confirmed. Choose the members of each bloc and open the year."),
        )
    return NextAction(
        _("See the year %(year)s") % {"year": opened},
        reverse("emulation:year", args=[opened]),
        _("The year is open: blocs, registrations and deadlines stand."),
    )


def unread_by(user: User, plan: Plan, day: date) -> list[Delivery]:
    """Deliveries of the plan to units of the user's that nobody has confirmed; one query."""
    mine = plan.deliveries.filter(unit__in=units_of(user, day, *UNIT), read_on__isnull=True)
    return list(mine.select_related("unit", "plan").order_by("unit__sort_key", "pk"))


def delivery_of(user: User, pk: int) -> Delivery | None:
    """A delivery that `user` may see; one query and the policy's own."""
    seen = DELIVERIES.visible_to(user).select_related("plan", "unit")
    return seen.filter(pk=pk).first()


def history(plan: Plan) -> list[HistoryLine]:
    """What was done with the plan and its milestones, newest first; one query. Who has read it
    stands on a page of its own.
    """
    return history_of(plan, *plan.milestones.all(), but={"plans.read"})


def authorities(day: date) -> QuerySet[Unit]:
    """People's Committees standing on `day`, which issue plans; one query."""
    standing = Unit.objects.filter(standing_units(day), kind=UnitKind.COMMITTEE)
    return standing.order_by("sort_key", "pk")


def state_label(plan: Plan, names: Mapping[str, StateNames], *, office: bool) -> str:
    """What the state is called to who looks."""
    named = names[plan.state]
    return str(named.office if office else named.nominee)


def what_confirming_does(plan: Plan) -> tuple[str, ...]:
    """What the page of confirming says will happen."""
    units = {each.unit_id for line in plan.recipients.all() for each in line.meant.all()}
    milestones = len(plan.milestones.all())
    said = [
        ngettext(
            "%(count)s milestone stands as it was understood and corrected.",
            "%(count)s milestones stand as they were understood and corrected.",
            milestones,
        )
        % {"count": milestones},
        ngettext(
            "%(count)s unit among the recipients receives the plan and is asked to read it.",
            "%(count)s units among the recipients receive the plan and are asked to read it.",
            len(units),
        )
        % {"count": len(units)},
    ]
    doubts = sum(each.answer == DoubtAnswer.OPEN for each in plan.doubts.all())
    if doubts:
        said.append(
            ngettext(
                "%(count)s doubt has no answer yet: the words stay as printed.",
                "%(count)s doubts have no answer yet: the words stay as printed.",
                doubts,
            )
            % {"count": doubts}
        )
    said.append(_("After this nothing of it is corrected any more; then the year can be opened."))
    return tuple(said)
