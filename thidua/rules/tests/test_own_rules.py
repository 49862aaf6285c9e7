"""An office's own rules read beside the law: what they may say, and how mistakes are told."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from thidua.cli import main
from thidua.common.errors import Refusal
from thidua.rules import Jurisdiction, default_law, load_law, quota_of
from thidua.rules.loading import default_folder

DAY = date(2018, 12, 1)
FIGHTER = "chien_si_thi_dua_co_so"
OWN = """authority: chi_linh
instruments:
  - id: qd_rieng
    kind: quyet_dinh
    number: 1/2018/QĐ-UBND (giả định)
    title: Quy định riêng
    issuer: UBND thị xã
    adopted_on: null
    in_force_from: 2018-01-01
    in_force_until: null
    source: read
    checked_by: null
    articles: {"2": []}
quotas:
  - what: chien_si_thi_dua_co_so
    base: lao_dong_tien_tien
    at_most: 10%
    rounding: floor
    from: 2018-01-01
    until: null
    citation: {instrument: qd_rieng, article: "2"}
    source: read
    checked_by: null
"""


def told(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as refusal:
        load_law(default_folder(), [("rieng.yaml", text)])
    return [(reason.code, reason.where) for reason in refusal.value.reasons]


def test_own_rules_count_for_their_authority_alone_and_change_the_digest() -> None:
    law = load_law(default_folder(), [("rieng.yaml", OWN)])
    own, nation = Jurisdiction("district", "chi_linh"), Jurisdiction("district")
    found, common = quota_of(law, FIGHTER, DAY, own), quota_of(law, FIGHTER, DAY, nation)
    assert found is not None
    assert common is not None
    assert [found.share, common.share] == [Fraction(10, 100), Fraction(15, 100)]
    before = quota_of(law, FIGHTER, date(2017, 12, 1), own)
    assert before is not None
    assert before.share == Fraction(15, 100)
    assert law.digest != default_law().digest
    assert load_law(default_folder()).digest == default_law().digest


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (OWN.replace("authority: chi_linh\n", ""), "no_authority", ""),
        (OWN.replace("chi_linh", "khong_co"), "unknown_id", ":1"),
        (OWN.replace("at_most: 10%", "at_most: nhiều"), "", ":17"),
        (OWN.replace('article: "2"}', 'article: "9"}'), "no_place", ":21"),
        (OWN + "levels: []\n", "not_own", ":24"),
        (OWN + "titles: []\n", "not_own", ":24"),
        (OWN + "  x: [\n", "not_yaml", ""),
        ("", "no_authority", ""),
        (OWN.replace("id: qd_rieng", "id: nd_91_2017", 1), "repeated_id", ":3"),
    ],
)
def test_a_mistake_is_told_by_its_line(text: str, code: str, line: str) -> None:
    found = told(text)
    assert any(
        code in {"", reason} and where == f"rieng.yaml{line}"
        if line
        else code == reason and where.startswith("rieng.yaml")
        for reason, where in found
    ), found


def test_two_own_rules_for_the_same_days_are_told() -> None:
    again = OWN.replace("id: qd_rieng", "id: qd_khac").replace(
        "instrument: qd_rieng", "instrument: qd_khac"
    )
    with pytest.raises(Refusal) as refusal:
        load_law(default_folder(), [("mot.yaml", OWN), ("hai.yaml", again)])
    (reason,) = refusal.value.reasons
    assert (reason.code, reason.where) == ("overlap", "hai.yaml:19")
    assert "mot.yaml" in reason.message


def test_the_commands_read_own_rules_beside_the_law(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rieng.yaml"
    path.write_text(OWN, encoding="utf-8")
    assert main(["law", "check", "--own", str(path)]) == 0
    shown = ["law", "show", FIGHTER, "--on", "2018-12-01", "--authority", "chi_linh"]
    assert main([*shown, "--own", str(path)]) == 0
    assert "10 %" in capsys.readouterr().out
    path.write_text(OWN.replace("10%", "x"), encoding="utf-8")
    assert main(["law", "check", "--own", str(path)]) == 1
    assert ":17" in capsys.readouterr().err
