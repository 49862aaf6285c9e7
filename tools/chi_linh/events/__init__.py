"""The dated acts of the year, in time order, as `events.yaml` lists them."""

from tools.chi_linh.events.making import Event, Office
from tools.chi_linh.events.opening import opening
from tools.chi_linh.events.seasons import summer, winter
from tools.chi_linh.events.spring import spring
from tools.chi_linh.world import World


def events_of(world: World) -> list[Event]:
    """Everything that happens in 2018, sorted by day; acts of one day keep their order."""
    office = Office(world)
    made = [*opening(office), *spring(office), *summer(office), *winter(office)]
    return sorted(made, key=lambda event: event.on)
