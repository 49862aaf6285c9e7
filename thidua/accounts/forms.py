"""The sign-in form."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Name and password, with messages that say what to do."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": _(
            "The sign-in name and password do not match. Check whether the keyboard types "
            "Vietnamese or capitals, and try again."
        ),
        "inactive": _("This account is closed. Please ask the administrator."),
    }
