"""Names of titles and forms in templates: `{% load law %}`, `{{ line.what|title_name }}`."""

from django import template

from thidua.rules import title_name

register = template.Library()
register.filter(title_name)
