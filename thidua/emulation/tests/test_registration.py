"""Registration: written by the unit, sent, returned or accepted by the office."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.cast import Cast, make_person, make_unit
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.common.errors import Refusal
from thidua.documents.tests.scans import on_paper
from thidua.emulation.actions import (
    LineEntry,
    accept_registration,
    register_line,
    register_lines,
    return_registration,
    send_registration,
    start_registration,
    withdraw_line,
)
from thidua.emulation.models import EmulationYear, Registration, RegistrationLine
from thidua.emulation.states import RegistrationState
from thidua.emulation.tests.opened import (
    COMMUNES,
    OFFICES,
    accepted,
    drafted,
    person_of,
    round_of,
    sent,
)
from thidua.organisations.actions import let_put_forward
from thidua.organisations.states import UnitKind
from thidua.workflow import act


def refused(code: str, attempt: Callable[[], object], field: str = "") -> None:
    """`attempt` is refused with `code` and changes nothing."""
    entries = Entry.objects.count()
    before = list(RegistrationLine.objects.order_by("pk").values())
    states = list(Registration.objects.order_by("pk").values())
    with pytest.raises(Refusal) as told:
        attempt()
    assert code in {reason.code for reason in told.value.reasons}
    assert all(reason.message for reason in told.value.reasons)
    if field:
        assert told.value.reasons[0].field == field
    assert list(RegistrationLine.objects.order_by("pk").values()) == before
    assert list(Registration.objects.order_by("pk").values()) == states
    assert Entry.objects.count() == entries


def test_unit_writes_sends_and_the_office_accepts(cast: Cast, year: EmulationYear) -> None:
    registration = accepted(cast, year)
    assert registration.state == RegistrationState.ACCEPTED
    assert (registration.sent_on, registration.days_late) == (date(2018, 1, 20), 0)
    assert registration.lines.count() == 2
    said = Entry.objects.get(action="emulation.registration.send").values.said
    assert (said["from"], said["to"], said["lines"]) == ("draft", "sent", 2)
    assert said["on_behalf"] is False
    assert verify().faults == ()


def test_starting_twice_gives_the_same_draft(cast: Cast, year: EmulationYear) -> None:
    draft = drafted(cast, year)
    entries = Entry.objects.count()
    again = start_registration(in_round=draft.round, unit=cast.ward, by=cast.ward_head)
    assert (again.pk, Entry.objects.count()) == (draft.pk, entries)


def test_refusals_to_start(cast: Cast, year: EmulationYear) -> None:
    first = round_of(year)

    def start(unit: str, by: User, bloc: str = COMMUNES) -> Callable[[], object]:
        return lambda: start_registration(
            in_round=round_of(year, bloc), unit=getattr(cast, unit), by=by
        )

    refused("not_yours", start("ward", cast.commune_officer))
    refused("not_yours", start("ward", cast.school_officer))
    refused("not_yours", start("ward", cast.inspector))
    refused("not_yours", start("ward", cast.nobody))
    refused("not_yours", start("ward", cast.ward_officer, OFFICES))
    refused("not_a_member", start("school", cast.officer), field="unit")
    with act("tests.change_calendar", by=cast.system):
        cast.commune.calendar = "school_year"
        cast.commune.save()
    refused("other_calendar", start("commune", cast.commune_officer), field="unit")
    assert not first.registrations.exists()


def test_office_writes_on_behalf_of_a_unit(cast: Cast, year: EmulationYear) -> None:
    draft = start_registration(in_round=round_of(year), unit=cast.commune, by=cast.officer)
    register_line(
        registration=draft,
        what="chien_si_thi_dua_co_so",
        person=person_of(cast.commune_head),
        initiative="  Số hóa   hồ sơ ",
        by=cast.officer,
    )
    refused("not_yours", lambda: send_registration(registration=draft, by=cast.officer))
    signed = on_paper(person_of(cast.commune_head), date(2018, 1, 12))
    send_registration(registration=draft, by=cast.officer, on_paper=signed)
    assert draft.lines.get().initiative == "Số hóa hồ sơ"
    said = Entry.objects.get(action="emulation.registration.send").values.said
    assert said["on_behalf"] is True


def test_hostile_lines_are_refused(cast: Cast, year: EmulationYear) -> None:
    draft = drafted(cast, year)
    own = person_of(cast.ward_head)

    def line(**given: object) -> Callable[[], object]:
        arguments: dict[str, object] = {
            "registration": draft,
            "what": "lao_dong_tien_tien",
            "by": cast.ward_officer,
            **given,
        }
        return lambda: register_line(**arguments)  # type: ignore[arg-type]

    refused("one_holder", line(), field="person")
    refused("one_holder", line(person=own, unit=cast.ward), field="person")
    refused("other_unit", line(person=person_of(cast.commune_head)), field="person")
    refused("other_unit", line(unit=cast.commune, what="tap_the_lao_dong_tien_tien"), field="unit")
    refused("other_unit", line(unit=cast.town, what="tap_the_lao_dong_tien_tien"), field="unit")
    refused("unknown_title", line(person=own, what="khong_co"), field="what")
    refused("unknown_title", line(person=own, what=""), field="what")
    refused("not_a_title", line(person=own, what="giay_khen_huyen"), field="what")
    refused("wrong_holder", line(person=own, what="tap_the_lao_dong_tien_tien"), field="what")
    refused("wrong_holder", line(unit=cast.ward, what="lao_dong_tien_tien"), field="what")
    refused("twice", line(person=person_of(cast.ward_officer)), field="what")
    refused("too_long", line(person=own, initiative="x" * 401), field="initiative")
    refused("bad_character", line(person=own, initiative="a\0b"), field="initiative")
    refused("not_yours", line(person=own, by=cast.commune_officer))
    refused("not_yours", line(person=own, by=cast.inspector))
    with office_day_is(date(1990, 1, 1)):
        refused("not_yours", line(person=own))


def test_titles_are_those_in_force_on_the_day(cast: Cast, year: EmulationYear) -> None:
    draft = drafted(cast, year)
    with act("tests.employ_before", by=cast.system):
        old = make_person("p-old", "Trần Văn Cổ", cast.ward, started_on=date(1990, 1, 1))
    with office_day_is(date(1995, 1, 1)):
        refused(
            "not_in_force",
            lambda: register_line(
                registration=draft, what="lao_dong_tien_tien", person=old, by=cast.system
            ),
            field="what",
        )


def test_person_belongs_to_the_unit_on_the_day(cast: Cast, year: EmulationYear) -> None:
    draft = drafted(cast, year)
    with act("tests.employ", by=cast.system):
        gone = make_person("p-gone", "Lê Văn Đi", cast.ward, ended_on=date(2018, 1, 14))
        always = make_person("p-ever", "Lê Văn Ở", cast.ward, started_on=None)
    refused(
        "other_unit",
        lambda: register_line(
            registration=draft, what="lao_dong_tien_tien", person=gone, by=cast.ward_officer
        ),
    )
    line = register_line(
        registration=draft, what="lao_dong_tien_tien", person=always, by=cast.ward_officer
    )
    assert line.holder == always


def test_small_collective_inside_the_unit_may_be_registered(
    cast: Cast, year: EmulationYear
) -> None:
    draft = drafted(cast, year)
    with act("tests.make_team", by=cast.system):
        team = make_unit("to-1", "Tổ địa chính", UnitKind.SMALL_COLLECTIVE, cast.ward)
    line = register_line(
        registration=draft, what="tap_the_lao_dong_tien_tien", unit=team, by=cast.ward_officer
    )
    assert line.holder == team


def test_the_second_list_is_told_which_unit_registers_someone(
    cast: Cast, year: EmulationYear
) -> None:
    with act("tests.factory", by=cast.system):
        factory = make_unit("cong-ty", "Công ty Gốm", UnitKind.ENTERPRISE, cast.ward)
        worker = make_person("w", "Lê Văn Thợ", factory, kind="cong_nhan")
    draft = drafted(cast, year)
    other = start_registration(in_round=round_of(year), unit=cast.commune, by=cast.commune_officer)

    def register(registration: Registration, by: User) -> Callable[[], object]:
        return lambda: register_line(
            registration=registration, what="lao_dong_tien_tien", person=worker, by=by
        )

    refused("other_unit", register(other, cast.commune_officer))
    let_put_forward(
        part=factory,
        proposer=cast.commune,
        started_on=date(2018, 1, 1),
        basis="Hướng dẫn",
        by=cast.officer,
    )
    register(other, cast.commune_officer)()
    with pytest.raises(Refusal, match="Xã Lê Lợi"):
        register(draft, cast.ward_officer)()
    refused("registered_elsewhere", register(draft, cast.ward_officer), "what")


def test_line_is_withdrawn_once(cast: Cast, year: EmulationYear) -> None:
    draft = drafted(cast, year)
    line = draft.lines.get(person__isnull=False)
    refused("not_yours", lambda: withdraw_line(line=line, by=cast.commune_head))
    assert withdraw_line(line=line, by=cast.ward_head).lines.count() == 1
    refused("gone", lambda: withdraw_line(line=line, by=cast.ward_head))
    said = Entry.objects.get(action="emulation.withdraw_line").values.said
    assert said["holder"] == "Nguyễn Thị Lan"
    assert verify().faults == ()


def test_refusals_to_send(cast: Cast, year: EmulationYear) -> None:
    empty = start_registration(in_round=round_of(year), unit=cast.ward, by=cast.ward_officer)
    refused("empty", lambda: send_registration(registration=empty, by=cast.ward_officer))
    draft = drafted(cast, year)
    refused("not_yours", lambda: send_registration(registration=draft, by=cast.commune_head))
    refused("not_yours", lambda: send_registration(registration=draft, by=cast.nobody))
    with office_day_is(date(2017, 12, 31)):
        refused("not_open", lambda: send_registration(registration=draft, by=cast.ward_head))
    with office_day_is(date(2018, 1, 1)):
        assert send_registration(registration=draft, by=cast.ward_head).days_late == 0
    refused("wrong_state", lambda: send_registration(registration=draft, by=cast.ward_head))


@pytest.mark.parametrize(
    ("day", "days_late"), [(date(2018, 1, 31), 0), (date(2018, 2, 1), 1), (date(2018, 3, 1), 29)]
)
def test_late_list_is_taken_and_marked(
    cast: Cast, year: EmulationYear, day: date, days_late: int
) -> None:
    assert sent(cast, year, day).days_late == days_late


def test_sent_list_no_longer_changes(cast: Cast, year: EmulationYear) -> None:
    registration = sent(cast, year)
    line = registration.lines.get(person__isnull=False)
    refused("wrong_state", lambda: withdraw_line(line=line, by=cast.ward_officer))
    refused(
        "wrong_state",
        lambda: register_line(
            registration=registration,
            what="lao_dong_tien_tien",
            person=person_of(cast.ward_head),
            by=cast.ward_officer,
        ),
    )


def test_return_says_why_and_keeps_the_first_mark(cast: Cast, year: EmulationYear) -> None:
    registration = sent(cast, year, date(2018, 1, 31))

    def give_back(reason: str, by: User) -> Callable[[], object]:
        return lambda: return_registration(registration=registration, reason=reason, by=by)

    refused("no_reason", give_back(" \n", cast.officer), field="reason")
    refused("too_long", give_back("x" * 501, cast.officer), field="return_reason")
    refused("not_yours", give_back("Thiếu", cast.ward_head))
    refused("not_yours", give_back("Thiếu", cast.commune_head))
    give_back("Thiếu sáng kiến", cast.officer)()
    assert registration.state == RegistrationState.RETURNED
    assert registration.return_reason == "Thiếu sáng kiến"
    refused("wrong_state", give_back("Lại thiếu", cast.officer))
    with office_day_is(date(2018, 2, 20)):
        send_registration(registration=registration, by=cast.ward_officer)
    assert (registration.days_late, registration.sent_on) == (0, date(2018, 1, 31))
    assert registration.return_reason == ""
    assert verify().faults == ()


def test_refusals_to_accept(cast: Cast, year: EmulationYear) -> None:
    draft = drafted(cast, year)
    refused("wrong_state", lambda: accept_registration(registration=draft, by=cast.officer))
    send_registration(registration=draft, by=cast.ward_head)
    refused("not_yours", lambda: accept_registration(registration=draft, by=cast.ward_head))
    refused("not_yours", lambda: accept_registration(registration=draft, by=cast.sector))
    accept_registration(registration=draft, by=cast.office_head)
    refused("wrong_state", lambda: accept_registration(registration=draft, by=cast.officer))


def test_many_lines_are_one_act_and_all_wrong_ones_are_told(
    cast: Cast, year: EmulationYear
) -> None:
    registration = drafted(cast, year)
    person = person_of(cast.ward_officer)
    stranger = person_of(cast.commune_officer)
    before = Entry.objects.count()
    count = registration.lines.count()
    wrong = [
        LineEntry("lao_dong_tien_tien", person=stranger),
        LineEntry("danh_hieu_la", person=person),
        LineEntry("chien_si_thi_dua_co_so", person=person),
    ]
    with pytest.raises(Refusal) as told:
        register_lines(registration=registration, entries=wrong, by=cast.ward_officer)
    assert [reason.code for reason in told.value.reasons] == ["other_unit", "unknown_title"]
    assert registration.lines.count() == count
    made = register_lines(
        registration=registration,
        entries=[LineEntry("chien_si_thi_dua_co_so", person=person)],
        by=cast.ward_officer,
    )
    assert len(made) == 1
    assert Entry.objects.count() == before + 1
