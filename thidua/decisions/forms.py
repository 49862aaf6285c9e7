"""Input about decisions and submissions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from thidua.decisions.papers import DEPUTY, HEAD, ON_BEHALF
from thidua.documents.uploads import SCANS, UploadField

DAY_WRONG = {"invalid": gettext_lazy("Write the day as 15/11/2018.")}


class AddressForm(forms.Form):
    """To whom a submission goes."""

    addressed_to = forms.CharField(
        label=gettext_lazy("Addressed to"),
        max_length=300,
        error_messages={"required": gettext_lazy("Write to whom it is submitted.")},
    )


class SignatureForm(forms.Form):
    """Who signed, in which capacity, and when, as it stands on the paper."""

    signer_name = forms.CharField(label=gettext_lazy("Name of who signed"), max_length=200)
    signer_title = forms.CharField(label=gettext_lazy("Post of who signed"), max_length=200)
    capacity = forms.ChoiceField(
        label=gettext_lazy("Signed"),
        choices=[
            (HEAD, gettext_lazy("in their own right, as the head")),
            (ON_BEHALF, gettext_lazy("on behalf of the committee (TM.)")),
            (DEPUTY, gettext_lazy("for the head, as deputy (KT.)")),
        ],
        required=False,
    )
    signed_on = forms.DateField(label=gettext_lazy("Signed on"), error_messages=DAY_WRONG)


class IssueForm(SignatureForm):
    """The signature of a decision, with the signed paper where there is one already."""

    scan = UploadField(
        label=gettext_lazy("Scan of the signed decision"), types=SCANS, required=False
    )


class SignedForm(forms.Form):
    """The signed paper."""

    scan = UploadField(
        label=gettext_lazy("Scan of the signed decision"),
        error_messages={"required": gettext_lazy("Choose the file.")},
    )


class LeaveOutForm(forms.Form):
    """Why a line is left out."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The standing office reads these words; the decision does not."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        error_messages={"required": gettext_lazy("Write the reason.")},
    )


class TakeBackForm(forms.Form):
    """Why a payment is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        error_messages={"required": gettext_lazy("Write the reason.")},
    )


class RevokeForm(forms.Form):
    """The ground on which a decision is revoked, and from when."""

    revoked_on = forms.DateField(label=gettext_lazy("Revoked on"), error_messages=DAY_WRONG)
    reason = forms.CharField(
        label=gettext_lazy("Ground, with its article"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        error_messages={"required": gettext_lazy("Write the ground.")},
    )


class PaymentForm(forms.Form):
    """Who was paid, on which day."""

    lines = forms.MultipleChoiceField(
        label=gettext_lazy("Paid to"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick who was paid.")},
    )
    paid_on = forms.DateField(label=gettext_lazy("Paid on"), error_messages=DAY_WRONG)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        choices: Iterable[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        field = self.fields["lines"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - as declared
        field.choices = list(choices)
