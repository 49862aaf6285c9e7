"""What one asks of the law's pages."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.rules import default_law

FIRST, LAST = date(1945, 9, 2), date(2100, 1, 1)


class DayForm(forms.Form):
    """A day and whose rules count; with nothing sent, the office's day and its own rules."""

    ngay = forms.DateField(
        label=_("On which day"),
        required=False,
        error_messages={"invalid": _("Write the day as 31/12/2018.")},
    )
    noi = forms.ChoiceField(label=_("Whose rules"), required=False)

    def __init__(self, sent: Mapping[str, str] | None, *, day: date, authority: str | None) -> None:
        first = {"ngay": day.strftime("%d/%m/%Y"), "noi": authority or ""}
        asked = {**first, **dict((sent or {}).items())}
        super().__init__(asked)
        named = sorted(default_law().shelf.authorities.values(), key=lambda each: each.name)
        self.fields["noi"].choices = [  # type: ignore[attr-defined]
            ("", _("The nation's law alone")),
            *((each.id, each.name) for each in named),
        ]
        self._fallback = day

    def clean_ngay(self) -> date:
        """The day, within the years that the law can be asked about."""
        day: date | None = self.cleaned_data["ngay"]
        if day is not None and not FIRST <= day <= LAST:
            raise forms.ValidationError(_("The law can be asked about the years 1945 to 2100."))
        return day or self._fallback


class TwoDaysForm(DayForm):
    """The same, and a second day to compare with."""

    so_voi = forms.DateField(
        label=_("Compare with the day"),
        error_messages={
            "invalid": _("Write the day as 31/12/2018."),
            "required": _("Choose the day to compare with."),
        },
    )
    field_order = ("ngay", "so_voi", "noi")

    def clean_so_voi(self) -> date:
        """The second day, within the same years."""
        day: date = self.cleaned_data["so_voi"]
        if not FIRST <= day <= LAST:
            raise forms.ValidationError(_("The law can be asked about the years 1945 to 2100."))
        return day
