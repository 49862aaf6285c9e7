"""Input about forms that come back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.documents.uploads import EXCEL, UploadField, UploadsField
from thidua.organisations.models import Person

DAY_WRONG = {
    "invalid": gettext_lazy("Write the day as 15/01/2018."),
    "required": gettext_lazy("Write the day on which the forms were received."),
}
FILE_MISSING = {"required": gettext_lazy("Choose the filled-in form.")}
RECEIVED_HELP = gettext_lazy("Whether a unit is late goes by this day, not by when it is recorded.")


class FilesField(UploadsField):
    """Several files as they were sent: each is read, and told, by itself."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files. Raises `ValidationError` where there is none."""
        del initial
        given = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if not given:
            raise ValidationError(self.error_messages["required"], code="required")
        return given


class OneFormForm(forms.Form):
    """One filled-in form; the office says when it was received."""

    file = UploadField(
        label=gettext_lazy("Filled-in form"), types=(EXCEL,), error_messages=FILE_MISSING
    )
    received_on = forms.DateField(
        label=gettext_lazy("Received on"), help_text=RECEIVED_HELP, error_messages=DAY_WRONG
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        asks_day: bool,
        **options: Any,
    ) -> None:
        super().__init__(data, files, **options)
        if not asks_day:
            del self.fields["received_on"]


class ManyFormsForm(forms.Form):
    """Filled-in forms of several units at once."""

    file = FilesField(
        label=gettext_lazy("Filled-in forms"), types=(EXCEL,), error_messages=FILE_MISSING
    )
    received_on = forms.DateField(
        label=gettext_lazy("Received on"), help_text=RECEIVED_HELP, error_messages=DAY_WRONG
    )


class RecordForm(forms.Form):
    """Who of the unit sent the form; where told, the list is sent on the unit's behalf too."""

    sender = forms.ChoiceField(
        label=gettext_lazy("Who of the unit sent this form"),
        help_text=gettext_lazy(
            "Where you choose someone, the list is sent at once on the unit's behalf, as of the "
            "day of receipt. Leave it empty to record the lines only."
        ),
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: Iterable[Person],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.people = {str(each.pk): each for each in people}
        field = self.fields["sender"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
        named = [(key, _described(each)) for key, each in self.people.items()]
        field.choices = [("", _("– record the lines only –")), *named]

    def chosen(self) -> Person | None:
        """The sender, if one was chosen."""
        return self.people.get(self.cleaned_data["sender"])


class LinkForm(forms.Form):
    """The person of the unit whom a link is for."""

    person = forms.ChoiceField(
        label=gettext_lazy("Person of the unit"),
        error_messages={"required": gettext_lazy("Choose a person of the unit.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: Iterable[Person],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.people = {str(each.pk): each for each in people}
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
        named = [(key, _described(each)) for key, each in self.people.items()]
        field.choices = [("", _("– choose –")), *named]

    def chosen(self) -> Person:
        """The person chosen."""
        return self.people[self.cleaned_data["person"]]


def _described(person: Person) -> str:
    return ", ".join(word for word in (person.name, person.position) if word)
