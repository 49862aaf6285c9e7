"""Input about plans."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.common.errors import Refusal
from thidua.organisations.models import Unit
from thidua.plans.actions.corrections import PostEntry, PrintedOn
from thidua.plans.models import CitedDocument, Milestone, Plan, PlannedBloc, Recipient
from thidua.plans.reading.reader import LONGEST_TEXT
from thidua.plans.states import BlocPostKind, Destination, MilestoneKind
from thidua.plans.uploads import PlanFile, plan_file

DAY_WRONG = {"invalid": gettext_lazy("Write the day as 31/01/2018.")}
_POSTS = ((BlocPostKind.HEAD, "head"), (BlocPostKind.DEPUTY, "deputy"))


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared
    field.choices = list(choices)


class TakeInForm(forms.Form):
    """A plan: a file, or its text pasted; and the authority whose plan it is."""

    authority = forms.ChoiceField(
        label=gettext_lazy("Whose plan it is"),
        error_messages={"required": gettext_lazy("Choose the authority.")},
    )
    file = forms.FileField(
        label=gettext_lazy("The plan's file"),
        help_text=gettext_lazy("Word (.docx), PDF saved from Word, or plain text (.txt)."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt"}),
    )
    text = forms.CharField(
        label=gettext_lazy("or its text, pasted here"),
        widget=forms.Textarea(attrs={"rows": 10, "lang": "vi"}),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        authorities: Iterable[Unit],
        **options: Any,
    ) -> None:
        super().__init__(data, files, **options)
        self.authorities = {str(each.pk): each for each in authorities}
        named = [(key, each.name) for key, each in self.authorities.items()]
        if len(named) != 1:
            named.insert(0, ("", _("– choose –")))
        _choose(self, "authority", named)

    def clean(self) -> dict[str, Any]:
        """The text to read, and the file that it came from; messages stand by their fields."""
        cleaned = super().clean() or {}
        upload, typed = cleaned.get("file"), (cleaned.get("text") or "").strip()
        if isinstance(upload, UploadedFile):
            if typed:
                self.add_error("text", _("Choose a file or paste the text, not both."))
                return cleaned
            try:
                taken = plan_file(upload)
                cleaned["taken"], cleaned["read"] = taken, taken.text()
            except Refusal as refusal:
                for reason in refusal.reasons:
                    self.add_error("file", str(reason))
        elif typed:
            cleaned["read"] = cleaned["text"]
        elif "text" not in self.errors:
            self.add_error("file", _("Choose the plan's file, or paste its text below."))
        return cleaned

    def chosen(self) -> Unit:
        """The authority chosen."""
        return self.authorities[self.cleaned_data["authority"]]

    def taken(self) -> PlanFile | None:
        """The file, where one was chosen."""
        found: PlanFile | None = self.cleaned_data.get("taken")
        return found


class HeadingForm(forms.Form):
    """What stands in the head of the paper."""

    number = forms.CharField(label=gettext_lazy("Number"), max_length=20, required=False)
    symbol = forms.CharField(label=gettext_lazy("Symbol"), max_length=60, required=False)
    issuer = forms.CharField(label=gettext_lazy("Issuer"), max_length=300, required=False)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=100, required=False)
    issued_on = forms.DateField(
        label=gettext_lazy("Issued on"), required=False, error_messages=DAY_WRONG
    )
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    year = forms.IntegerField(
        label=gettext_lazy("The year that the plan is for"),
        required=False,
        error_messages={"invalid": gettext_lazy("Enter a year such as 2018.")},
    )

    @classmethod
    def about(cls, plan: Plan) -> dict[str, object]:
        """What the form begins with."""
        return {name: getattr(plan, name) for name in cls.base_fields}

    def printed(self) -> PrintedOn:
        """What is typed beside subject, date and year."""
        data = self.cleaned_data
        return PrintedOn(data["number"], data["symbol"], data["issuer"], data["place"])


class MilestoneForm(forms.Form):
    """What a milestone asks, when, of which blocs, about which period."""

    kind = forms.ChoiceField(label=gettext_lazy("What is to be done"))
    starts_on = forms.DateField(
        label=gettext_lazy("From"), required=False, error_messages=DAY_WRONG
    )
    ends_on = forms.DateField(label=gettext_lazy("Until"), required=False, error_messages=DAY_WRONG)
    deadline = forms.DateField(
        label=gettext_lazy("Deadline printed (“before …”)"),
        required=False,
        error_messages=DAY_WRONG,
    )
    about = forms.CharField(
        label=gettext_lazy("About which emulation period"),
        help_text=gettext_lazy("2018 for a calendar year, 2017-2018 for a school year."),
        max_length=20,
        required=False,
    )
    blocs = forms.MultipleChoiceField(
        label=gettext_lazy("Of which blocs"),
        help_text=gettext_lazy("None ticked: the standing office itself does it."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        blocs: Sequence[str],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        _choose(self, "kind", [(str(value), str(label)) for value, label in MilestoneKind.choices])
        _choose(self, "blocs", [(name, name) for name in blocs])

    @classmethod
    def about_milestone(cls, milestone: Milestone) -> dict[str, object]:
        """What the form begins with."""
        return {name: getattr(milestone, name) for name in cls.base_fields}


class BlocForm(forms.Form):
    """A bloc's name, and what the plan says of its head and deputy."""

    name = forms.CharField(label=gettext_lazy("Name of the bloc"), max_length=200)
    head_name = forms.CharField(
        label=gettext_lazy("Head: person named"), max_length=200, required=False
    )
    head_position = forms.CharField(
        label=gettext_lazy("Head: post named"), max_length=200, required=False
    )
    head_chosen_by = forms.CharField(
        label=gettext_lazy("Head: chosen by"), max_length=200, required=False
    )
    head_report_by = forms.DateField(
        label=gettext_lazy("Head: reported before"), required=False, error_messages=DAY_WRONG
    )
    deputy_name = forms.CharField(
        label=gettext_lazy("Deputy: person named"), max_length=200, required=False
    )
    deputy_position = forms.CharField(
        label=gettext_lazy("Deputy: post named"), max_length=200, required=False
    )
    deputy_chosen_by = forms.CharField(
        label=gettext_lazy("Deputy: chosen by"), max_length=200, required=False
    )
    deputy_report_by = forms.DateField(
        label=gettext_lazy("Deputy: reported before"), required=False, error_messages=DAY_WRONG
    )

    @classmethod
    def about(cls, bloc: PlannedBloc) -> dict[str, object]:
        """What the form begins with."""
        begun: dict[str, object] = {"name": bloc.name}
        rows = {each.post: each for each in bloc.posts.all()}
        for kind, prefix in _POSTS:
            for name in ("name", "position", "chosen_by", "report_by"):
                begun[f"{prefix}_{name}"] = getattr(rows[kind], name)
        return begun

    def posts(self) -> dict[str, PostEntry]:
        """What is typed of the two posts."""
        data = self.cleaned_data
        return {
            str(kind): PostEntry(
                name=data[f"{prefix}_name"],
                position=data[f"{prefix}_position"],
                chosen_by=data[f"{prefix}_chosen_by"],
                report_by=data[f"{prefix}_report_by"],
            )
            for kind, prefix in _POSTS
        }


class RecipientForm(forms.Form):
    """Where a line of the recipients leads."""

    goes_to = forms.ChoiceField(
        label=gettext_lazy("Where this line leads"), widget=forms.RadioSelect
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Units that this line means"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        units: Iterable[Unit],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.offered = {str(each.pk): each for each in units}
        _choose(self, "goes_to", [(str(value), str(label)) for value, label in Destination.choices])
        _choose(self, "units", [(key, each.name) for key, each in self.offered.items()])

    @classmethod
    def about(cls, recipient: Recipient) -> dict[str, object]:
        """What the form begins with."""
        meant = [str(each.unit_id) for each in recipient.meant.all()]
        return {"goes_to": recipient.goes_to, "units": meant}

    def chosen(self) -> list[Unit]:
        """The units ticked."""
        return [self.offered[key] for key in self.cleaned_data["units"]]


class DoubtForm(forms.Form):
    """What the officer says of a doubt."""

    answer = forms.CharField(max_length=10)
    meant = forms.CharField(label=gettext_lazy("It should read"), max_length=300, required=False)


class UpperForm(forms.Form):
    """Which document cited is the plan of the level above."""

    cited = forms.ChoiceField(
        label=gettext_lazy("Plan of the level above"), widget=forms.RadioSelect, required=False
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        cited: Iterable[CitedDocument],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.offered = {str(each.pk): each for each in cited}
        named = [(key, each.text) for key, each in self.offered.items()]
        _choose(self, "cited", [("", _("None of these")), *named])

    def chosen(self) -> CitedDocument | None:
        """The document chosen; None for none of them."""
        return self.offered.get(self.cleaned_data["cited"])


class ReportForm(forms.Form):
    """A report owed upward."""

    text = forms.CharField(
        label=gettext_lazy("What is to be reported"),
        max_length=300,
        error_messages={"required": gettext_lazy("Write what is to be reported.")},
    )
    addressed_to = forms.CharField(
        label=gettext_lazy("To whom"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write to whom.")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("Due on"),
        error_messages={
            **DAY_WRONG,
            "required": gettext_lazy("Write the day by which it is due."),
        },
    )


class SentForm(forms.Form):
    """On which day something was sent by hand."""

    sent_on = forms.DateField(
        label=gettext_lazy("Sent on"),
        error_messages={**DAY_WRONG, "required": gettext_lazy("Write the day.")},
    )


class ReportSentForm(SentForm):
    """On which day a report was sent, and a note."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Its number and date, say."),
        max_length=300,
        required=False,
    )
