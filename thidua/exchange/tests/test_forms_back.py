"""Forms that come back: what they change, what is refused, and that nothing is half done."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, make_person
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.common.errors import Refusal
from thidua.documents.models import OnPaper
from thidua.emulation.actions import (
    register_line,
    send_registration,
    withdraw_line,
)
from thidua.emulation.models import EmulationYear, Registration, RegistrationLine
from thidua.emulation.states import RegistrationState
from thidua.emulation.tests.opened import OFFICES, person_of, round_of
from thidua.exchange.actions import apply_form, comparison_of, receive_form, set_form_aside
from thidua.exchange.content import COLLECTIVES, NAME, PEOPLE
from thidua.exchange.identity import SHEET
from thidua.exchange.models import ReturnedForm
from thidua.exchange.states import FormState
from thidua.exchange.tests.filled import (
    Cells,
    cells_of,
    column,
    filled,
    given_out,
    heads,
    put,
    row_of,
    saved,
    spare_row,
    upload,
)
from thidua.organisations.models import Person
from thidua.workflow import act

LDTT, CSTDCS = "lao_dong_tien_tien", "chien_si_thi_dua_co_so"
TTLDTT = "tap_the_lao_dong_tien_tien"


def received(cast: Cast, draft: Registration, change: Callable[[Cells], None]) -> ReturnedForm:
    content = filled(given_out(cast.ward_officer, draft.round, cast.ward), change)
    return receive_form(
        upload=upload(content), in_round=draft.round, unit=cast.ward, by=cast.ward_officer
    )


def lines_of(registration: Registration) -> set[tuple[str, str, str]]:
    return {(line.holder.code, line.what, line.initiative) for line in registration.lines.all()}


def codes_of(form: ReturnedForm) -> list[str]:
    return [reason.code for reason in comparison_of(form).mistakes]


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.reasons[0].code


def test_a_form_adds_takes_off_and_rewords_in_one_act(cast: Cast, draft: Registration) -> None:
    officer, head = person_of(cast.ward_officer), person_of(cast.ward_head)

    def change(cells: Cells) -> None:
        put(cells, head.code, LDTT, "X")
        put(cells, head.code, CSTDCS, "x")
        put(cells, head.code, "sang_kien", "Số hóa sổ hộ tịch")
        put(cells, officer.code, "sang_kien", "Tra cứu hồ sơ")
        put(cells, cast.ward.code, TTLDTT, "")

    form = received(cast, draft, change)
    assert (form.lines_changed, form.mistakes) == (4, 0)
    before = Entry.objects.count()
    recorded = apply_form(form=form, by=cast.ward_officer)
    assert (recorded.added, recorded.withdrawn, recorded.reworded) == (2, 1, 1)
    assert lines_of(draft) == {
        (officer.code, LDTT, "Tra cứu hồ sơ"),
        (head.code, LDTT, "Số hóa sổ hộ tịch"),
        (head.code, CSTDCS, "Số hóa sổ hộ tịch"),
    }
    assert Entry.objects.count() == before + 1
    assert verify().faults == ()
    form.refresh_from_db()
    assert form.state == FormState.APPLIED


def test_an_untouched_form_changes_nothing(cast: Cast, draft: Registration) -> None:
    form = received(cast, draft, lambda _cells: None)
    found = comparison_of(form)
    assert (found.count, len(found.standing), found.mistakes) == (0, 2, [])
    before = lines_of(draft)
    assert apply_form(form=form, by=cast.ward_officer).added == 0
    assert lines_of(draft) == before


def test_what_was_done_on_the_page_meanwhile_stands(cast: Cast, draft: Registration) -> None:
    head = person_of(cast.ward_head)
    form = received(cast, draft, lambda cells: put(cells, head.code, CSTDCS, "x"))
    register_line(registration=draft, what=LDTT, person=head, by=cast.ward_officer)
    withdraw_line(line=draft.lines.get(what=TTLDTT), by=cast.ward_officer)
    found = comparison_of(form)
    assert [line.title for line in found.kept_off] == ["Tập thể lao động tiên tiến"]
    apply_form(form=form, by=cast.ward_officer)
    whats = {(code, what) for code, what, _text in lines_of(draft)}
    assert (head.code, LDTT) in whats
    assert (head.code, CSTDCS) in whats
    assert (cast.ward.code, TTLDTT) not in whats


def test_a_name_in_a_spare_row_is_found_in_the_register(cast: Cast, draft: Registration) -> None:
    with act("tests.people", by=cast.system):
        make_person("p-moi", "Trần Văn Mới", cast.ward)
        make_person("p-hai-1", "Lê Thị Hai", cast.ward)
        make_person("p-hai-2", "Lê Thị Hai", cast.ward)
    content = given_out(cast.ward_officer, draft.round, cast.ward)

    def named(name: str) -> list[str]:
        def change(cells: Cells) -> None:
            for code in ("p-moi", "p-hai-1", "p-hai-2"):
                cells[PEOPLE].remove(row_of(cells, PEOPLE, code))
            row = spare_row(cells)
            row[column(cells, PEOPLE, NAME)] = name
            row[column(cells, PEOPLE, LDTT)] = "có"

        form = receive_form(
            upload=upload(filled(content, change)),
            in_round=draft.round,
            by=cast.ward_officer,
        )
        if not form.mistakes:
            assert comparison_of(form).added[0].holder == Person.objects.get(code="p-moi")
        return codes_of(form)

    assert named("TRẦN VĂN MỚI") == []
    assert named("Trần Văn Mớ") == ["unknown"]
    assert named("Lê Thị Hai") == ["several"]
    assert named("") == ["nobody"]


def _wrong_cells(cast: Cast) -> dict[str, Callable[[Cells], None]]:
    officer, head = person_of(cast.ward_officer), person_of(cast.ward_head)
    other = person_of(cast.commune_officer)

    def twice(cells: Cells) -> None:
        put(cells, head.code, LDTT, "x")
        cells[PEOPLE].append(list(row_of(cells, PEOPLE, head.code)))

    def unknown_title(cells: Cells) -> None:
        at, keys = heads(cells, PEOPLE)
        place = keys.index(CSTDCS)
        cells[PEOPLE][at][place] = "danh_hieu_la"
        row_of(cells, PEOPLE, head.code)[place] = "x"

    def wrong_holder(cells: Cells) -> None:
        at, keys = heads(cells, COLLECTIVES)
        place = keys.index("tap_the_lao_dong_xuat_sac")
        cells[COLLECTIVES][at][place] = LDTT
        row_of(cells, COLLECTIVES, cast.ward.code)[place] = "x"

    def stranger(code: str) -> Callable[[Cells], None]:
        def change(cells: Cells) -> None:
            put(cells, head.code, LDTT, "x")
            put(cells, head.code, "ma", code)

        return change

    return {
        "wrong_mark": lambda cells: put(cells, officer.code, CSTDCS, "đã xong"),
        "changed_code": lambda cells: put(cells, officer.code, "ma", head.code),
        "other_unit": stranger(other.code),
        "unknown": stranger("p-khong-co"),
        "twice": twice,
        "no_mark": lambda cells: put(cells, head.code, "sang_kien", "Sáng kiến A"),
        "too_long": lambda cells: put(cells, officer.code, "sang_kien", "Đ" * 401),
        "wrong_title": unknown_title,
        "wrong_title ": wrong_holder,
    }


@pytest.mark.parametrize(
    "code",
    ["wrong_mark", "changed_code", "other_unit", "unknown", "twice", "no_mark", "too_long",
     "wrong_title", "wrong_title "],
)  # fmt: skip
def test_what_is_wrong_is_told_by_place_and_nothing_is_written(
    cast: Cast, draft: Registration, code: str
) -> None:
    before = lines_of(draft)
    form = received(cast, draft, _wrong_cells(cast)[code])
    mistakes = comparison_of(form).mistakes
    assert [each.code for each in mistakes] == [code.strip()]
    assert mistakes[0].cure
    assert mistakes[0].where.startswith("Trang")
    assert form.mistakes == 1
    with pytest.raises(Refusal) as refused:
        apply_form(form=form, by=cast.ward_officer)
    assert code_of(refused) == code.strip()
    assert lines_of(draft) == before
    form.refresh_from_db()
    assert form.state == FormState.WAITING


def test_the_right_lines_wait_for_the_wrong_ones(cast: Cast, draft: Registration) -> None:
    head = person_of(cast.ward_head)

    def change(cells: Cells) -> None:
        put(cells, head.code, LDTT, "x")
        put(cells, head.code, CSTDCS, "?")

    before = lines_of(draft)
    form = received(cast, draft, change)
    with pytest.raises(Refusal):
        apply_form(form=form, by=cast.ward_officer)
    assert lines_of(draft) == before


def test_a_form_is_recorded_where_nothing_was_begun(cast: Cast, year: EmulationYear) -> None:
    in_round = round_of(year)
    officer = person_of(cast.commune_officer)
    content = filled(
        given_out(cast.officer, in_round, cast.commune),
        lambda cells: put(cells, officer.code, LDTT, "x"),
    )
    day = date(2018, 1, 16)
    form = receive_form(upload=upload(content), in_round=in_round, by=cast.officer, received_on=day)
    late = in_round.last_day + timedelta(days=9)
    with office_day_is(late):
        recorded = apply_form(form=form, by=cast.officer, sender=officer)
    registration = recorded.registration
    assert recorded.not_sent == ""
    assert registration.state == RegistrationState.SENT
    assert (registration.sent_on, registration.days_late) == (day, 0)
    paper = OnPaper.objects.get()
    assert (paper.doer, paper.done_on, paper.on_behalf) == (officer, day, True)
    assert paper.scan is not None
    assert paper.scan.sha256 == form.file.sha256
    said = Entry.objects.get(action="exchange.apply_form").values.said
    assert said["on_behalf"] is True
    assert said["received_on"] == "2018-01-16"


@pytest.mark.parametrize(
    ("day", "code"), [(date(2018, 1, 21), "not_yet"), (date(2017, 6, 1), "not_open")]
)
def test_a_day_of_receipt_is_a_day_of_the_round(
    cast: Cast, draft: Registration, day: date, code: str
) -> None:
    content = given_out(cast.officer, draft.round, cast.ward)
    with pytest.raises(Refusal) as refused:
        receive_form(upload=upload(content), in_round=draft.round, by=cast.officer, received_on=day)
    assert code_of(refused) == code


def test_a_unit_cannot_date_its_own_form_back(cast: Cast, draft: Registration) -> None:
    content = given_out(cast.ward_officer, draft.round, cast.ward)
    with pytest.raises(Refusal) as refused:
        receive_form(
            upload=upload(content),
            in_round=draft.round,
            by=cast.ward_officer,
            received_on=date(2018, 1, 16),
        )
    assert code_of(refused) == "not_yours"


def test_a_form_of_another_unit_or_round_is_refused(cast: Cast, draft: Registration) -> None:
    commune = given_out(cast.officer, draft.round, cast.commune)
    with pytest.raises(Refusal) as refused:
        receive_form(
            upload=upload(commune), in_round=draft.round, unit=cast.ward, by=cast.ward_officer
        )
    assert code_of(refused) == "other_unit"
    with pytest.raises(Refusal) as refused:
        receive_form(upload=upload(commune), in_round=draft.round, by=cast.ward_officer)
    assert code_of(refused) == "not_yours"
    offices = round_of(draft.round.bloc.emulation_year, OFFICES)
    office = given_out(cast.officer, offices, cast.education)
    with pytest.raises(Refusal) as refused:
        receive_form(upload=upload(office), in_round=draft.round, by=cast.officer)
    assert code_of(refused) == "other_round"


@pytest.mark.parametrize(
    ("row", "column_", "text", "code"),
    [
        (0, 0, "x", "other_form"),
        (0, 1, "0", "other_version"),
        (0, 2, "1e5", "edited_identity"),
        (0, 2, "²", "edited_identity"),
        (0, 3, "xa-le-loi", "edited_identity"),
        (0, 4, "x", "edited_identity"),
        (1, 1, "chien_si_thi_dua_co_so", "edited_identity"),
    ],
)
def test_an_edited_hidden_sheet_is_refused(
    cast: Cast, draft: Registration, row: int, column_: int, text: str, code: str
) -> None:
    cells = cells_of(given_out(cast.ward_officer, draft.round, cast.ward))
    cells[SHEET][row][column_] = text
    with pytest.raises(Refusal) as refused:
        receive_form(upload=upload(saved(cells)), in_round=draft.round, by=cast.ward_officer)
    assert code_of(refused) == code


def test_lost_sheets_and_columns_are_told(cast: Cast, draft: Registration) -> None:
    content = given_out(cast.ward_officer, draft.round, cast.ward)

    def without(change: Callable[[Cells], object]) -> str:
        cells = cells_of(content)
        change(cells)
        with pytest.raises(Refusal) as refused:
            receive_form(upload=upload(saved(cells)), in_round=draft.round, by=cast.ward_officer)
        return code_of(refused)

    assert without(lambda cells: cells.pop(SHEET)) == "other_form"
    assert without(lambda cells: cells.pop(COLLECTIVES)) == "lost_sheet"
    assert without(lambda cells: cells[PEOPLE].pop(heads(cells, PEOPLE)[0])) == "lost_columns"


def test_a_newer_form_takes_the_place_of_the_one_that_waits(
    cast: Cast, draft: Registration
) -> None:
    first = received(cast, draft, lambda _cells: None)
    second = received(cast, draft, lambda _cells: None)
    first.refresh_from_db()
    assert (first.state, second.state) == (FormState.SET_ASIDE, FormState.WAITING)
    with pytest.raises(Refusal) as refused:
        apply_form(form=first, by=cast.ward_officer)
    assert code_of(refused) == "settled"
    set_form_aside(form=second, by=cast.ward_officer)
    with pytest.raises(Refusal) as refused:
        set_form_aside(form=second, by=cast.ward_officer)
    assert code_of(refused) == "settled"


def test_a_sent_list_takes_no_form(cast: Cast, draft: Registration) -> None:
    head = person_of(cast.ward_head)
    form = received(cast, draft, lambda cells: put(cells, head.code, LDTT, "x"))
    send_registration(registration=draft, by=cast.ward_officer)
    with pytest.raises(Refusal) as refused:
        apply_form(form=form, by=cast.ward_officer)
    assert code_of(refused) == "wrong_state"


ODD = st.one_of(
    st.sampled_from(["x", "X", "có", "", "1", "=1+1", "p-ward_officer", "phuong-sao-do", "\0"]),
    st.text(max_size=12),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_random_cells_are_told_or_taken_whole(
    cast: Cast, draft: Registration, data: st.DataObject
) -> None:
    """Whatever cells say, there is a refusal or a list changed as a whole; never a failure."""
    cells = cells_of(given_out(cast.ward_officer, draft.round, cast.ward))
    for _each in range(data.draw(st.integers(1, 6))):
        rows = cells[data.draw(st.sampled_from([PEOPLE, PEOPLE, COLLECTIVES, SHEET]))]
        row = rows[data.draw(st.integers(0, len(rows) - 1))]
        if row:
            text = data.draw(ODD)
            # What no program writes into a cell: halves of characters.
            row[data.draw(st.integers(0, len(row) - 1))] = text.encode(errors="ignore").decode()
    before = lines_of(draft)
    try:
        form = receive_form(upload=upload(saved(cells)), in_round=draft.round, by=cast.ward_officer)
        changes = comparison_of(form)
        apply_form(form=form, by=cast.ward_officer)
    except Refusal:
        assert lines_of(draft) == before
    else:
        after = RegistrationLine.objects.filter(registration=draft).count()
        assert after == len(before) + len(changes.added) - len(changes.withdrawn)
