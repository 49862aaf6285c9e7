"""The fields by which any form says that its act was done on paper."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.documents.on_paper import DOER, DONE_ON, SCAN, DoneOnPaper
from thidua.documents.uploads import UploadField
from thidua.organisations.models import Person

PAPER_FIELDS = (DOER, DONE_ON, SCAN)
SCAN_NEEDED = gettext_lazy(
    "Who enters for another unit attaches the signed paper: choose the file."
)


class OnPaperForm(forms.Form):
    """A form whose act may have been done on paper: its last fields, drawn apart.

    `doers` are the people to choose from, nobody where the act has no paper twin for the user;
    `must` where the user may only enter, so that who, when and the scan are needed; `has_scan`
    where the signed paper is kept already, so that the scan is not. Other forms inherit this one
    beside their own base.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *args: Any,
        doers: Iterable[Person] = (),
        must: bool = False,
        has_scan: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(data, *args, **options)
        self.doers = {str(each.pk): each for each in doers}
        self.must = must
        if not self.doers and not must:
            return
        self.fields[DOER] = forms.ChoiceField(
            label=gettext_lazy("Who signed or did it on paper"),
            choices=[("", _("– choose –")), *self._described()],
            required=must,
            error_messages={"required": gettext_lazy("Choose who signed the paper.")},
        )
        self.fields[DONE_ON] = forms.DateField(
            label=gettext_lazy("Day that stands on the paper"),
            required=must,
            error_messages={
                "required": gettext_lazy("Write the day that stands on the paper."),
                "invalid": gettext_lazy("Write the day as 15/11/2018."),
            },
        )
        self.fields[SCAN] = UploadField(
            label=gettext_lazy("Scan or photograph of the signed paper"),
            required=must and not has_scan,
            error_messages={"required": SCAN_NEEDED},
        )
        if not must or has_scan:
            words = _kept_help if has_scan else _scan_help
            self.fields[SCAN].help_text = lazy(words, str)(self.fields[SCAN].help_text)

    def _described(self) -> list[tuple[str, str]]:
        """Name and post; the unit too where the people are of several and it was read with them."""
        several = len({person.unit_id for person in self.doers.values()}) > 1
        found = []
        for key, person in self.doers.items():
            words = [person.name, person.position]
            if several and person.unit_id and Person.unit.is_cached(person):
                words.append(str(person.unit))
            found.append((key, ", ".join(word for word in words if word)))
        return found

    def clean(self) -> dict[str, Any]:
        """Who and when belong together; `on_paper` becomes a `DoneOnPaper`, or None."""
        cleaned = super().clean() or self.cleaned_data
        given = {name: cleaned.get(name) for name in PAPER_FIELDS if name in self.fields}
        if any(given.values()) and not self.must:
            for name in (DOER, DONE_ON):
                if not given[name] and name not in self.errors:
                    self.add_error(name, _("A paper needs who signed it and the day on it."))
        doer = self.doers.get(str(given.get(DOER) or ""))
        cleaned["on_paper"] = None
        day = given.get(DONE_ON)
        if doer is not None and day is not None:
            cleaned["on_paper"] = DoneOnPaper(doer, day, given[SCAN])
        return cleaned

    def paper_fields(self) -> list[BoundField]:
        """The fields about the paper, for templates."""
        return [self[name] for name in PAPER_FIELDS if name in self.fields]

    def own_fields(self) -> list[BoundField]:
        """The other fields, for templates."""
        return [self[name] for name in self.fields if name not in PAPER_FIELDS]

    def is_paper_open(self) -> bool:
        """Whether the part about the paper is shown unfolded."""
        return self.must or any(self.data.get(name) or name in self.errors for name in PAPER_FIELDS)


def _kept_help(types: object) -> str:
    return _("%(types)s Without it the signed letter attached to the dossier counts.") % {
        "types": types
    }


def _scan_help(types: object) -> str:
    return _("%(types)s Without it the day of entry counts, not that of the paper.") % {
        "types": types
    }
