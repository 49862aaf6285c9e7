"""Small tags that every page uses: the parts of a process page, sizes of money, states."""

from collections.abc import Mapping
from datetime import date

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thidua.common import figures
from thidua.ui.forms import shown_value
from thidua.ui.undo import Undo, undo_in

register = template.Library()


@register.filter
def dong(amount: int | None) -> str:
    """Whole đồng as Vietnamese papers write them: 1.390.000 đồng, the word on the figure's line."""
    return "" if amount is None else figures.dong(amount).replace(" ", "\u00a0")


@register.filter
def ngay(day: date | None) -> str:
    """A date as dd/MM/yyyy, in either language."""
    return "" if day is None else f"{day:%d/%m/%Y}"


@register.filter
def undo(tags: str | None) -> Undo | None:
    """The reverse act that a message offers."""
    return undo_in(tags) if tags else None


@register.filter
def typed(field: BoundField) -> str:
    """What stands in a field, in the words that the page shows."""
    return shown_value(field)


@register.filter
def item(mapping: Mapping[str, object], key: str) -> object:
    """`mapping[key]`, or nothing."""
    return mapping.get(key, "")


@register.inclusion_tag("ui/badge.html")
def badge(text: str, tone: str = "neutral") -> dict[str, str]:
    """A word with a colour: ok, warn, bad, info, neutral. The word alone says it too."""
    return {"text": text, "tone": tone}


@register.inclusion_tag("ui/stepper.html")
def stepper(steps: object) -> dict[str, object]:
    """The steps of a process: a list of `thidua.ui.parts.Step`."""
    return {"steps": steps}


@register.simple_tag
def outcome_label(outcome: str) -> str | SafeString:
    """A verdict's outcome in a sentence's words."""
    words = {
        "met": _("Meets the standard"),
        "unmet": _("Does not meet the standard"),
        "unknown": _("Not yet known: a fact is missing"),
        "no_law": _("No law in force on that date"),
    }
    return words.get(outcome, outcome)


@register.filter
def outcome_tone(outcome: str) -> str:
    """The colour of an outcome's badge."""
    return {"met": "ok", "unmet": "bad", "unknown": "warn"}.get(outcome, "neutral")
