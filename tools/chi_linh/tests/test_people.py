"""The people are 3,000, invented, and each unit has its head."""

from collections import Counter, defaultdict

import pytest

from thidua.common.text import fold
from tools.chi_linh.dice import Dice, apportion
from tools.chi_linh.names import REAL_PEOPLE, is_real
from tools.chi_linh.tests.folder import council, entries, people, rows, text, units

GROUPS = {
    "phong": 97, "uy_ban": 3, "dang_doan_the": 65, "su_nghiep": 110, "nganh_doc": 12,
    "doanh_nghiep": 210, "to_doi": 97, "ho_gia_dinh": 18,
}  # fmt: skip


def test_3000_people_with_unique_ids_in_known_units() -> None:
    assert len(people()) == len(rows("people.csv")) == 3000
    assert {row["unit"] for row in people().values()} <= set(units())
    counted = Counter(str(units()[row["unit"]]["kind"]) for row in people().values())
    assert {kind: counted[kind] for kind in GROUPS} == GROUPS
    assert counted["xa"] + counted["phuong"] == 424
    assert counted["mam_non"] + counted["tieu_hoc"] + counted["thcs"] == 1964


@pytest.mark.parametrize("name", REAL_PEOPLE)
def test_no_real_person_of_the_plan_occurs(name: str) -> None:
    assert is_real(name)
    assert fold(name) not in {fold(row["name"]) for row in people().values()}
    assert name in text("plan.txt")
    others = ("units.yaml", "cast.yaml", "initiatives.csv", "pending.csv", "discipline.csv")
    assert not any(name in text(other) for other in others)


def test_every_unit_begins_with_its_head_and_has_one_or_two_deputies() -> None:
    staff = defaultdict(list)
    for row in people().values():
        staff[row["unit"]].append(row)
    heads = ("Chủ tịch", "Trưởng", "Chánh", "Giám đốc", "Hiệu trưởng", "Bí thư", "Chủ nhiệm")
    for key, unit in units().items():
        if unit["bloc"] is not None:
            assert staff[key][0]["position"].startswith((*heads, "Đội trưởng"))
            deputies = [row for row in staff[key][1:] if row["is_leader"] == "1"]
            deputies = [row for row in deputies if not row["position"].startswith("Bí thư Đảng ủy")]
            assert 1 <= len(deputies) <= 2, key
            assert all("hó" in row["position"] for row in deputies), key


def test_leaders_bear_names_that_nobody_else_bears() -> None:
    names = [row["name"] for row in people().values() if row["is_leader"] == "1"]
    assert len(names) == len(set(names))


def test_namesakes_and_spelling_pairs_occur_in_one_unit() -> None:
    same = Counter((row["unit"], row["name"]) for row in people().values())
    assert sum(count > 1 for count in same.values()) == 4
    alike = defaultdict(set)
    for row in people().values():
        alike[row["unit"], fold(row["name"])].add(row["name"])
    pairs = [names for names in alike.values() if len(names) > 1]
    assert any({"Hòa", "Hoà"} == {name.split()[-1] for name in names} for names in pairs)
    assert any({"Thúy", "Thuý"} == {name.split()[-1] for name in names} for names in pairs)


def test_some_began_in_2018_and_some_left() -> None:
    began = [row for row in people().values() if row["employed_from"] > "2018"]
    left = [row for row in people().values() if row["employed_until"]]
    assert len(began) > 10
    assert len(left) > 10
    assert all(row["employed_from"] < row["employed_until"] for row in left)


def test_cast_holds_every_role_and_is_made_of_invented_people() -> None:
    accounts = entries("cast.yaml", "accounts")
    assert len({account["username"] for account in accounts}) == len(accounts)
    roles: list[dict[str, str]] = []
    for account in accounts:
        assert people()[str(account["person"])]["name"] == account["name"]
        held = account["roles"]
        assert isinstance(held, list)
        roles += held
    assert {role["role"] for role in roles} == {
        "unit_officer", "unit_head", "bloc_head", "bloc_deputy", "sector_receiver",
        "office_officer", "office_head", "council_member", "council_secretary", "chair", "clerk",
        "accountant", "inspector", "administrator",
    }  # fmt: skip
    assert all(len(role) == 2 for role in roles)
    assert all(role["unit"] in units() for role in roles if "unit" in role)
    assert sum(role["role"] == "council_member" for role in roles) == 15
    assert sum(not account["roles"] for account in accounts) == 1


def test_council_has_fifteen_members_and_its_secretary_outside() -> None:
    members, secretary = council()
    assert len(set(members)) == len(members) == 15
    assert {*members, secretary} <= set(people())
    assert secretary not in members


def test_dice_repeat_and_keep_their_bounds() -> None:
    thrown = [
        Dice("test").between(1, 6),
        *(Dice("test", str(at)).between(1, 6) for at in range(99)),
    ]
    assert thrown[0] == Dice("test").between(1, 6)
    assert set(thrown) == {1, 2, 3, 4, 5, 6}
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert sum(apportion(1964, [27.5, 31.1, 32.9])) == 1964
