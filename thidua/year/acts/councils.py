"""The council's meetings: called, opened, voted, closed, with their minutes."""

from thidua.accounts.models import User
from thidua.common.errors import refuse
from thidua.common.phrases import gettext as _
from thidua.common.rows import read_day
from thidua.councils.actions import (
    call_meeting,
    close_meeting,
    open_meeting,
    record_votes,
    recuse,
)
from thidua.councils.models import AgendaItem, Meeting
from thidua.councils.papers import deliberation_minutes, minutes_paper
from thidua.dossiers.models import Deliberation
from thidua.organisations.models import Person
from thidua.year.acts.registry import Outcome, performs
from thidua.year.papers import write_both
from thidua.year.world import Given, World


@performs("call_meeting")
def call(world: World, by: User, given: Given) -> Outcome:
    """A meeting about `period` on the day `held_on`."""
    held_on = read_day(given.text("held_on"))
    if held_on is None:
        raise refuse("bad_event", _("A meeting has a day."))
    meeting = call_meeting(
        by=by,
        council=world.council(),
        period=world.period(given.text("period")),
        held_on=held_on,
        place=given.text("place", ""),
    )
    return Outcome(meeting.agenda.count())


def _meeting(world: World, given: Given) -> Meeting:
    return world.meeting(world.period(given.text("period")), given.text("held_on", ""))


@performs("open_meeting")
def begin(world: World, by: User, given: Given) -> Outcome:
    """`present` by code, under `chair`, with `secretary`."""
    present = world.people(given.texts("present"))
    open_meeting(
        meeting=_meeting(world, given),
        by=by,
        chair=world.person(given.text("chair")),
        secretary=world.person(given.text("secretary")),
        present=present,
    )
    return Outcome(len(present))


def _item(meeting: Meeting, code: str, what: str) -> AgendaItem:
    for item in meeting.agenda.select_related("nominee__person", "nominee__unit"):
        if (item.nominee.holder.code, item.nominee.what) == (code, what):
            return item
    raise refuse("unknown_code", _("“%(code)s” is not known here.") % {"code": f"{code} {what}"})


@performs("recuse")
def step_aside(world: World, by: User, given: Given) -> Outcome:
    """`person` takes no part in the item of `holder` and `what`."""
    meeting = _meeting(world, given)
    recuse(
        meeting=meeting,
        by=by,
        person=world.person(given.text("person")),
        nominee=_item(meeting, given.text("holder"), given.text("what")).nominee,
        reason=given.text("reason"),
    )
    return Outcome()


@performs("record_votes")
def votes(world: World, by: User, given: Given) -> Outcome:
    """`votes`: by "holder title", each named member's choice; `rest` is what all others chose."""
    meeting = _meeting(world, given)
    named: dict[AgendaItem, dict[Person, str]] = {}
    for key, choices in given.mapping("votes").items():
        code, _space, what = key.partition(" ")
        each = Given({"choices": choices}).mapping("choices")
        named[_item(meeting, code, what)] = {
            world.person(person): str(choice) for person, choice in each.items()
        }
    return Outcome(
        record_votes(meeting=meeting, by=by, votes=named, rest=given.text("rest", "yes"))
    )


@performs("close_meeting")
def end(world: World, by: User, given: Given) -> Outcome:
    """The meeting closed and its minutes written."""
    meeting = close_meeting(meeting=_meeting(world, given), by=by)
    name = f"bien-ban-hop-hoi-dong-{meeting.held_on.isoformat()}"
    return Outcome(1, write_both(world, name, minutes_paper(meeting)))


@performs("print_deliberation_minutes")
def print_minutes(world: World, by: User, given: Given) -> Outcome:
    """The minutes of a unit's deliberation, for the dossier."""
    del by
    unit, period = world.unit(given.text("unit")), world.period(given.text("period"))
    found = Deliberation.objects.filter(unit=unit, period=period).first()
    if found is None:
        raise refuse("no_deliberation", _("%(unit)s has not deliberated yet.") % {"unit": unit})
    name = f"bien-ban-binh-xet-{unit.code}-{period.code}"
    return Outcome(1, write_both(world, name, deliberation_minutes(found)))
