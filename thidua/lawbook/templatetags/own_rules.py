"""Whose text a line of the law stands in."""

from collections.abc import Mapping

from django import template
from django.template import Context

from thidua.lawbook.models import OwnRules

register = template.Library()


@register.simple_tag(takes_context=True)
def own_rules_of(context: Context, text_name: str) -> OwnRules | None:
    """The office's own rules of that name, where the page knows them (`own_known`)."""
    known: Mapping[str, OwnRules] = context.get("own_known") or {}
    return known.get(text_name)
