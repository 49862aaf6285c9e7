"""Input of the demo's bar."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DayForm(forms.Form):
    """The day to move the demo's office to."""

    # Typed, not picked: a browser's own picker shows 01/12 for 12 January on many machines.
    day = forms.DateField(
        label=_("Office day"),
        error_messages={"invalid": _("Write the day as 15/11/2018.")},
    )


class RoleForm(forms.Form):
    """Whom of the cast to be."""

    username = forms.CharField(max_length=80)
