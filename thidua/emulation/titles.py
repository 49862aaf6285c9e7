"""Which titles may be registered, by whom, on a day: asked of the law."""

from datetime import date

from django.utils.translation import gettext as _

from thidua.common.errors import refuse
from thidua.organisations.models import Unit
from thidua.organisations.states import UnitKind
from thidua.rules import Title, default_law

INDIVIDUAL, COLLECTIVE, HOUSEHOLD = "individual", "collective", "household"


def holder_kind(unit: Unit | None) -> str:
    """What the law calls a holder: no unit is a person."""
    if unit is None:
        return INDIVIDUAL
    return HOUSEHOLD if unit.kind == UnitKind.HOUSEHOLD else COLLECTIVE


def titles_to_register(holder: str, day: date) -> list[Title]:
    """Titles in force on `day` for holders of that kind, in order of id.

    Titles are registered; forms of commendation are proposed when they are earned. Names that
    only the armed forces use are left out: they register in their own line.
    """
    law = default_law()
    return [
        title
        for title in law.titles()
        if title.family == "title"
        and title.is_for_units
        and law.governs([v for v in title.versions if v.value.holder == holder], day)
    ]


def demand_title(what: str, holder: str, day: date) -> Title:
    """The title `what`.

    Refuses an unknown id, a form, another kind of holder's title, one not in force on `day`.
    """
    title = default_law().shelf.titles.get(what)
    if title is None:
        raise refuse(
            "unknown_title",
            _("The law has no title “%(what)s”.") % {"what": what},
            cure=_("Choose one of the list."),
            field="what",
        )
    if title.family != "title":
        raise refuse(
            "not_a_title",
            _("%(title)s is a form of commendation: it is not registered.") % {"title": title.name},
            cure=_("Propose it in a dossier once it is earned."),
            field="what",
        )
    if holder not in title.holders:
        raise refuse(
            "wrong_holder",
            _("%(title)s is not for this kind of holder.") % {"title": title.name},
            cure=_("Titles of persons are for persons, collective titles for units."),
            field="what",
        )
    if title not in titles_to_register(holder, day):
        raise refuse(
            "not_in_force",
            _("No rule for %(title)s is in force on %(day)s.")
            % {"title": title.name, "day": day.strftime("%d/%m/%Y")},
            cure=_("Choose one of the list."),
            field="what",
        )
    return title
