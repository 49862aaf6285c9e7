"""How forms are drawn: each field with its label, help and message beside it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _


class Renderer(TemplatesSetting):
    """Draws forms with the program's own templates."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


def shown_value(field: forms.BoundField) -> str:
    """A field's value in the words that the page shows."""
    value = field.value()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field.field, forms.ChoiceField):
        flat: Iterable[tuple[Any, Any]] = flatten_choices(cast("Any", field.field.choices))
        labels = {str(key): str(label) for key, label in flat}
        many = value if isinstance(value, list | tuple) else [value]
        return ", ".join(labels.get(str(each), "") for each in many if each not in {None, ""})
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    # Browsers send lines ended by CR LF.
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
