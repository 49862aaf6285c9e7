"""The units are those of 2018, and the changes lead from one known unit to another."""

from collections import Counter
from datetime import date

from tools.chi_linh.tests.folder import entries, units


def test_120_units_compete_in_five_blocs() -> None:
    counted = Counter(unit["bloc"] for unit in units().values())
    del counted[None]
    assert counted == {
        "dang-doan-the": 13,
        "phong-chuyen-mon": 12,
        "don-vi-su-nghiep": 9,
        "xa-phuong": 20,
        "truong-hoc": 66,
    }
    assert counted.total() == 120


def test_schools_stand_in_three_clusters_by_level() -> None:
    schools = [unit for unit in units().values() if unit["bloc"] == "truong-hoc"]
    assert Counter(unit["cluster"] for unit in schools) == {
        "mam-non": 23,
        "tieu-hoc": 22,
        "thcs": 21,
    }
    assert all(str(unit["kind"]).replace("_", "-") == unit["cluster"] for unit in schools)
    assert {unit["calendar"] for unit in schools} == {"school_year"}


def test_kinds_outside_the_blocs() -> None:
    outside = [unit for unit in units().values() if unit["bloc"] is None]
    living = [unit for unit in outside if unit["founded_on"] is None]
    assert Counter(unit["kind"] for unit in living) == {
        "uy_ban": 1,
        "nganh_doc": 12,
        "doanh_nghiep": 6,
        "to_doi": 6,
        "ho_gia_dinh": 4,
    }
    assert {unit["line"] for unit in living if unit["kind"] == "nganh_doc"} == {
        "province",
        "central",
    }


def test_ids_and_names_are_unique_and_references_resolve() -> None:
    listed = entries("units.yaml", "units")
    assert len(units()) == len(listed) == len({unit["name"] for unit in listed})
    blocs = {bloc["id"] for bloc in entries("units.yaml", "blocs")}
    clusters = {cluster["id"] for cluster in entries("units.yaml", "clusters")}
    for unit in listed:
        assert str(unit["id"]).isascii()
        assert unit["parent"] is None or unit["parent"] in units()
        assert unit["bloc"] is None or unit["bloc"] in blocs
        assert unit["cluster"] is None or unit["cluster"] in clusters


def test_changes_lead_to_14_wards_and_5_communes_in_2019() -> None:
    kinds = {key: unit["kind"] for key, unit in units().items() if unit["founded_on"] is None}
    for change in entries("units.yaml", "changes"):
        if change["effective_on"] == date(2019, 3, 1):
            gone = set(listed(change["from"])) - set(listed(change["to"]))
            for unit in gone:
                assert units()[unit]["closed_on"] == change["effective_on"]
                del kinds[unit]
            if change["kind"] == "rename":
                kinds[listed(change["to"])[0]] = change["unit_kind"]
    counted = Counter(kinds.values())
    assert (counted["phuong"], counted["xa"]) == (14, 5)


def test_every_commune_is_merged_or_split_once_in_2025() -> None:
    left = [
        unit
        for change in entries("units.yaml", "changes")
        if change["effective_on"] == date(2025, 7, 1)
        for unit in listed(change["from"])
    ]
    living = [
        key
        for key, unit in units().items()
        if unit["bloc"] == "xa-phuong" and unit["closed_on"] == date(2025, 7, 1)
    ]
    assert sorted(left) == sorted(living)
    assert len(left) == 19


def test_split_units_are_cong_hoa_and_van_duc() -> None:
    splits = {
        listed(change["from"])[0]: listed(change["to"])
        for change in entries("units.yaml", "changes")
        if change["kind"] == "split"
    }
    assert splits == {
        "phuong-cong-hoa": ["phuong-chu-van-an", "phuong-tran-hung-dao"],
        "xa-van-duc": ["phuong-chu-van-an", "phuong-tran-nhan-tong", "phuong-bac-an-phu"],
    }
    assert all(unit in units() for targets in splits.values() for unit in targets)


def listed(value: object) -> list[str]:
    """A list of unit ids in a change."""
    assert isinstance(value, list)
    return value
