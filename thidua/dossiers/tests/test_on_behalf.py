"""The standing office enters a unit's meeting and dossier from its signed papers."""

from datetime import date
from typing import Any

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.queries import history_of
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.documents.models import OnPaper
from thidua.documents.on_paper import entered_for
from thidua.documents.tests.scans import on_paper, scan
from thidua.dossiers.actions import (
    attach_papers,
    conclude_deliberation,
    draw_up_dossier,
    hold_deliberation,
    receive_dossier,
    record_deliberation_votes,
    remove_nominee,
    replace_paper,
    return_for_completion,
    submit_dossier,
)
from thidua.dossiers.duties import duties_of
from thidua.dossiers.entering import unit_rows, units_entered
from thidua.dossiers.models import Deliberation, Dossier
from thidua.dossiers.papers import signed_letter
from thidua.dossiers.policies import DELIBERATIONS, DOSSIERS
from thidua.dossiers.queries import items_of
from thidua.dossiers.states import DossierState, PaperKind
from thidua.dossiers.tests.steps import (
    DAY,
    MEETING,
    code_of,
    complete,
    concluded,
    drafted,
    held,
    meeting,
)
from thidua.eligibility.tests.records import person_of

SIGNED = date(2018, 12, 3)


def entered(cast: Cast) -> Deliberation:
    """The ward's meeting, entered by the office from its minutes."""
    return hold_deliberation(**meeting(cast, by=cast.officer), minutes=scan("bien-ban.pdf"))


def concluded_for(cast: Cast) -> Deliberation:
    """The same with its votes, concluded by the office."""
    held_for = entered(cast)
    counts = dict.fromkeys(items_of(held_for), (18, 0, 0))
    record_deliberation_votes(by=cast.officer, deliberation=held_for, counts=counts)
    return conclude_deliberation(by=cast.officer, deliberation=held_for)


def letter(cast: Cast, **more: Any) -> dict[str, Any]:
    """What draws up the ward's dossier from its letter; `more` goes over it."""
    given = {
        "by": cast.officer,
        "authority": cast.town,
        "on_paper": on_paper(person_of(cast, "hung"), SIGNED),
        "number": "12/TTr-UBND",
    }
    return {**given, **more}


def drawn_up_for(cast: Cast) -> Dossier:
    """The ward's dossier in draft, entered by the office."""
    return draw_up_dossier(deliberation=concluded_for(cast), **letter(cast))


def seen_by(user: User, row: Deliberation | Dossier) -> bool:
    """Whether a user sees the row, by the policy's two answers, which agree."""
    policy: Any = DELIBERATIONS if isinstance(row, Deliberation) else DOSSIERS
    may = bool(policy.allows(user, "view", row))
    assert policy.visible_to(user).filter(pk=row.pk).exists() == may
    return may


def test_the_office_enters_a_meeting_with_its_minutes_only(cast: Cast) -> None:
    without = meeting(cast, by=cast.officer)
    assert code_of(hold_deliberation, **without) == "no_scan"
    for user in (cast.commune_head, cast.sector, cast.nobody):
        told = code_of(hold_deliberation, **{**without, "by": user}, minutes=scan())
        assert told == "not_yours"
    row = entered(cast)
    paper = OnPaper.objects.get()
    assert (paper.on_behalf, paper.entered_by, paper.unit) == (True, cast.officer, cast.ward)
    assert (paper.doer, paper.done_on) == (row.chair, MEETING)
    assert entered_for(row) == paper
    again = meeting(cast, by=cast.office_head)
    assert code_of(hold_deliberation, **again, minutes=scan()) == "held_already"
    assert verify().faults == ()


def test_the_unit_and_the_office_both_go_on_and_both_are_named(cast: Cast) -> None:
    row = entered(cast)
    sees = {user.username for user in User.objects.all() if seen_by(user, row)}
    assert {"lan", "hung", "duc", "yen", "son"} <= sees
    assert not sees & {"mai", "hoa", "khach", "binh"}
    counts = dict.fromkeys(items_of(row), (18, 0, 0))
    record_deliberation_votes(by=cast.ward_officer, deliberation=row, counts=counts)
    record_deliberation_votes(by=cast.officer, deliberation=row, counts=counts)
    conclude_deliberation(by=cast.ward_head, deliberation=row)
    said = Entry.objects.filter(subject=f"dossiers.deliberation:{row.pk}").order_by("sequence")
    assert [entry.values.said.get("on_behalf", "") for entry in said] == ["", False, True, False]
    notes = [line.note for line in reversed(history_of(row))]
    assert [bool(note) for note in notes] == [False, False, True, False]


def test_a_meeting_that_the_unit_records_stays_its_own_affair(cast: Cast) -> None:
    row = held(cast)
    counts = dict.fromkeys(items_of(row), (18, 0, 0))
    step: dict[str, Any] = {"by": cast.officer, "deliberation": row}
    assert not seen_by(cast.officer, row)
    assert code_of(record_deliberation_votes, **step, counts=counts) == "not_yours"
    assert code_of(conclude_deliberation, **step) == "not_yours"
    told = code_of(hold_deliberation, **meeting(cast, by=cast.officer), minutes=scan())
    assert told == "held_already"


def test_a_letter_on_paper_draws_up_the_dossier_with_its_first_paper(cast: Cast) -> None:
    row = concluded_for(cast)

    def drawing(**more: Any) -> str:
        return code_of(draw_up_dossier, deliberation=row, **letter(cast, **more))

    head = person_of(cast, "hung")
    assert drawing(on_paper=None) == "not_yours"
    assert drawing(on_paper=on_paper(head, SIGNED, is_scanned=False)) == "no_scan"
    assert drawing(on_paper=on_paper(head, date(2018, 11, 19))) == "too_early"
    assert drawing(on_paper=on_paper(person_of(cast, "mai"), SIGNED)) == "not_the_doer"
    assert drawing(by=cast.commune_head) == "not_yours"
    dossier = draw_up_dossier(deliberation=row, **letter(cast))
    [paper] = dossier.papers.all()
    assert (dossier.on_behalf, dossier.letter_number) == (True, "12/TTr-UBND")
    assert (paper.kind, paper.file) == (PaperKind.LETTER, signed_letter(dossier))
    assert dossier.nominees.count() == 3
    assert drawing() == "drawn_up_already"
    assert verify().faults == ()


def test_the_office_draws_up_from_the_units_own_meeting_too(cast: Cast) -> None:
    row = concluded(cast)
    dossier = draw_up_dossier(deliberation=row, **letter(cast))
    assert (dossier.on_behalf, row.on_behalf) == (True, False)


def test_what_was_entered_is_completed_and_submitted_by_the_office(cast: Cast) -> None:
    dossier = complete(drawn_up_for(cast), cast.officer)
    assert {"duc", "lan", "hung"} <= {u.username for u in User.objects.all() if seen_by(u, dossier)}
    remove_nominee(by=cast.officer, nominee=dossier.nominees.order_by("pk")[0])
    assert code_of(submit_dossier, by=cast.officer, dossier=dossier) == "not_yours"
    head = person_of(cast, "hung")
    signed = on_paper(head, SIGNED, is_scanned=False)
    submit_dossier(by=cast.officer, dossier=dossier, on_paper=signed)
    assert (dossier.state, dossier.submitted_on) == (DossierState.SUBMITTED, SIGNED)
    paper = OnPaper.objects.get(action="dossiers.dossier.submit")
    assert paper.on_behalf
    assert paper.scan == dossier.papers.order_by("pk")[0].file
    receive_dossier(by=cast.officer, dossier=dossier)
    assert verify().faults == ()


def test_what_answers_a_return_is_another_letter(cast: Cast) -> None:
    dossier = complete(drawn_up_for(cast), cast.officer)
    head = person_of(cast, "hung")
    first = on_paper(head, SIGNED, is_scanned=False)
    submit_dossier(by=cast.officer, dossier=dossier, on_paper=first)
    return_for_completion(by=cast.officer, dossier=dossier, reason="Thiếu bản sao.")
    with office_day_is(date(2018, 12, 12)):
        answer = on_paper(head, date(2018, 12, 11), is_scanned=False)
        step: dict[str, Any] = {"by": cast.officer, "dossier": dossier, "on_paper": answer}
        assert code_of(submit_dossier, **step) == "no_scan"
        old = dossier.papers.filter(file__isnull=False).get()
        replace_paper(by=cast.officer, paper=old, file=scan("to-trinh-2.pdf"))
        submit_dossier(**step)
    assert dossier.submitted_on == date(2018, 12, 11)


def test_a_draft_of_the_unit_is_not_entered_on(cast: Cast) -> None:
    dossier = drafted(cast)
    given: dict[str, Any] = {"kind": "khac", "title": "Bản sao", "files": [scan()]}
    assert code_of(attach_papers, by=cast.officer, dossier=dossier, **given) == "not_yours"
    assert not seen_by(cast.officer, dossier)


def test_duties_and_rows_tell_what_is_to_be_entered(cast: Cast) -> None:
    def codes() -> set[str]:
        return {duty.code for duty in duties_of(cast.officer, DAY)}

    def row_of_ward() -> Any:
        units = units_entered(cast.officer, cast.year)
        return next(
            row for row in unit_rows(cast.officer, cast.year, list(units)) if row.unit == cast.ward
        )

    assert row_of_ward().is_free
    row = entered(cast)
    assert "enter_meeting" in codes()
    assert (row_of_ward().is_free, row_of_ward().deliberation) == (False, row)
    counts = dict.fromkeys(items_of(row), (18, 0, 0))
    record_deliberation_votes(by=cast.officer, deliberation=row, counts=counts)
    conclude_deliberation(by=cast.officer, deliberation=row)
    assert row_of_ward().may_draw_up
    assert "enter_meeting" not in codes()
    dossier = draw_up_dossier(deliberation=row, **letter(cast))
    assert "enter_dossier" in codes()
    assert (row_of_ward().may_draw_up, row_of_ward().dossier) == (False, dossier)
