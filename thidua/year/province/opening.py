"""The current year: its plan and blocs through the pages' own actions, registrations in bulk."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from thidua.councils.actions import found_council, seat_member
from thidua.councils.models import Council, CouncilMember
from thidua.councils.states import Capacity
from thidua.emulation.actions import open_year
from thidua.emulation.models import (
    Agreement,
    AgreementSignature,
    Bloc,
    BlocMember,
    EmulationYear,
    Registration,
    RegistrationLine,
    Round,
)
from thidua.emulation.states import AgreementState, RegistrationState
from thidua.organisations.models import Person, Unit
from thidua.organisations.states import SCHOOLS, UnitKind
from thidua.plans.actions import answer_doubt, confirm_plan, take_in_plan
from thidua.plans.states import DoubtAnswer
from thidua.year.province.nominations import Nomination, Periods, period_of
from thidua.year.province.people import Cast, Staff
from thidua.year.province.sizes import THIS_YEAR
from thidua.year.province.units import PROVINCE, Units
from thidua.year.province.writing import Writer

COUNCIL = f"Hội đồng Thi đua - Khen thưởng tỉnh {PROVINCE}"
_IN_A_BLOC = 25
_SEATS = (
    Capacity.CHAIR,
    Capacity.STANDING_VICE,
    Capacity.VICE,
    *[Capacity.MEMBER] * 6,
    Capacity.SECRETARY,
)
_KINDS = (
    (
        "các sở, ban, ngành, đoàn thể",
        (UnitKind.OFFICE, UnitKind.PARTY_AND_UNIONS, UnitKind.SERVICE),
    ),
    ("các xã, phường", (UnitKind.COMMUNE, UnitKind.WARD)),
    ("các trường học", tuple(sorted(SCHOOLS))),
)
_PLAN = """UBND TỈNH {province_upper}
HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG
Số: 12/KH-HĐTĐKT

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

{province}, ngày 10 tháng 01 năm {year}

KẾ HOẠCH
Triển khai thực hiện công tác thi đua, khen thưởng năm {year}

I. MỤC ĐÍCH, YÊU CẦU
Dữ liệu minh họa, không có giá trị: tỉnh, đơn vị và con người trong kế hoạch này là giả định.

II. TỔ CHỨC THỰC HIỆN
1. Chỉ định Trưởng khối, Phó trưởng khối thi đua năm {year}:
{blocs}
2. Thời gian thực hiện:
2.1. Từ tháng 01 đến tháng 3 năm {year}:
- Các khối thi đua tiến hành đăng ký các danh hiệu thi đua đối với tập thể và cá nhân năm {year} \
gửi về Hội đồng Thi đua - Khen thưởng tỉnh qua Sở Nội vụ trước ngày 28/02/{year};
- Các khối thi đua tổ chức hội nghị ký giao ước thi đua (tháng 3/{year});
2.2. Từ tháng 7 đến tháng 9/{year}:
- Các khối thi đua tiến hành sơ kết công tác thi đua 6 tháng đầu năm (tháng 7/{year});
2.3. Từ tháng 10 đến tháng 12/{year}:
- Các khối thi đua bình xét, chấm điểm thi đua giữa các đơn vị trong khối và tiến hành bình xét, \
suy tôn (tháng 11/{year});
- Tiếp nhận hồ sơ đề nghị khen thưởng cuối năm; thẩm định và trình cấp có thẩm quyền khen thưởng \
(tháng 12/{year}).

Nơi nhận:
- Các sở, ban, ngành tỉnh;
- UBND xã, phường;
- Lưu: VT.

TM. HỘI ĐỒNG
CHỦ TỊCH
(đã ký)
Nguyễn Văn Minh Họa
"""
_BLOC = (
    "- {name}: Trưởng khối; Phó trưởng khối thi đua do Thủ trưởng cơ quan quyết định; Báo cáo bằng "
    "văn bản về Hội đồng Thi đua - Khen thưởng tỉnh (qua Sở Nội vụ) trước ngày 31/01/{year}."
)
_REGISTERED = {
    RegistrationState.DRAFT: 3,
    RegistrationState.SENT: 8,
    RegistrationState.RETURNED: 2,
    RegistrationState.ACCEPTED: 87,
}


def write_council(units: Units, staff: Staff, cast: Cast) -> tuple[Council, list[CouncilMember]]:
    """Found the council and seat the committee's and the departments' people."""
    people = [*staff.of[units.committee.pk][:3], staff.of[units.office.pk][0]]
    people += [staff.of[each.pk][0] for each in units.filing[1:]]
    secretary = staff.of[units.office.pk][1]
    council = found_council(
        by=cast.office_head, authority=units.committee, name=COUNCIL, level="province"
    )
    chosen = [*people[: len(_SEATS) - 1], secretary]
    seats = [
        seat_member(
            by=cast.office_head,
            council=council,
            person=person,
            capacity=capacity,
            started_on=date(2021, 1, 1),
        )
        for person, capacity in zip(chosen, _SEATS, strict=True)
    ]
    return council, seats


def blocs_of(units: Units) -> dict[str, list[Unit]]:
    """Blocs of units of a kind, some twenty-five to a bloc, by the name that the plan prints."""
    blocs: dict[str, list[Unit]] = {}
    for title, kinds in _KINDS:
        members = [each for each in units.filing if each.kind in kinds]
        for number, start in enumerate(range(0, len(members), _IN_A_BLOC), start=1):
            name = f"Khối thi đua {title} số {number}"
            blocs[name] = members[start : start + _IN_A_BLOC]
    return blocs


def open_the_year(units: Units, cast: Cast) -> EmulationYear:
    """Take the plan in, answer its doubts, confirm it and open the year, as the office does."""
    blocs = blocs_of(units)
    text = _PLAN.format(
        province=PROVINCE,
        province_upper=PROVINCE.upper(),
        year=THIS_YEAR,
        blocs="\n".join(_BLOC.format(name=name, year=THIS_YEAR) for name in blocs),
    )
    plan = take_in_plan(by=cast.office_officer, authority=units.committee, text=text)
    for doubt in plan.doubts.filter(answer=DoubtAnswer.OPEN).order_by("order"):
        answer_doubt(doubt=doubt, by=cast.office_officer, answer=DoubtAnswer.KEPT)
    plan.refresh_from_db()
    confirm_plan(plan=plan, by=cast.office_head)
    members = {name: [(unit, "") for unit in group] for name, group in blocs.items()}
    return open_year(plan=plan, by=cast.office_head, members=members)


def write_registrations(
    writer: Writer, year: EmulationYear, named: Sequence[Nomination], periods: Periods
) -> None:
    """A round for each bloc, a registration of each member with a line a nominee of the year."""
    chance = writer.chance("registrations")
    blocs = list(Bloc.objects.filter(emulation_year=year).order_by("order"))
    members = list(BlocMember.objects.filter(bloc__in=blocs).select_related("unit").order_by("pk"))
    first = {each.bloc_id: each.unit for each in reversed(members)}
    opened = {each.bloc_id for each in Round.objects.filter(bloc__in=blocs)}
    deadline = date(THIS_YEAR, 2, 28)
    writer.write(
        Round(
            bloc=bloc,
            period=period_of(first[bloc.pk], THIS_YEAR, periods),
            opens_on=date(THIS_YEAR, 1, 15),
            deadline=deadline,
            last_day=deadline,
        )
        for bloc in blocs
        if bloc.pk not in opened
    )
    rounds = {each.bloc_id: each for each in Round.objects.filter(bloc__in=blocs)}
    registrations = writer.write(
        _registration(rounds[each.bloc_id], each.unit, chance) for each in members
    )
    by_unit = {each.unit.pk: each for each in named}
    writer.write(
        RegistrationLine(
            registration=each,
            person=holder if isinstance(holder, Person) else None,
            unit=None if isinstance(holder, Person) else holder,
            what=what,
        )
        for each in registrations
        for holder, what in by_unit[each.unit_id].named
    )


def _registration(in_round: Round, unit: Unit, chance: random.Random) -> Registration:
    state = chance.choices(list(_REGISTERED), list(_REGISTERED.values()))[0]
    late = chance.randrange(1, 9) if chance.random() < 0.1 else 0  # noqa: PLR2004
    is_draft = state == RegistrationState.DRAFT
    early = timedelta(days=chance.randrange(0, 30))
    sent = in_round.last_day + timedelta(days=late) if late else in_round.last_day - early
    return Registration(
        round=in_round,
        unit=unit,
        state=state,
        sent_on=None if is_draft else sent,
        days_late=None if is_draft else late,
        return_reason="Đề nghị bổ sung tên sáng kiến."
        if state == RegistrationState.RETURNED
        else "",
    )


def write_agreements(writer: Writer, year: EmulationYear, staff: Staff, periods: Periods) -> None:
    """Each bloc's agreement: most signed by all members, some still open."""
    chance = writer.chance("agreements")
    members: dict[int, list[Unit]] = {}
    for each in BlocMember.objects.filter(bloc__emulation_year=year).select_related("unit"):
        members.setdefault(each.bloc_id, []).append(each.unit)
    opened = date(THIS_YEAR, 3, 10)
    agreements = writer.write(
        Agreement(
            bloc=bloc,
            period=period_of(members[bloc.pk][0], THIS_YEAR, periods),
            text="Các đơn vị trong khối cùng thi đua hoàn thành nhiệm vụ năm.",
            state=state,
            opened_on=opened,
            signed_on=opened + timedelta(days=10) if state == AgreementState.SIGNED else None,
        )
        for bloc in Bloc.objects.filter(emulation_year=year).order_by("order")
        for state in [chance.choices((AgreementState.SIGNED, AgreementState.OPEN), (85, 15))[0]]
    )
    writer.write(_signatures(agreements, members, staff))


def _signatures(
    agreements: Sequence[Agreement], members: dict[int, list[Unit]], staff: Staff
) -> Iterator[AgreementSignature]:
    for agreement in agreements:
        units = members[agreement.bloc_id]
        signed = units if agreement.state == AgreementState.SIGNED else units[: len(units) // 2]
        for unit in signed:
            yield AgreementSignature(
                agreement=agreement,
                unit=unit,
                signer=staff.head(unit),
                signed_on=agreement.opened_on + timedelta(days=3),
            )
