"""How forms are drawn: each field with its label, help and message beside it."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws forms with the program's own templates."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
