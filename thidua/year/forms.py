"""Input of the demo's bar."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DayForm(forms.Form):
    """The day to move the demo's office to."""

    day = forms.DateField(
        label=_("Office day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class RoleForm(forms.Form):
    """Whom of the cast to be."""

    username = forms.CharField(max_length=80)
