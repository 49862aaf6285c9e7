"""A verdict's conditions in templates: `{% load conditions %}`, `{{ each|condition_line }}`."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

from thidua.eligibility.showing import Condition

register = template.Library()


@register.filter
def condition_line(condition: Condition) -> str:
    """A condition as one line of a list: its mark, what was observed, what is missing, the article.

    Written once for all whose line says the same: a dossier of twenty nominees has hundreds, most
    of them alike.
    """
    return _line(condition, get_language())


@lru_cache(maxsize=8192)
def _line(condition: Condition, language: str | None) -> str:
    del language  # It tells the lines apart that are remembered; the template asks for it itself.
    return render_to_string("eligibility/condition.html", {"each": condition})
