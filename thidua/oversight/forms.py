"""What of the journal is asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from thidua.oversight.journal import acts_named

MOST = 100


class JournalForm(forms.Form):
    """Narrows the journal; every field may be empty."""

    day = forms.DateField(
        label=gettext_lazy("Office day"),
        required=False,
        error_messages={"invalid": gettext_lazy("Write the day as 15/11/2018.")},
    )
    who = forms.CharField(label=gettext_lazy("Who did it"), max_length=MOST, required=False)
    act = forms.ChoiceField(label=gettext_lazy("What was done"), required=False)
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=MOST, required=False)
    subject = forms.CharField(max_length=120, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["act"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared
        field.choices = [("", gettext_lazy("everything")), *acts_named()]
