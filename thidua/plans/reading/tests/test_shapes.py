"""Shapes met in papers of other offices: one fault each, in invented words."""

from thidua.plans.reading import ReadPlan, read_text

HEAD = "UBND XÃ A\nSố: 1/KH-UBND\nA, ngày 02 tháng 01 năm 2021\nKẾ HOẠCH\nThi đua năm 2021\n"


def _times(plan: ReadPlan) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            each.act,
            str(each.first) if each.first else None,
            str(each.deadline) if each.deadline else None,
        )
        for each in plan.milestones
    ]


def test_what_is_asked_by_a_day_counts_in_any_section() -> None:
    plan = read_text(
        HEAD + "I. MỤC ĐÍCH, YÊU CẦU\n1. Yêu cầu\n"
        "- Sơ kết trước ngày 30/6/2023, tổng kết trước ngày 31/12/2025, gửi báo cáo về xã.\n"
    )
    assert _times(plan) == [
        ("Sơ kết trước ngày 30/6/2023", None, "2023-06-30"),
        ("tổng kết trước ngày 31/12/2025, gửi báo cáo về xã", None, "2025-12-31"),
    ]


def test_two_acts_with_a_day_each_are_two_milestones() -> None:
    plan = read_text(
        HEAD + "I. THỜI GIAN\n- Phát động: ngày 8/11/2021. Tổng kết: ngày 20/11/2021.\n"
    )
    assert _times(plan) == [
        ("Phát động: ngày 8/11/2021", "2021-11-08", None),
        ("Tổng kết: ngày 20/11/2021", "2021-11-20", None),
    ]


def test_the_word_before_two_days_is_of_both() -> None:
    plan = read_text(
        HEAD + "I. NỘI DUNG\n1. Các thôn báo cáo trước ngày 05 tháng 6 và 05 tháng 12.\n"
    )
    assert [each.deadline and str(each.deadline) for each in plan.milestones] == [
        "2021-06-05",
        "2021-12-05",
    ]


def test_documents_without_a_number_are_bases_too() -> None:
    plan = read_text(
        HEAD + "Căn cứ vào Chương trình công tác Đội năm học 2021-2022 của Hội đồng Đội huyện B;\n"
        "Căn cứ kế hoạch hoạt động của trường;\nNay xã phát động thi đua như sau:\nI. NỘI DUNG\n"
    )
    assert [(each.number_symbol, each.issuer) for each in plan.bases] == [
        (None, "Hội đồng Đội huyện B"),
        (None, "trường"),
    ]


def test_a_base_ends_where_the_issuer_of_the_plan_begins_and_is_named_once() -> None:
    plan = read_text(
        "UBND TỈNH A\nKẾ HOẠCH\nTHI ĐUA THEO CHỈ THỊ SỐ 19/CT-TTG NGÀY 16/7/2021 CỦA CHÍNH PHỦ\n"
        "Thực hiện Chỉ thị số 19/CT-TTg ngày 16/7/2021 của Chính phủ và Kế hoạch số 16/KH-HĐ ngày "
        "31/8/2021 của Hội đồng Trung ương, Ủy ban nhân dân tỉnh A ban hành Kế hoạch như sau:\n"
        "I. NỘI DUNG\n1. Thi đua.\n"
    )
    assert [(each.number_symbol, each.issuer) for each in plan.bases] == [
        ("19/CT-TTg", "Chính phủ"),
        ("16/KH-HĐ", "Hội đồng Trung ương"),
    ]


def test_headings_numbered_without_a_dot() -> None:
    plan = read_text(
        HEAD + "I MỤC ĐÍCH\n1 Mục đích\n- Đẩy mạnh thi đua.\nII THỜI GIAN\n1 Đăng ký: tháng 3.\n"
    )
    assert [each.number for each in plan.purposes] == ["I.1"]
    assert [each.section for each in plan.milestones] == ["II.1"]


def test_what_is_celebrated_is_no_movement_and_none_is_named_twice() -> None:
    plan = read_text(
        HEAD + "I. NỘI DUNG\n1. Phát động phong trào thi đua chào mừng kỉ niệm “Ngày Nhà giáo”.\n"
        "2. Phong trào thi đua “Dạy tốt, học tốt” từ ngày 01/9/2021 đến ngày 20/11/2021.\n"
    )
    [movement] = plan.movements
    assert movement.name == "Dạy tốt, học tốt"
    assert (str(movement.first), str(movement.last)) == ("2021-09-01", "2021-11-20")


def test_posts_that_no_list_knows_and_families_like_titles() -> None:
    for title, name in (("TỔNG PHỤ TRÁCH", "Trương Thị Na"), ("ĐẶC PHÁI VIÊN", "Tống Văn Bá")):
        plan = read_text(f"{HEAD}I. NỘI DUNG\n1. Thi đua lao động.\n{title}\n{name}\n")
        assert plan.signer is not None
        assert plan.signer.title is not None
        assert (plan.signer.title.lower(), plan.signer.name) == (title.lower(), name)
        assert plan.unread == ()


def test_a_paper_without_a_title_is_known_by_its_symbol_and_doubted() -> None:
    plan = read_text(
        "BAN CHẤP\nHÀNH HỘI NÔNG DÂN |\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM |\nSố: 4-HD/HND |\n"
        "A, ngày 25 tháng 8 năm 2021 |\nCăn cứ Điều lệ Hội, hướng dẫn thi đua như sau:\n"
        "1. Thời gian\n- Đăng ký trước ngày 30/9/2021.\n"
    )
    assert (plan.kind, plan.number, plan.symbol) == ("huong_dan", "4", "HD/HND")
    assert plan.subject is None
    assert plan.issuer is not None
    assert plan.issuer.body == "Ban Chấp hành Hội Nông dân"
    assert [each.text for each in plan.doubts] == ["HD/HND"]
    assert [str(each.deadline) for each in plan.milestones] == ["2021-09-30"]
    assert plan.unread == ()


def test_two_signatures_side_by_side_are_told() -> None:
    plan = read_text(
        HEAD + "I. NỘI DUNG\n1. Thi đua.\n"
        "TM. BAN CHẤP HÀNH                    GIÁM ĐỐC\nCHỦ TỊCH\n"
        "Lò Văn Tơ                            Vi Thị Sợi\n"
    )
    assert plan.signer is not None
    assert (plan.signer.title, plan.signer.name) == ("Chủ tịch", "Lò Văn Tơ")
    assert [each.text for each in plan.doubts] == ["GIÁM ĐỐC", "Vi Thị Sợi"]


def test_an_approval_beside_the_signer_is_not_the_signer() -> None:
    plan = read_text(
        HEAD + "I. NỘI DUNG\n1. Thi đua.\n"
        "DUYỆT CỦA PHÒNG                    HIỆU TRƯỞNG\n\n"
        "                                   Mẫn Thị Gạo\n"
    )
    assert plan.signer is not None
    assert (plan.signer.title, plan.signer.name) == ("Hiệu trưởng", "Mẫn Thị Gạo")
    assert [each.text for each in plan.doubts] == ["DUYỆT CỦA PHÒNG"]
