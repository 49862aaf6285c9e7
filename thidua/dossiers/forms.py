"""Input about deliberations, dossiers and appraisal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.common.errors import Refusal
from thidua.documents.forms import SCAN_NEEDED, OnPaperForm
from thidua.documents.uploads import EXCEL, SCANS, WORD, UploadField, UploadsField
from thidua.dossiers.actions import Candidate
from thidua.dossiers.models import DeliberationItem, Nominee
from thidua.dossiers.states import Appraisal, PaperKind
from thidua.organisations.models import Person, Unit
from thidua.organisations.states import PARTS
from thidua.rules import Paper, Title, title_name

Choices = list[tuple[str, str]]
Holder = Person | Unit

# Further people or collectives that a meeting may consider on one form.
MORE_ROWS = 3
# A dossier's papers come as scans, and as what they were written in.
ATTACHED = (*SCANS, WORD, EXCEL)
_MOST_VOTES = 100_000


def key_of(holder: Holder) -> str:
    """What a form calls a holder: `p12` or `u3`."""
    return f"{'p' if isinstance(holder, Person) else 'u'}{holder.pk}"


class MeetingForm(forms.Form):
    """A unit's meeting on titles: when, who led it, how many came, who was considered."""

    held_on = forms.DateField(
        label=gettext_lazy("Day of the meeting"),
        help_text=gettext_lazy("As 15/11/2018."),
        error_messages={
            "required": gettext_lazy("Write the day."),
            "invalid": gettext_lazy("Write the day as 15/11/2018."),
        },
    )
    chair = forms.ChoiceField(label=gettext_lazy("Chair"))
    secretary = forms.ChoiceField(label=gettext_lazy("Secretary, who keeps the minutes"))
    entitled = forms.IntegerField(
        label=gettext_lazy("Staff who may vote"), min_value=1, max_value=_MOST_VOTES
    )
    present = forms.IntegerField(
        label=gettext_lazy("Of them present"), min_value=1, max_value=_MOST_VOTES
    )
    minutes = UploadField(
        label=gettext_lazy("Scan of the minutes that the chair signed on paper"),
        required=False,
        error_messages={"required": SCAN_NEEDED},
    )
    candidates = forms.MultipleChoiceField(
        label=gettext_lazy("Considered, from the unit's registration"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        staff: Iterable[Person],
        holders: Iterable[Holder],
        registered: Sequence[Candidate],
        titles: Iterable[Title],
        must_scan: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.fields["minutes"].required = must_scan
        people = list(staff)
        self.holders: dict[str, Holder] = {key_of(each): each for each in holders}
        self.registered = {f"{key_of(each.holder)}:{each.what}": each for each in registered}
        names = [
            ("", _("– choose a person –")),
            *((key_of(each), _described(each)) for each in people),
        ]
        for name in ("chair", "secretary"):
            _choose(self, name, names)
        self.people = {key_of(each): each for each in people}
        _choose(
            self,
            "candidates",
            [
                (key, f"{each.holder}: {title_name(each.what)}")
                for key, each in self.registered.items()
            ],
        )
        who = [("", "–"), *((key, _described(each)) for key, each in self.holders.items())]
        whats = [("", "–"), *((each.id, each.name) for each in titles)]
        for number in range(1, MORE_ROWS + 1):
            self.fields[f"holder_{number}"] = forms.ChoiceField(
                label=_("Also considered"), choices=who, required=False
            )
            self.fields[f"what_{number}"] = forms.ChoiceField(
                label=_("for"), choices=whats, required=False
            )

    def more_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pairs of fields for those not on the registration."""
        return [
            (self[f"holder_{number}"], self[f"what_{number}"]) for number in range(1, MORE_ROWS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Half a row tells neither who nor what; no more are present than may vote."""
        cleaned = super().clean() or {}
        for number in range(1, MORE_ROWS + 1):
            who, what = cleaned.get(f"holder_{number}"), cleaned.get(f"what_{number}")
            if who and not what:
                self.add_error(f"what_{number}", _("Choose the title as well."))
            if what and not who:
                self.add_error(f"holder_{number}", _("Choose who is considered for it."))
        entitled, present = cleaned.get("entitled"), cleaned.get("present")
        if entitled is not None and present is not None and present > entitled:
            self.add_error("present", _("No more can be present than may vote."))
        return cleaned

    def considered(self) -> list[Candidate]:
        """All who are considered, those of the registration first."""
        found = [self.registered[key] for key in self.cleaned_data["candidates"]]
        for number in range(1, MORE_ROWS + 1):
            who = self.cleaned_data.get(f"holder_{number}")
            if who:
                found.append(Candidate(self.holders[who], self.cleaned_data[f"what_{number}"]))
        return found


class VotesForm(forms.Form):
    """Votes for, against and abstaining on every item of a meeting."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        items: Sequence[DeliberationItem],
        present: int,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.items = list(items)
        self.row_errors: dict[int, list[str]] = {}
        for item in self.items:
            counted = item.ballot_item
            before = (
                (present, 0, 0)
                if counted.yes is None
                else (counted.yes, counted.no or 0, counted.abstain or 0)
            )
            kinds = (("yes", _("for")), ("no", _("against")), ("abstain", _("abstaining")))
            for (kind, label), value in zip(kinds, before, strict=True):
                self.fields[f"{kind}-{item.pk}"] = forms.IntegerField(
                    label=f"{item.holder}, {title_name(item.what)}: {label}",
                    min_value=0,
                    max_value=_MOST_VOTES,
                    initial=value,
                    widget=forms.NumberInput(attrs={"class": "td-votes"}),
                )

    def rows(self) -> list[dict[str, object]]:
        """Each item with its three fields and what is wrong with it."""
        return [
            {
                "item": item,
                "fields": [self[f"{kind}-{item.pk}"] for kind in ("yes", "no", "abstain")],
                "errors": self._errors_of(item),
            }
            for item in self.items
        ]

    def counts(self) -> dict[DeliberationItem, tuple[int, int, int]]:
        """The votes by item."""
        data = self.cleaned_data
        return {
            item: (data[f"yes-{item.pk}"], data[f"no-{item.pk}"], data[f"abstain-{item.pk}"])
            for item in self.items
        }

    def place(self, refusal: Refusal) -> None:
        """Put each reason beside its row, else on top."""
        rows = {str(item): item.pk for item in self.items}
        for reason in refusal.reasons:
            words = f"{reason.message} {reason.cure}".strip()
            if reason.where in rows:
                self.row_errors.setdefault(rows[reason.where], []).append(words)
            else:
                self.add_error(None, words)

    def _errors_of(self, item: DeliberationItem) -> list[str]:
        wrong = [
            f"{self[name].label}: {error}"
            for name in (f"{kind}-{item.pk}" for kind in ("yes", "no", "abstain"))
            for error in self[name].errors
        ]
        return [*wrong, *self.row_errors.get(item.pk, ())]


class LeaveOutForm(forms.Form):
    """Whom a meeting leaves out where more passed than the cap allows."""

    leave_out = forms.MultipleChoiceField(
        label=gettext_lazy("More have enough votes than the cap allows: leave out"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    passed: Mapping[str, DeliberationItem] = {}

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        _choose(self, "leave_out", [(key, each_name(item)) for key, item in self.passed.items()])

    def chosen(self, keys: Iterable[str]) -> list[DeliberationItem]:
        """The items ticked."""
        return [self.passed[key] for key in keys]


class AuthorityForm(forms.Form):
    """To whom a dossier is sent."""

    authority = forms.ChoiceField(
        label=gettext_lazy("Submitted to"), widget=forms.RadioSelect, required=True
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        authorities: Iterable[Unit],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.authorities = {str(each.pk): each for each in authorities}
        _choose(self, "authority", [(key, each.name) for key, each in self.authorities.items()])
        self.fields["authority"].initial = next(iter(self.authorities), None)

    def chosen(self) -> Unit:
        """The authority chosen."""
        return self.authorities[self.cleaned_data["authority"]]


class LetterForm(OnPaperForm, AuthorityForm):
    """To whom a dossier is sent that is drawn up for a unit, from the letter that it signed."""

    number = forms.CharField(
        label=gettext_lazy("Number and symbol of the letter"), max_length=60, required=False
    )


class ReturnForm(forms.Form):
    """Why a dossier goes back."""

    reason = forms.CharField(
        label=gettext_lazy("What the unit is to complete"),
        help_text=gettext_lazy("The unit reads these words."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Write what is to be completed.")},
    )
    citation = forms.CharField(
        label=gettext_lazy("Article that asks for it"), max_length=300, required=False
    )


class AppraisalForm(forms.Form):
    """What the office proposes for one nominee."""

    appraisal = forms.ChoiceField(
        label=gettext_lazy("The standing office"),
        widget=forms.RadioSelect,
        choices=[
            (Appraisal.PROPOSE.value, gettext_lazy("proposes to the council")),
            (Appraisal.REJECT.value, gettext_lazy("does not propose")),
        ],
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
    )


class AchievementForm(forms.Form):
    """What a nominee achieved."""

    text = forms.CharField(
        label=gettext_lazy("Achievement"),
        help_text=gettext_lazy("In short: the report and the decision rest on these words."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
        error_messages={"required": gettext_lazy("Write what was achieved.")},
    )


class PaperForm(forms.Form):
    """A paper with its files; without any it is held on paper in the unit or the office."""

    kind = forms.ChoiceField(label=gettext_lazy("Paper"))
    number = forms.CharField(
        label=gettext_lazy("Number and symbol, for a submission letter"),
        max_length=60,
        required=False,
    )
    title = forms.CharField(
        label=gettext_lazy("What it is, for any other paper"), max_length=300, required=False
    )
    nominee = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    attached = UploadsField(
        label=gettext_lazy("Files; several may be chosen"), types=ATTACHED, required=False
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        papers: Iterable[Paper],
        nominees: Iterable[Nominee],
        **options: Any,
    ) -> None:
        super().__init__(data, files, **options)
        other = PaperKind.OTHER
        _choose(
            self,
            "kind",
            [*((each.id, each.name) for each in papers), (other.value, str(other.label))],
        )
        self.nominees = {str(each.pk): each for each in nominees}
        about = [(key, each_name(each)) for key, each in self.nominees.items()]
        _choose(self, "nominee", [("", _("the whole dossier")), *about])

    def about(self) -> Nominee | None:
        """The nominee the paper is about; None where it is the whole dossier's."""
        return self.nominees.get(self.cleaned_data["nominee"])


class ReplaceForm(forms.Form):
    """The file that takes another's place."""

    file = UploadField(
        label=gettext_lazy("New file"),
        types=ATTACHED,
        error_messages={"required": gettext_lazy("Choose the file.")},
    )


class AddForm(forms.Form):
    """Whom to put back into a dossier."""

    item = forms.ChoiceField(label=gettext_lazy("Proposed by the deliberation, not in the dossier"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        items: Iterable[DeliberationItem],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.items = {str(each.pk): each for each in items}
        _choose(self, "item", [(key, each_name(each)) for key, each in self.items.items()])

    def chosen(self) -> DeliberationItem:
        """The one chosen."""
        return self.items[self.cleaned_data["item"]]


def each_name(row: DeliberationItem | Nominee) -> str:
    """Who, for what."""
    return f"{row.holder}: {title_name(row.what)}"


def _choose(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
    field.choices = choices


def _described(holder: Holder) -> str:
    """A person with the post and the part of the unit, since names recur; else the name."""
    if not isinstance(holder, Person):
        return str(holder)
    part = str(holder.unit) if holder.unit and holder.unit.kind in PARTS else ""
    return ", ".join(each for each in (holder.name, holder.position, part) if each)
