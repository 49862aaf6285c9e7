"""Input about comparing quoted law with its text."""

from django import forms
from django.utils.translation import gettext_lazy


class ComparisonForm(forms.Form):
    """That one compared every line, and where one read the text."""

    is_compared = forms.BooleanField(
        label=gettext_lazy("I have compared every line above with the official text."),
        error_messages={"required": gettext_lazy("Compare the lines first, then tick this.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Where you read the text, and what you noticed"),
        help_text=gettext_lazy("For example: Official Gazette, number and page."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
