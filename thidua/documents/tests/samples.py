"""One paper of each kind, with invented people, for tests."""

from datetime import date, time

from thidua.documents.paper import (
    DEMO_NOTICE,
    Column,
    Letterhead,
    Marks,
    Paper,
    Reference,
    Signer,
    Table,
)
from thidua.documents.papers import (
    AchievementList,
    Attendee,
    Award,
    Awardee,
    Candidate,
    Decision,
    Deliberation,
    DeliberationVote,
    Meeting,
    Missing,
    Quorum,
    Request,
    ReturnLetter,
    Section,
    StaffMember,
    SubmissionLetter,
    Vote,
    YearReport,
    achievement_list,
    decision,
    minutes_of_deliberation,
    minutes_of_meeting,
    return_letter,
    submission_letter,
    year_report,
)

TOWN = Letterhead("", "Ủy ban nhân dân thị xã Chí Linh", "Chí Linh")
COUNCIL = Letterhead("UBND thị xã Chí Linh", "Hội đồng\nThi đua - Khen thưởng", "Chí Linh")
SCHOOL = Letterhead("Phòng GD&ĐT Chí Linh", "Trường Tiểu học Mẫu", "Chí Linh")
MARKS = Marks(DEMO_NOTICE, "3f9a0c41d2be77")
SIGNER = Signer("Phó Chủ tịch", "Trần Văn Mẫu", ("TM. Ủy ban nhân dân", "KT. Chủ tịch"))
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
    "Căn cứ Luật Thi đua, Khen thưởng ngày 26 tháng 11 năm 2003 và các Luật sửa đổi, bổ sung"
    " một số điều của Luật Thi đua, Khen thưởng;",
    "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ",
)


def sample_decision(rows: int = 300, day: date = date(2018, 12, 25), **changes: object) -> Paper:
    """A decision on so many persons and two collectives."""
    people = tuple(
        Awardee(
            f"Nguyễn Thị Ngọc Ánh {number}",
            "individual",
            "Bà",
            "Giáo viên",
            "Trường Tiểu học Mẫu, phường Sao Đỏ",
            420_000,
        )
        for number in range(1, rows + 1)
    )
    teams = (
        Awardee("Tổ Văn phòng", "collective", unit="Trường Tiểu học Mẫu", money=1_120_000),
        Awardee("Trường Mầm non Mẫu", "collective", unit="Phòng GD&ĐT", money=1_120_000),
    )
    facts: dict[str, object] = {
        "head": TOWN,
        "reference": Reference("QĐ-UBND", day, "2871"),
        "authority": "Chủ tịch Ủy ban nhân dân thị xã Chí Linh",
        "subject": "Về việc tặng danh hiệu “Lao động tiên tiến” năm 2018",
        "awards": (
            Award("Lao động tiên tiến", True, "đã hoàn thành tốt nhiệm vụ năm 2018", people),
            Award("Tập thể lao động tiên tiến", True, "đã hoàn thành nhiệm vụ năm 2018", teams),
        ),
        "bases": BASES,
        "proposed_by": "Hội đồng Thi đua - Khen thưởng thị xã",
        "proposal": "Tờ trình số 15/TTr-HĐTĐKT ngày 20 tháng 12 năm 2018",
        "executors": "Chánh Văn phòng HĐND và UBND thị xã, Trưởng phòng Nội vụ",
        "signer": SIGNER,
        "recipients": ("Như Điều 3", "Thường trực Thị ủy (để báo cáo)", "Lưu: VT, TĐKT"),
        "money_basis": "Điều 69 Nghị định số 91/2017/NĐ-CP",
        "fund": "Quỹ thi đua, khen thưởng năm 2018 của thị xã",
        "marks": MARKS,
        **changes,
    }
    return decision(Decision(**facts))  # type: ignore[arg-type]


def sample_meeting() -> Paper:
    chair = Attendee("Lê Văn Mẫu", "Chủ tịch Hội đồng", "Chủ tịch UBND thị xã")
    secretary = Attendee("Phạm Thị Mẫu", "Ủy viên thư ký", "Chuyên viên Phòng Nội vụ")
    roll = (
        chair,
        Attendee("Đỗ Văn Mẫu", "Phó Chủ tịch Hội đồng", "Trưởng phòng Nội vụ"),
        Attendee("Bùi Thị Mẫu", "Ủy viên", "Chủ tịch LĐLĐ thị xã", "written"),
        Attendee("Ngô Văn Mẫu", "Ủy viên", "Bí thư Thị đoàn", "absent", "đi công tác"),
        secretary,
    )
    rule = "khoản 8 Điều 45 Nghị định số 91/2017/NĐ-CP"
    return minutes_of_meeting(
        Meeting(
            head=COUNCIL,
            reference=Reference("BB-HĐTĐKT", date(2018, 12, 18), "02"),
            council="Hội đồng Thi đua - Khen thưởng thị xã Chí Linh",
            subject="Họp xét danh hiệu thi đua, hình thức khen thưởng năm 2018",
            held_on=date(2018, 12, 18),
            began_at=time(8),
            ended_at=time(11, 30),
            venue="phòng họp số 1, trụ sở UBND thị xã",
            chair=chair,
            secretary=secretary,
            roll=roll,
            quorum=Quorum(5, 4, "ít nhất 2/3 tổng số thành viên", "Điều 6 Quy chế", is_met=True),
            method="bỏ phiếu kín",
            votes=(
                Vote("Chiến sĩ thi đua cấp tỉnh", "Bà Vũ Thị Mẫu", "Phòng Nội vụ", 5, 0, 5, True,
                     "từ 90% trở lên", rule),
                Vote("Chiến sĩ thi đua cấp tỉnh", "Ông Đỗ Văn Mẫu", "Phòng Nội vụ", 3, 1, 5, False,
                     "từ 90% trở lên", rule, recused=("Đỗ Văn Mẫu",)),
                Vote("Tập thể lao động xuất sắc", "Xã Mẫu", "", 5, 0, 5, True,
                     "từ 70% trở lên", "Điều 7 Quy chế"),
            ),
            agenda=("Phòng Nội vụ báo cáo kết quả thẩm định hồ sơ.",),
            opinions=("Các thành viên nhất trí với báo cáo thẩm định.",),
            conclusions=("Giao Phòng Nội vụ hoàn thiện hồ sơ trình Chủ tịch UBND thị xã.",),
            recipients=("Thành viên Hội đồng", "Lưu: VT, HĐTĐKT"),
            marks=MARKS,
        )
    )  # fmt: skip


def sample_deliberation() -> Paper:
    return minutes_of_deliberation(
        Deliberation(
            head=SCHOOL,
            reference=Reference("BB-THM", date(2018, 6, 1), "05"),
            unit="Trường Tiểu học Mẫu",
            year="học 2017-2018",
            held_on=date(2018, 5, 31),
            began_at=time(14),
            ended_at=time(16, 45),
            venue="văn phòng nhà trường",
            chair="Đặng Thị Mẫu",
            secretary="Hoàng Văn Mẫu",
            staff=(
                StaffMember("Bà Đặng Thị Mẫu", "Hiệu trưởng", "Hoàn thành xuất sắc nhiệm vụ"),
                StaffMember("Ông Hoàng Văn Mẫu", "Giáo viên", "Hoàn thành tốt nhiệm vụ"),
                StaffMember("Bà Lý Thị Mẫu", "Giáo viên", "", "nghỉ thai sản", is_present=False),
            ),
            votes=(
                DeliberationVote("Bà Đặng Thị Mẫu", "Chiến sĩ thi đua cơ sở", 2, 2, True),
                DeliberationVote("Ông Hoàng Văn Mẫu", "Lao động tiên tiến", 1, 2, False),
            ),
            method="bỏ phiếu kín",
            threshold="từ 70% số người dự họp trở lên (Điều 3 Thông tư 35/2015/TT-BGDĐT)",
            quota="15% số lao động tiên tiến (khoản 2 Điều 9 Nghị định số 91/2017/NĐ-CP)",
            marks=MARKS,
        )
    )


def sample_submission() -> Paper:
    return submission_letter(
        SubmissionLetter(
            head=COUNCIL,
            reference=Reference("TTr-HĐTĐKT", date(2018, 12, 20), "15"),
            subject="Về việc đề nghị tặng danh hiệu thi đua năm 2018",
            to="Chủ tịch Ủy ban nhân dân thị xã Chí Linh",
            bases=BASES,
            asked=(
                Request("Tổ Văn phòng", "collective", "Tập thể lao động tiên tiến", True),
                Request("Bà Vũ Thị Mẫu", "individual", "Giấy khen", False, "Chuyên viên",
                        "Phòng Nội vụ", "Tham mưu kịp thời, có 01 sáng kiến được công nhận"),
            ),
            appraisal="Hồ sơ đúng đối tượng, đủ điều kiện, tiêu chuẩn, thủ tục theo quy định.",
            votes="100% thành viên Hội đồng đồng ý.",
            attached=("Biên bản họp Hội đồng", "Báo cáo thành tích"),
            signer=Signer("Chủ tịch", "Lê Văn Mẫu", ("TM. Hội đồng",)),
            marks=MARKS,
        )
    )  # fmt: skip


def sample_return() -> Paper:
    return return_letter(
        ReturnLetter(
            head=Letterhead("UBND thị xã Chí Linh", "Phòng Nội vụ", "Chí Linh"),
            reference=Reference("NV-TĐKT", date(2018, 12, 5), "88"),
            to="Trường Tiểu học Mẫu",
            dossier="đề nghị tặng danh hiệu thi đua năm 2018",
            received_on=date(2018, 12, 3),
            missing=(
                Missing("Bà Vũ Thị Mẫu", "Chưa có quyết định công nhận sáng kiến",
                        "Bản sao quyết định", "Điều 49 Nghị định số 91/2017/NĐ-CP"),
                Missing("Hồ sơ chung", "Biên bản bình xét chưa ghi kết quả bỏ phiếu",
                        "Biên bản có số phiếu", "Điều 84 Luật Thi đua, Khen thưởng"),
            ),
            until=date(2018, 12, 12),
            signer=Signer("Trưởng phòng", "Đỗ Văn Mẫu"),
            contact="bộ phận thi đua, khen thưởng",
            marks=MARKS,
        )
    )  # fmt: skip


def sample_report() -> Paper:
    counts = Table(
        (Column("Danh hiệu", 5), Column("Đề nghị", 2, "right"), Column("Tặng", 2, "right")),
        (("Lao động tiên tiến", "1.650", "1.621"), ("Chiến sĩ thi đua cơ sở", "240", "236")),
        total=("Cộng", "1.890", "1.857"),
    )
    return year_report(
        YearReport(
            head=COUNCIL,
            reference=Reference("BC-HĐTĐKT", date(2021, 1, 5)),
            subject="Tổng kết công tác thi đua, khen thưởng năm 2020",
            opening="Thực hiện Kế hoạch số 01/KH-TĐKT, Hội đồng báo cáo như sau:",
            sections=(
                Section("Kết quả thực hiện", ("Các phong trào được phát động đúng kế hoạch.",),
                        (("Bảng 1. Danh hiệu thi đua", counts),)),
                Section("Phương hướng", ("Tiếp tục đổi mới công tác thi đua, khen thưởng.",)),
            ),
            to=("Sở Nội vụ tỉnh Hải Dương", "Thường trực Thị ủy"),
            signer=Signer("Chủ tịch", "Lê Văn Mẫu", ("TM. Hội đồng",)),
            marks=MARKS,
        )
    )  # fmt: skip


def sample_achievements() -> Paper:
    return achievement_list(
        AchievementList(
            head=COUNCIL,
            reference=Reference("", date(2020, 12, 10), day_open=True),
            subject="Đề nghị khen thưởng năm 2020",
            candidates=(
                Candidate("Khối phòng chuyên môn", "Bà Vũ Thị Mẫu", "Chuyên viên", "Phòng Nội vụ",
                          "Chiến sĩ thi đua cấp tỉnh", "CSTĐ cơ sở: 2018 (QĐ 2871), 2019 (QĐ 3002)",
                          "01 sáng kiến cấp tỉnh", "12/12", "Đủ điều kiện"),
                Candidate("Khối xã, phường", "Phường Mẫu", "", "", "Cờ thi đua của UBND tỉnh",
                          "", "", "20/20", "Đủ điều kiện"),
            ),
            signer=Signer("Trưởng phòng Nội vụ", "Đỗ Văn Mẫu", ("Người lập biểu",)),
            marks=MARKS,
        )
    )  # fmt: skip


SAMPLES = {
    "decision": sample_decision,
    "meeting": sample_meeting,
    "deliberation": sample_deliberation,
    "submission": sample_submission,
    "return": sample_return,
    "report": sample_report,
    "achievements": sample_achievements,
}
