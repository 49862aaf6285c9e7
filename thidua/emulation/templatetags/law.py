"""Names of titles and forms in templates: `{% load law %}`, `{{ line.what|title_name }}`."""

from django import template

from thidua.rules import default_law

register = template.Library()


@register.filter
def title_name(what: str) -> str:
    """The name of a title or form in the law; its id where the law has it no more."""
    title = default_law().shelf.titles.get(what)
    return title.name if title else what
