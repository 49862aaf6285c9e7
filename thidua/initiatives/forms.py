"""Input about initiatives and their recognition."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.initiatives.actions import (
    ISSUER_LENGTH,
    NUMBER_LENGTH,
    TITLE_LENGTH,
    Recognition,
)
from thidua.initiatives.models import Scope
from thidua.organisations.forms import DAY_WRONG
from thidua.organisations.models import Period

_SCOPES = [("", gettext_lazy("– choose a scope –")), *Scope.choices]
DECISION = ("scope", "decision", "recognised_on", "issuer")


class RecognitionForm(forms.Form):
    """The decision that recognised an initiative."""

    scope = forms.ChoiceField(
        label=gettext_lazy("Recognised in the scope of"),
        choices=_SCOPES,
        error_messages={"required": gettext_lazy("Choose the scope of the recognition.")},
    )
    decision = forms.CharField(label=gettext_lazy("Decision number"), max_length=NUMBER_LENGTH)
    recognised_on = forms.DateField(
        label=gettext_lazy("Day of the decision"), error_messages=DAY_WRONG
    )
    issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=ISSUER_LENGTH)

    def recognition(self) -> Recognition | None:
        """What was typed; None where all of it was left empty."""
        cleaned = self.cleaned_data
        if not any(cleaned.get(name) for name in DECISION):
            return None
        return Recognition(**{name: cleaned[name] for name in DECISION})


class InitiativeForm(RecognitionForm):
    """An initiative of one author; its decision where there is one, by whoever may record it."""

    title = forms.CharField(
        label=gettext_lazy("Title of the initiative or study"),
        max_length=TITLE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    period = forms.ChoiceField(
        label=gettext_lazy("Period in which it counts"),
        error_messages={"required": gettext_lazy("Choose the period.")},
    )
    field_order = ("title", "period", *DECISION)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        periods: Iterable[Period],
        may_recognise: bool,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.periods = {str(each.pk): each for each in periods}
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(key, str(each)) for key, each in self.periods.items()]
        for name in DECISION:
            if not may_recognise:
                del self.fields[name]
                continue
            self.fields[name].required = False
        if may_recognise:
            self.fields["scope"].help_text = _(
                "Leave this and the next three empty while no decision has recognised it."
            )

    def clean(self) -> dict[str, Any]:
        """The decision whole or not at all."""
        cleaned = super().clean() or {}
        asked = [name for name in DECISION if name in self.fields]
        if any(cleaned.get(name) for name in asked):
            for name in asked:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A recognition needs this too."))
        return cleaned

    def chosen_period(self) -> Period:
        """The period chosen."""
        return self.periods[self.cleaned_data["period"]]
