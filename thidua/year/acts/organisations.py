"""Who puts forward those without an account."""

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.organisations.actions import let_put_forward
from thidua.year.acts.registry import Outcome, performs
from thidua.year.world import Given, World


@performs("let_put_forward")
def proposer(world: World, by: User, given: Given) -> Outcome:
    """`proposer` may put forward `part` and its people, from the event's day until `until`."""
    let_put_forward(
        part=world.unit(given.text("part")),
        proposer=world.unit(given.text("proposer")),
        started_on=office_day(),
        ended_on=given.day("until"),
        basis=given.text("basis"),
        by=by,
    )
    return Outcome()
