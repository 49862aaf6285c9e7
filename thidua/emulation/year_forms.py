"""Input about opening a year and about its milestones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.common.text import fold
from thidua.emulation.opening import MOST_GRACE, Member
from thidua.emulation.placing import Candidate
from thidua.organisations.models import Period
from thidua.organisations.states import UnitKind
from thidua.plans.models import PlannedBloc

DAY_WRONG = {
    "invalid": gettext_lazy("Write the day as 31/01/2018."),
    "required": gettext_lazy("Write the day."),
}
COUNTS, COUNTS_NOT = "yes", "no"


@dataclass(frozen=True)
class Row:
    """A unit in the form: its fields, and whether the search shows it now."""

    candidate: Candidate
    bloc: forms.BoundField
    cluster: forms.BoundField | None
    is_shown: bool
    is_placed: bool


class OpenYearForm(forms.Form):
    """Each unit's bloc and cluster, and the owner's rules on deadlines.

    A field a unit: `bloc_<key>`, and `cluster_<key>` for schools. `q` only narrows what is shown;
    what is not shown goes along unseen.
    """

    day_counts = forms.ChoiceField(
        label=gettext_lazy("“Before day D”: does D itself still count as on time?"),
        choices=(
            (COUNTS, gettext_lazy("Yes, a list that comes on that day is on time")),
            (COUNTS_NOT, gettext_lazy("No, the day before is the last day")),
        ),
        widget=forms.RadioSelect,
        initial=COUNTS,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    grace_days = forms.IntegerField(
        label=gettext_lazy("Days of grace after every deadline"),
        help_text=gettext_lazy("0: none. What comes later is taken and marked late."),
        min_value=0,
        max_value=MOST_GRACE,
        initial=0,
    )
    q = forms.CharField(required=False, max_length=100)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        blocs: Sequence[PlannedBloc],
        candidates: Sequence[Candidate],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.blocs = {str(each.pk): each for each in blocs}
        self.candidates = candidates
        choices = [("", _("– in no bloc –")), *((key, b.name) for key, b in self.blocs.items())]
        for each in candidates:
            self.fields[f"bloc_{each.unit.pk}"] = forms.ChoiceField(
                label=each.unit.name,
                choices=choices,
                required=False,
                initial=str(each.bloc.pk) if each.bloc else "",
            )
            if each.takes_cluster:
                self.fields[f"cluster_{each.unit.pk}"] = forms.CharField(
                    label=_("Cluster of %(unit)s") % {"unit": each.unit},
                    max_length=60,
                    required=False,
                    initial=each.cluster,
                )

    def groups(self, *, only_unplaced: bool) -> list[tuple[str, list[Row]]]:
        """The units under their kinds, each told whether it is shown."""
        wanted = fold(str(self["q"].value() or ""))
        groups: dict[str, list[Row]] = {}
        for each in self.candidates:
            bloc = self[f"bloc_{each.unit.pk}"]
            is_placed = bool(bloc.value())
            is_shown = wanted in each.unit.folded and not (only_unplaced and is_placed)
            cluster = self[f"cluster_{each.unit.pk}"] if each.takes_cluster else None
            kind = str(UnitKind(each.unit.kind).label)
            groups.setdefault(kind, []).append(Row(each, bloc, cluster, is_shown, is_placed))
        return list(groups.items())

    def hidden(self) -> Iterator[forms.BoundField]:
        """Every field, for the preview's own form."""
        return (self[name] for name in self.fields if name != "q")

    def members(self) -> dict[str, list[Member]]:
        """The units chosen, by the bloc's name."""
        data = self.cleaned_data
        found: dict[str, list[Member]] = {}
        for each in self.candidates:
            bloc = self.blocs.get(data.get(f"bloc_{each.unit.pk}", ""))
            if bloc is not None:
                cluster = data.get(f"cluster_{each.unit.pk}", "")
                found.setdefault(bloc.name, []).append((each.unit, cluster))
        return found

    def rules(self) -> tuple[bool, int]:
        """Whether D counts, and the days of grace."""
        return self.cleaned_data["day_counts"] == COUNTS, self.cleaned_data["grace_days"]


class RoundForm(forms.Form):
    """A round of registration that the plan gives no date for."""

    period = forms.ChoiceField(
        label=gettext_lazy("Period"),
        error_messages={"required": gettext_lazy("Choose a period.")},
    )
    opens_on = forms.DateField(label=gettext_lazy("Opens on"), error_messages=DAY_WRONG)
    deadline = forms.DateField(
        label=gettext_lazy("Deadline as told to the units"), error_messages=DAY_WRONG
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, periods: Iterable[Period], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.periods = {each.code: each for each in periods}
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared
        field.choices = [("", _("– choose –")), *((code, code) for code in self.periods)]

    def chosen(self) -> Period:
        """The period chosen."""
        return self.periods[self.cleaned_data["period"]]


class MarkForm(forms.Form):
    """That something was done: on which day, with a note."""

    done_on = forms.DateField(label=gettext_lazy("Done on"), error_messages=DAY_WRONG)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("The number of a paper, say, or where it was held."),
        max_length=300,
        required=False,
    )
