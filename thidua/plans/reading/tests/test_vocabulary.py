"""Names of bodies: the shipped table, and what an office adds to it."""

from pathlib import Path

import pytest

from thidua.common.errors import Refusal
from thidua.plans.reading import read_text
from thidua.plans.reading.naming import full_name, sentence_case, starts_body
from thidua.plans.reading.vocabulary import bare_letters, office_file, vocabulary

PLAN = "BQL CÁC KCN MIỀN XUÔI\nSố: 1/KH-BQL\nKẾ HOẠCH\nThi đua năm 2024\nI. NỘI DUNG\n1. Thi đua.\n"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "names.yaml"
    monkeypatch.setenv("THIDUA_NAMES", str(path))
    return path


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("UBND xã Lê Lợi", "Ủy ban nhân dân xã Lê Lợi"),
        ("LĐLĐ tỉnh, UBMTTQ", "Liên đoàn Lao động tỉnh, Ủy ban Mặt trận Tổ quốc"),
        ("UBND P. Sao Đỏ", "Ủy ban nhân dân phường Sao Đỏ"),
        ("X. Lê Lợi", "Xã Lê Lợi"),
        ("Phòng GD & ĐT TX. Chí Linh", "Phòng Giáo dục và Đào tạo thị xã Chí Linh"),
        ("Trường Tiểu học An Bình", "Trường Tiểu học An Bình"),
        ("Ban ND", "Ban Nông dân"),
    ],
)
def test_abbreviations_are_written_out(printed: str, full: str) -> None:
    assert full_name(printed) == full


@pytest.mark.parametrize(
    ("printed", "cased"),
    [
        ("BCH ĐOÀN TỈNH HẠ THANH", "BCH Đoàn tỉnh Hạ Thanh"),
        ("BAN THƯỜNG VỤ HỘI LHPN HUYỆN BÃI SẬY", "Ban Thường vụ Hội LHPN huyện Bãi Sậy"),
        ("PHÒNG GD & ĐT PHONG ĐIỀN", "Phòng GD & ĐT Phong Điền"),
        ("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", "Hội đồng Thi đua - Khen thưởng"),
    ],
)
def test_heads_in_capitals_become_names(printed: str, cased: str) -> None:
    assert sentence_case(printed, of_body=True) == cased


@pytest.mark.parametrize(
    ("printed", "cased"),
    [
        (
            "KINH TẾ - XÃ HỘI (2021 - 2025) THEO NGHỊ QUYẾT ĐẠI HỘI LẦN THỨ XIII CỦA ĐẢNG",
            "Kinh tế - xã hội (2021 - 2025) theo nghị quyết đại hội lần thứ XIII của Đảng",
        ),
        ("THI ĐUA NGÀNH GD&ĐT NĂM 2024", "Thi đua ngành GD&ĐT năm 2024"),
    ],
)
def test_subjects_in_capitals_become_sentences(printed: str, cased: str) -> None:
    assert sentence_case(printed) == cased


def test_an_office_adds_its_own_names(office: Path) -> None:
    assert not starts_body("BAN QUẢN TRỊ KHU A".replace("BAN ", "TỔ "))
    before = read_text(PLAN).issuer
    assert before is not None
    assert before.full_body == "Ban Quản lý các KCN Miền Xuôi"
    office.write_text(
        "abbreviations:\n  KCN: Khu công nghiệp\n  BQL: Ban Quản lý\n"
        "function_follows: [tổ quản trị]\nproper: [Sao Đỏ]\n",
        encoding="utf-8",
    )
    after = read_text(PLAN).issuer
    assert after is not None
    assert after.full_body == "Ban Quản lý các Khu công nghiệp Miền Xuôi"
    assert starts_body("TỔ QUẢN TRỊ KHU A")
    assert sentence_case("THI ĐUA Ở SAO ĐỎ NĂM 2024") == "Thi đua ở Sao Đỏ năm 2024"


def test_an_office_counts_before_what_is_shipped(office: Path) -> None:
    office.write_text("abbreviations: {CĐ: Cao đẳng}\n", encoding="utf-8")
    assert full_name("Trường CĐ Sư phạm") == "Trường Cao đẳng Sư phạm"


@pytest.mark.parametrize(
    "content",
    ["abbreviations: [a]", "other: {}", "a: [", "proper: {a: b}", "proper: [1]", "- a", "\xff"],
)
def test_a_wrong_file_is_refused_with_its_cure(office: Path, content: str) -> None:
    office.write_bytes(content.encode("latin-1"))
    with pytest.raises(Refusal) as told:
        vocabulary()
    assert told.value.reasons[0].code == "wrong_names"
    assert told.value.reasons[0].cure


def test_where_an_office_keeps_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THIDUA_NAMES", raising=False)
    monkeypatch.setenv("THIDUA_DATA", "/somewhere")
    assert office_file() == Path("/somewhere/names.yaml")
    assert bare_letters("U.B.N.D") == bare_letters("ubnd") == "UBND"
