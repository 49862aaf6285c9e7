"""Input about an office's own rules: the text itself, the year of a trial, reasons."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.lawbook.models import OwnRules
from thidua.lawbook.reading import MOST_LETTERS
from thidua.organisations.queries import periods_known


class ProposeForm(forms.Form):
    """Rules as text or file, their name, what they take the place of, and why."""

    name = forms.CharField(
        label=gettext_lazy("Name of the rules"),
        help_text=gettext_lazy("For example: Share of Chiến sĩ thi đua from 2019."),
        max_length=120,
        error_messages={"required": gettext_lazy("Name the rules.")},
    )
    supersedes = forms.ChoiceField(
        label=gettext_lazy("Takes the place of"),
        help_text=gettext_lazy(
            "Rules in force are never changed: a new text takes their place as a whole."
        ),
        required=False,
    )
    file = forms.FileField(
        label=gettext_lazy("File with the rules"),
        help_text=gettext_lazy("A .yaml file, text in UTF-8. It takes the place of what is below."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )
    text = forms.CharField(
        label=gettext_lazy("The rules"),
        widget=forms.Textarea(
            attrs={"rows": 22, "lang": "vi", "class": "td-code", "spellcheck": "false"}
        ),
        required=False,
        strip=False,
        error_messages={"required": gettext_lazy("Write the rules, or choose a file.")},
    )
    why = forms.CharField(
        label=gettext_lazy("Why, for who approves"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        in_force: Iterable[OwnRules],
        **options: Any,
    ) -> None:
        super().__init__(data, files, **options)
        self.in_force = {str(each.pk): each for each in in_force}
        self.fields["supersedes"].choices = [  # type: ignore[attr-defined]
            ("", _("nothing: these are new rules")),
            *((key, each.name) for key, each in self.in_force.items()),
        ]

    def clean_supersedes(self) -> OwnRules | None:
        """The rules chosen."""
        return self.in_force.get(self.cleaned_data["supersedes"])

    def clean(self) -> dict[str, Any]:
        """The text of the file where one was chosen; then the page shows it in place of the old."""
        cleaned = super().clean() or {}
        upload = cleaned.pop("file", None)
        if isinstance(upload, UploadedFile):
            text = self._text_of(upload)
            if text is not None:
                cleaned["text"] = text
                data = dict(self.data.items())
                data["text"] = text
                self.data = data
        if not (cleaned.get("text") or "").strip() and not self.errors:
            self.add_error("text", self.fields["text"].error_messages["required"])
        return cleaned

    def _text_of(self, upload: UploadedFile[Any]) -> str | None:
        # A letter takes up to four bytes.
        if (upload.size or 0) > 4 * MOST_LETTERS:
            self.add_error("file", _("This file is too large for rules."))
            return None
        try:
            return str(upload.read(), "utf-8-sig")
        except UnicodeDecodeError:
            self.add_error(
                "file", _("This file is not text in UTF-8. Save it as UTF-8 and choose it again.")
            )
            return None


class TryForm(forms.Form):
    """The year that is tried."""

    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        years = sorted({each.year for each in periods_known()}, reverse=True)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]


class RefuseForm(forms.Form):
    """Why rules are refused."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Say what should be changed; who proposed them reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why.")},
    )


class WithdrawForm(forms.Form):
    """Why rules are withdrawn, if one wishes to say."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
