"""Names of people and units that lead to their pages, where the user may see them."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from thidua.accounts.models import User
from thidua.organisations.models import Person, Unit
from thidua.organisations.policies import PEOPLE, UNITS

register = template.Library()


class Held(Protocol):
    """A row about a person or a unit."""

    person_id: int | None
    unit_id: int | None

    @property
    def holder(self) -> Person | Unit:
        """Whom it is about."""


@register.simple_tag(takes_context=True)
def pages_of(context: Context, rows: Iterable[Held]) -> Mapping[tuple[type, int], str]:
    """The addresses of the holders of `rows` whom the user may see. Two queries."""
    user = context.get("user")
    if not isinstance(user, User):
        return {}
    listed = list(rows)
    people = {each.person_id for each in listed if each.person_id}
    units = {each.unit_id for each in listed if each.unit_id}
    found: dict[tuple[type, int], str] = {}
    if people:
        for pk in PEOPLE.visible_to(user).filter(pk__in=people).values_list("pk", flat=True):
            found[Person, pk] = reverse("desk:person", args=[pk])
    if units:
        for pk in UNITS.visible_to(user).filter(pk__in=units).values_list("pk", flat=True):
            found[Unit, pk] = reverse("desk:unit", args=[pk])
    return found


@register.simple_tag(takes_context=True)
def page_of(context: Context, row: Held) -> str:
    """The address of one row's holder; empty where the user may not see it. One query."""
    return next(iter(pages_of(context, [row]).values()), "")


@register.simple_tag
def named(row: Held, pages: Mapping[tuple[type, int], str], text: str = "") -> SafeString:
    """The holder's name (or `text`, as a paper prints it), as a link where `pages` has one."""
    name = text or str(row.holder)
    key = (Person, row.person_id or 0) if row.person_id else (Unit, row.unit_id or 0)
    url = pages.get(key)
    return format_html('<a href="{}">{}</a>', url, name) if url else conditional_escape(name)
