"""The plan: taken in, confirmed, and the year that it opens."""

from thidua.accounts.models import User
from thidua.emulation.actions import open_year
from thidua.organisations.models import Unit
from thidua.plans.actions import confirm_plan, take_in_plan
from thidua.plans.reading import read_file
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
