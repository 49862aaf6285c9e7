"""Blocs' posts, registration of titles, agreements, reviews."""

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.common.rows import read_day
from thidua.emulation.actions import (
    LineEntry,
    accept_registration,
    hold_review,
    open_agreement,
    open_round,
    register_lines,
    report_bloc_post,
    return_registration,
    send_registration,
    sign_agreement,
    start_registration,
)
from thidua.emulation.models import Agreement, BlocPost, Registration, Round
from thidua.emulation.states import RegistrationState
from thidua.organisations.models import Person, Unit
from thidua.year.acts.on_paper import done_on_paper
from thidua.year.acts.registry import Outcome, performs
from thidua.year.world import Given, World


@performs("report_bloc_post")
def bloc_post(world: World, by: User, given: Given) -> Outcome:
    """The head of `unit` is `post` (head or deputy) of `bloc`; `on_paper` as in `sending`."""
    bloc = world.bloc(given.text("bloc"))
    post = BlocPost.objects.filter(bloc=bloc, post=given.text("post")).first()
    if post is None:
        raise refuse(
            "unknown_code", _("“%(code)s” is not known here.") % {"code": given.text("post")}
        )
    report_bloc_post(
        post=post,
        unit=world.unit(given.text("unit")),
        by=by,
        on_paper=done_on_paper(world, given),
    )
    return Outcome()


@performs("open_round")
def a_round(world: World, by: User, given: Given) -> Outcome:
    """A round of registration with its days by hand."""
    days = {key: read_day(given.text(key)) for key in ("opens_on", "deadline", "last_day")}
    opens_on, deadline, last_day = days["opens_on"], days["deadline"], days["last_day"]
    if opens_on is None or deadline is None or last_day is None:
        raise refuse("bad_event", _("A round has three days."))
    open_round(
        bloc=world.bloc(given.text("bloc")),
        period=world.period(given.text("period")),
        opens_on=opens_on,
        deadline=deadline,
        last_day=last_day,
        by=by,
    )
    return Outcome()


def _round(unit: Unit, period: str) -> Round:
    found = Round.objects.filter(bloc__members__unit=unit, period__code=period).first()
    if found is None:
        raise refuse(
            "no_round",
            _("%(unit)s has no round of registration for %(period)s.")
            % {"unit": unit, "period": period},
        )
    return found


def _registration(world: World, given: Given) -> Registration:
    unit = world.unit(given.text("unit"))
    in_round = _round(unit, given.text("period"))
    found = Registration.objects.filter(round=in_round, unit=unit).first()
    if found is None:
        raise refuse("no_registration", _("%(unit)s has registered nothing.") % {"unit": unit})
    return found


@performs("register_lines")
def lines(world: World, by: User, given: Given) -> Outcome:
    """`lines`: holders' codes by title; `initiatives`: what a person means to do, by code."""
    unit = world.unit(given.text("unit"))
    in_round = _round(unit, given.text("period"))
    registration = start_registration(in_round=in_round, unit=unit, by=by)
    meant = given.mapping("initiatives")
    named = {
        what: Given({"codes": codes}).texts("codes")
        for what, codes in given.mapping("lines").items()
    }
    codes = {code for each in named.values() for code in each}
    people = {each.code: each for each in Person.objects.filter(code__in=codes)}
    units = {each.code: each for each in Unit.objects.filter(code__in=codes)}
    unknown = sorted(codes - set(people) - set(units))
    if unknown:
        raise refuse(
            "unknown_code", _("“%(code)s” is not known here.") % {"code": ", ".join(unknown)}
        )
    entries = [
        LineEntry(
            what=what,
            person=people.get(code),
            unit=None if code in people else units[code],
            initiative=str(meant.get(code, "")),
        )
        for what, each in named.items()
        for code in each
    ]
    return Outcome(len(register_lines(registration=registration, entries=entries, by=by)))


@performs("send_registration")
def send(world: World, by: User, given: Given) -> Outcome:
    """The registration of `unit` for `period` goes to the standing office."""
    send_registration(
        registration=_registration(world, given), by=by, on_paper=done_on_paper(world, given)
    )
    return Outcome()


@performs("return_registration")
def give_back(world: World, by: User, given: Given) -> Outcome:
    """The standing office returns it, saying what to correct."""
    return_registration(
        registration=_registration(world, given), reason=given.text("reason"), by=by
    )
    return Outcome()


@performs("accept_registration")
def accept(world: World, by: User, given: Given) -> Outcome:
    """One unit's, or every registration sent in `bloc`, each an act of its own."""
    if given.has("unit"):
        accept_registration(registration=_registration(world, given), by=by)
        return Outcome()
    sent = Registration.objects.filter(
        round__bloc=world.bloc(given.text("bloc")),
        round__period__code=given.text("period"),
        state=RegistrationState.SENT,
    ).order_by("pk")
    count = 0
    for registration in sent:
        accept_registration(registration=registration, by=by)
        count += 1
    return Outcome(count)


@performs("open_agreement")
def agreement(world: World, by: User, given: Given) -> Outcome:
    """The agreement of `bloc` for `period`, open for its members' signatures."""
    open_agreement(
        bloc=world.bloc(given.text("bloc")),
        period=world.period(given.text("period")),
        text=given.text("text"),
        by=by,
    )
    return Outcome()


@performs("sign_agreement")
def sign(world: World, by: User, given: Given) -> Outcome:
    """The head of `unit` signs, or signed on paper (`on_paper`)."""
    agreement = Agreement.objects.filter(
        bloc=world.bloc(given.text("bloc")), period__code=given.text("period")
    ).first()
    if agreement is None:
        raise refuse("no_agreement", _("There is no agreement to sign yet."))
    sign_agreement(
        agreement=agreement,
        unit=world.unit(given.text("unit")),
        by=by,
        on_paper=done_on_paper(world, given),
    )
    return Outcome()


@performs("hold_review")
def review(world: World, by: User, given: Given) -> Outcome:
    """A review meeting of `bloc`, held on the event's day."""
    hold_review(
        bloc=world.bloc(given.text("bloc")),
        period=world.period(given.text("period")),
        kind=given.text("kind"),
        held_on=office_day(),
        summary=given.text("summary", ""),
        by=by,
    )
    return Outcome()
