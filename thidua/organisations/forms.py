"""Input about accounts, passwords, roles and periods."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.accounts.models import User
from thidua.organisations.models import Unit
from thidua.organisations.states import Role

DAY_WRONG = {
    "invalid": gettext_lazy("Write the day as 15/11/2018."),
    "required": gettext_lazy("Write the day as 15/11/2018."),
}
FindUnit = Callable[[str], tuple[Unit | None, list[Unit]]]
SHOWN = 6


class AccountForm(forms.Form):
    """The sign-in name of a new account."""

    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        help_text=gettext_lazy("Letters without marks, digits, dots and hyphens."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


class UnitNamed(forms.Form):
    """A form whose `unit` is named in words; `find` knows which is meant."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, find: FindUnit, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.find = find

    def clean_unit(self) -> Unit:
        """The unit named."""
        unit, others = self.find(self.cleaned_data["unit"])
        if unit is not None:
            return unit
        if not others:
            raise forms.ValidationError(_("No unit has that name. Please check the spelling."))
        names = "; ".join(str(each) for each in others[:SHOWN])
        raise forms.ValidationError(
            _("Several units match: %(units)s. Write the whole name of one.") % {"units": names}
        )


class ProposerForm(UnitNamed):
    """Which unit may put another forward, from when, and what that rests on."""

    unit = forms.CharField(
        label=gettext_lazy("Who may put it and its people forward"),
        help_text=gettext_lazy("The name of the unit, with or without marks."),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the name of the unit.")},
    )
    started_on = forms.DateField(label=gettext_lazy("First day"), error_messages=DAY_WRONG)
    ended_on = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Leave it empty while the end is not known."),
        error_messages=DAY_WRONG,
        required=False,
    )
    basis = forms.CharField(
        label=gettext_lazy("What it rests on"),
        help_text=gettext_lazy("The guidance, the regulation or the agreement, in words."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what this rests on.")},
    )


class RoleForm(UnitNamed):
    """A role at a unit for a term."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[("", gettext_lazy("– choose a role –")), *Role.choices],
        error_messages={"required": gettext_lazy("Choose a role.")},
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("The name of the unit, with or without marks."),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "units"}),
        error_messages={"required": gettext_lazy("Write the name of the unit.")},
    )
    started_on = forms.DateField(label=gettext_lazy("First day"), error_messages=DAY_WRONG)
    ended_on = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Leave it empty while the end is not known."),
        error_messages=DAY_WRONG,
        required=False,
    )


class EndForm(forms.Form):
    """The last day of a term."""

    ended_on = forms.DateField(
        label=gettext_lazy("Last day on which it is held"), error_messages=DAY_WRONG
    )


def ending_on(day: date) -> Callable[..., EndForm]:
    """An `EndForm` whose day is `day` until another is written."""

    def made(data: Mapping[str, Any] | None = None) -> EndForm:
        return EndForm(data, initial={"ended_on": day})

    return made


def _password(label: Any, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class OwnPasswordForm(forms.Form):
    """One's own new password, after the present one."""

    # What a session's end keeps of a form leaves out fields so called.
    present_password = _password(gettext_lazy("The password you use now"), "current-password")
    password = _password(gettext_lazy("New password"), "new-password")
    password_again = _password(gettext_lazy("The new password once more"), "new-password")

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, user: User, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.user = user
        self.fields["password"].help_text = _(
            "At least 8 characters, not only digits; easy for you to remember, hard to guess."
        )

    def clean_present_password(self) -> str:
        """The present password, if it is."""
        present: str = self.cleaned_data["present_password"]
        if not self.user.check_password(present):
            raise forms.ValidationError(_("This is not the password you use now."))
        return present

    def clean(self) -> dict[str, Any]:
        """The new password, typed twice alike and other than before."""
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("password_again")
        if password and again and password != again:
            self.add_error(
                "password_again", _("The two new passwords differ. Please type it again.")
            )
        elif password and password == cleaned.get("present_password"):
            self.add_error("password", _("Choose another password than the one you use now."))
        return cleaned


class PeriodForm(forms.Form):
    """The code of an emulation period."""

    code = forms.CharField(
        label=gettext_lazy("Period"),
        help_text=gettext_lazy("A year, as 2018, or a school year, as 2017-2018."),
        max_length=20,
    )
