"""Input about comparing quoted law with its text, and about trials."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.eligibility.supposing import drafts
from thidua.organisations.queries import periods_known


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


class TrialForm(forms.Form):
    """A year, the day by which it would be decided, and a draft to count, if any."""

    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)
    on = forms.DateField(
        label=gettext_lazy("As if decided on"),
        help_text=gettext_lazy("The law of that day counts; of a draft, from the day it names."),
        error_messages={"invalid": gettext_lazy("Write the day as 31/01/2018.")},
    )
    draft = forms.ChoiceField(label=gettext_lazy("Draft to count as law"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        years = sorted({each.year for each in periods_known()}, reverse=True)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["draft"].choices = [  # type: ignore[attr-defined]
            ("", _("none: only another day")),
            *((each.id, each.printed) for each in drafts()),
        ]
