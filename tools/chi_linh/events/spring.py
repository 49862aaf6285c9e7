"""March: the final review of 2017 and the agreements of 2018; July: the interim review."""

from tools.chi_linh.dice import Dice
from tools.chi_linh.events.making import (
    CALENDAR_BLOCS,
    NEXT_SCHOOL_YEAR,
    OFFICER,
    SCHOOL_YEAR,
    SCHOOLS,
    YEAR,
    Event,
    Office,
    event,
)
from tools.chi_linh.events.paper_unit import PAPER_UNIT, signature

_TEXT = (
    "Các đơn vị trong khối giao ước thi đua: hoàn thành vượt mức các chỉ tiêu được giao; đổi mới, "
    "cải cách hành chính; xây dựng đơn vị đoàn kết, trong sạch, vững mạnh."
)


def spring(office: Office) -> list[Event]:
    """The blocs' meetings and their agreements."""
    made: list[Event] = []
    for bloc in CALENDAR_BLOCS:
        made += [
            event("15/03", "hold_review", OFFICER, bloc=bloc, period="2017", kind="tong_ket",
                  summary="Tổng kết công tác thi đua, khen thưởng năm 2017."),
            event("15/03", "open_agreement", OFFICER, bloc=bloc, period=YEAR, text=_TEXT),
            *_signatures(office, bloc, YEAR, "/03"),
            event("20/07", "hold_review", OFFICER, bloc=bloc, period=YEAR, kind="so_ket",
                  summary="Sơ kết công tác thi đua 6 tháng đầu năm 2018."),
        ]  # fmt: skip
    made += [
        event("30/05", "mark_milestone", OFFICER, kind="cross_check", period=SCHOOL_YEAR,
              bloc=SCHOOLS, note="Ba cụm kiểm tra chéo xong, biên bản lưu tại Phòng GD&ĐT."),
        event("15/06", "hold_review", OFFICER, bloc=SCHOOLS, period=SCHOOL_YEAR, kind="tong_ket",
              summary="Tổng kết công tác thi đua, khen thưởng năm học 2017-2018."),
        event("15/06", "open_agreement", OFFICER, bloc=SCHOOLS, period=NEXT_SCHOOL_YEAR,
              text=_TEXT),
        *_signatures(office, SCHOOLS, NEXT_SCHOOL_YEAR, "/06"),
    ]  # fmt: skip
    return [*made, *_upward()]


def _upward() -> list[Event]:
    """What the standing office itself does by the plan, and what it reports upward."""
    report = "Báo cáo sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm"
    return [
        event("12/01", "add_report", OFFICER, text=report, due_on="2018-07-31",
              addressed_to="Hội đồng TĐKT tỉnh"),
        event("27/07", "send_report", OFFICER, text=report, note="Gửi bản giấy qua văn thư."),
        event("29/06", "mark_milestone", OFFICER, kind="dossiers", period=SCHOOL_YEAR,
              note="Đã thẩm định, trình Chủ tịch UBND thị xã."),
        event("24/09", "mark_milestone", OFFICER, kind="higher", period=SCHOOL_YEAR),
        event("31/12", "mark_milestone", OFFICER, kind="dossiers", period=YEAR),
    ]  # fmt: skip


def _signatures(office: Office, bloc: str, period: str, month: str) -> list[Event]:
    made = []
    for unit in office.world.members(bloc):
        if unit.id == PAPER_UNIT:
            made.append(signature(office, bloc))
            continue
        day = f"{Dice('signs', unit.id).between(15, 24)}{month}"
        by = office.signer(unit)
        made.append(event(day, "sign_agreement", by, bloc=bloc, period=period, unit=unit.id))
    return made
