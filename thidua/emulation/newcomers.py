"""Input about a person or a collective that is not in the register yet."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.organisations.actions.newcomers import COLLECTIVE_KINDS
from thidua.organisations.actions.people import HONORIFICS
from thidua.organisations.models import Unit
from thidua.organisations.states import PersonKind

LONGEST_NAME = 200
IS_ANOTHER = gettext_lazy("None of those named on this page: add it as another")


class NewcomerForm(forms.Form):
    """A person: name, form of address, kind, where, and what she does there."""

    name = forms.CharField(
        label=gettext_lazy("Full name"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Write the full name.")},
    )
    honorific = forms.ChoiceField(label=gettext_lazy("Form of address"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    unit = forms.ChoiceField(label=gettext_lazy("Where"))
    position = forms.CharField(
        label=gettext_lazy("Work or post"),
        help_text=gettext_lazy("Say, farmer of hamlet 3, or sewing worker at a company."),
        max_length=LONGEST_NAME,
        required=False,
    )
    is_another = forms.BooleanField(label=IS_ANOTHER, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, units: Iterable[Unit], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.units = {str(each.pk): each for each in units}
        _choose(self, "honorific", [("", _("– choose –")), *HONORIFICS.items()])
        kinds = [(str(kind), str(kind.label)) for kind in PersonKind]
        # Farmers and workers are whom this page is for.
        kinds.sort(key=lambda kind: kind[0] not in {PersonKind.FARMER, PersonKind.WORKER})
        _choose(self, "kind", kinds)
        _choose(self, "unit", [(key, each.name) for key, each in self.units.items()])

    def chosen(self) -> Unit:
        """Where the person is."""
        return self.units[self.cleaned_data["unit"]]


class NewCollectiveForm(forms.Form):
    """A small collective or a household of the unit."""

    name = forms.CharField(
        label=gettext_lazy("Name of the collective"),
        help_text=gettext_lazy("As it stands on papers: Tổ …, Đội …, Hộ gia đình …"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Write the collective's name.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    is_another = forms.BooleanField(label=IS_ANOTHER, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        _choose(self, "kind", [(str(kind), str(kind.label)) for kind in COLLECTIVE_KINDS])


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
    field.choices = choices
