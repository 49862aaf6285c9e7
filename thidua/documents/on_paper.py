"""The paper twin of an act: done on paper by someone, entered by someone else, with its scan.

An action takes `on_paper: DoneOnPaper | None`. Where it is given, the policy is asked for the right
to enter (`workflow.policies.on_paper`), every other check stays, and `enter` writes the row. The
day on the paper counts only with its scan (`day_of`); without one, the day of entry does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from thidua.common.clock import office_day
from thidua.common.errors import Reason, Refusal
from thidua.common.text import tidy
from thidua.documents.models import OnPaper, StoredFile
from thidua.documents.uploads import Upload
from thidua.organisations.models import Person, Unit
from thidua.organisations.policies import OFFICE, UNIT, demand_role, holds
from thidua.ui.parts import PaperMark
from thidua.workflow import Act
from thidua.workflow.fitting import demand_fits

DOER, DONE_ON, SCAN = "paper_doer", "paper_done_on", "paper_scan"


@dataclass(frozen=True)
class DoneOnPaper:
    """Who did it, on which day, and the scan of the paper: uploaded now, or kept already."""

    doer: Person | str
    done_on: date
    scan: Upload | StoredFile | None = None


def day_of(done: DoneOnPaper | None) -> date:
    """The day that counts: that of the paper where its scan shows it, else the office's day."""
    return done.done_on if done is not None and done.scan is not None else office_day()


def enter(
    current: Act,
    done: DoneOnPaper,
    *,
    doers: QuerySet[Person] | None = None,
    unit: Unit | None = None,
    since: date | None = None,
) -> OnPaper:
    """Write that the act under way was done on paper; its subject is set and saved before.

    `doers` are the people who could have done it on that day, None for a signer by name; `since`
    the first day on which it could be done. For a `unit`, its officer or head enters, or the
    standing office on its behalf, which needs the scan. Raises `Refusal`.
    """
    subject = current.subject
    assert subject is not None  # noqa: S101 - a fault of the caller, never of a user
    on_behalf = unit is not None and not holds(current.by, *UNIT, unit=unit)
    if on_behalf:
        demand_role(current.by, *OFFICE)
    _demand_possible(done, doers, since, needs_scan=on_behalf)
    row = OnPaper(
        action=current.name,
        subject_model=subject._meta.label_lower,
        subject_key=subject.pk,
        unit=unit,
        doer=done.doer if isinstance(done.doer, Person) else None,
        doer_name=done.doer.name if isinstance(done.doer, Person) else tidy(done.doer),
        done_on=done.done_on,
        entered_on=office_day(),
        entered_by=current.by,
        on_behalf=on_behalf,
    )
    demand_fits(row)
    row.scan = done.scan.keep() if isinstance(done.scan, Upload) else done.scan
    row.save()
    current.say(on_paper=words_of(row))
    return row


def words_of(row: OnPaper) -> dict[str, object]:
    """What the journal keeps of a paper, under `on_paper`; histories draw their mark from it."""
    return {
        "id": row.pk,
        "doer": row.doer_name,
        "person": row.doer.code if row.doer else "",
        "on": row.done_on,
        "scan": row.scan.sha256 if row.scan else "",
        "on_behalf": row.on_behalf,
    }


def _demand_possible(
    done: DoneOnPaper, doers: QuerySet[Person] | None, since: date | None, *, needs_scan: bool
) -> None:
    """Refuse, all at once, who could not have done it, days that cannot be, an absent scan."""
    reasons = []
    if isinstance(done.doer, Person):
        if doers is None or not doers.filter(pk=done.doer.pk).exists():
            reasons.append(
                Reason(
                    "not_the_doer",
                    _("%(person)s could not have done this on %(day)s.")
                    % {"person": done.doer, "day": f"{done.done_on:%d/%m/%Y}"},
                    _("Choose who signed the paper, and the day that stands on it."),
                    field=DOER,
                )
            )
    elif doers is not None or not tidy(done.doer):
        reasons.append(Reason("no_doer", _("Say who signed the paper."), field=DOER))
    if done.done_on > office_day():
        reasons.append(
            Reason("future", _("This day is still to come."), _("Correct it."), field=DONE_ON)
        )
    elif since is not None and done.done_on < since:
        reasons.append(
            Reason(
                "too_early",
                _("This could not be done before %(day)s.") % {"day": f"{since:%d/%m/%Y}"},
                _("Write the day that stands on the paper."),
                field=DONE_ON,
            )
        )
    if needs_scan and done.scan is None:
        reasons.append(
            Reason(
                "no_scan",
                _("Who enters for another unit attaches the signed paper."),
                _("Scan or photograph it and choose the file."),
                field=SCAN,
            )
        )
    if reasons:
        raise Refusal(*reasons)


def papers_of(*rows: Model) -> QuerySet[OnPaper]:
    """What was entered from paper about `rows` of one model, oldest first; one query."""
    if not rows:
        return OnPaper.objects.none()
    found = OnPaper.objects.filter(
        subject_model=rows[0]._meta.label_lower, subject_key__in=[row.pk for row in rows]
    )
    return found.select_related("scan").order_by("pk")


def mark_of(row: OnPaper) -> PaperMark:
    """What pages show beside an act that was done on paper."""
    scan = row.pk if row.scan_id else None
    return PaperMark(row.doer_name, row.done_on, scan, row.on_behalf)


def entered_for(row: Model) -> OnPaper | None:
    """What was first entered about `row` on its unit's behalf, with who entered it; one query."""
    return papers_of(row).filter(on_behalf=True).select_related("entered_by", "scan").first()


def paper_marks(rows: Iterable[OnPaper]) -> dict[int, PaperMark]:
    """The newest mark of each unit for which something was done on paper, by its key."""
    return {row.unit_id: mark_of(row) for row in rows if row.unit_id is not None}
