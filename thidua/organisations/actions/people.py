"""Loading people."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.rows import Cells, Slips
from thidua.organisations.models import Employment, Person, Unit
from thidua.organisations.policies import OFFICE, demand_role
from thidua.organisations.rows import PersonRow
from thidua.organisations.states import PersonKind
from thidua.workflow import act

KINDS = {kind.value: kind for kind in PersonKind}
FEMALE = {"nu": True, "nữ": True, "nam": False}
FEMALE_HONORIFICS = {"Bà": True, "Ông": False}
HONORIFICS = {word: word for word in ("Ông", "Bà")}


def load_people(*, by: User, rows: Sequence[PersonRow], source: str = "") -> list[Person]:
    """Add people, each with a main post: one act, by the standing office.

    Every wrong row is told and nothing written: a code that exists or stands twice, an unknown unit
    or kind, a post that ends before it begins or before the person's birth, dates.
    """
    demand_role(by, *OFFICE)
    slips = Slips(source)
    units = {unit.code: unit for unit in Unit.objects.only("pk", "code")}
    taken = set(Person.objects.values_list("code", flat=True))
    seen: dict[str, int] = {}
    people, posts = [], []
    for cells in slips.cells(rows):
        person, post = _person(cells, units)
        if person.code in taken:
            message = _("A person with the code “%(code)s” is there already.")
            cells.wrong("id", "exists", message % {"code": person.code})
        elif person.code:
            cells.once(seen, person.code, "id")
        people.append(person)
        posts.append(post)
    slips.raise_any()
    with act("organisations.load_people", by=by, count=len(people), source=source):
        Person.objects.bulk_create(people, batch_size=500)
        for post, person in zip(posts, people, strict=True):
            post.person = person
        Employment.objects.bulk_create(posts, batch_size=500)
    return people


def _person(cells: Cells, units: dict[str, Unit]) -> tuple[Person, Employment]:
    unit = cells.choice("unit", units, required=True)
    position = cells.text("position")
    born_on = cells.day("born_on")
    started_on, ended_on = cells.day("employed_from"), cells.day("employed_until")
    if started_on and ended_on and ended_on < started_on:
        cells.wrong("employed_until", "ends_before_start", _("A post cannot end before it begins."))
    if born_on and started_on and started_on <= born_on:
        cells.wrong(
            "employed_from", "before_birth", _("A post cannot begin before the person's birth.")
        )
    person = Person(
        code=cells.code("id", most=40),
        name=cells.text("name", required=True),
        honorific=cells.choice("honorific", HONORIFICS) or "",
        is_female=cells.choice("sex", FEMALE),
        born_on=born_on,
        unit=unit,
        position=position,
    ).prepare()
    post = Employment(
        unit=unit,
        position=position,
        kind=cells.choice("kind", KINDS, required=True) or "",
        is_leader=cells.yes("is_leader"),
        managed_by=cells.text("managed_by", most=20) or "town",
        started_on=started_on,
        ended_on=ended_on,
    )
    return person, post
