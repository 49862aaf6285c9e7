"""What the strict loader refuses: with file, line, what is wrong and the cure, all at once."""

import re
from pathlib import Path

import pytest

from thidua.common.errors import Reason, Refusal
from thidua.rules import load_law
from thidua.rules.loading import default_folder, law_files
from thidua.rules.strict import Place, Problems, read_yaml
from thidua.rules.tests.making import INSTRUMENT, TITLE, write_law


def reasons(folder: Path) -> tuple[Reason, ...]:
    with pytest.raises(Refusal) as caught:
        load_law(folder)
    return caught.value.reasons


def line_of(text: str, word: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if word in line)


def version(**changes: str) -> str:
    """The title's version with some lines changed; an empty change drops the line."""
    lines = []
    for line in TITLE.splitlines():
        key = line.strip().removeprefix("- ").partition(":")[0]
        if key in changes and line.startswith("        "):
            if changes[key]:
                lines.append(f"        {key}: {changes[key]}")
        else:
            lines.append(line)
    return "\n".join(lines)


def test_sound_law_loads(tmp_path: Path) -> None:
    law = load_law(write_law(tmp_path))
    assert [title.id for title in law.titles()] == ["danh_hieu"]
    assert len(law.digest) == 64


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        (version(until="2020-01-01\n        untill: 2021-01-01"), "unknown_key", "untill"),
        (version(until="2020-01-01\n        until: 2021-01-01"), "repeated_key", "2021"),
        (version(**{"from": "2010-02-30"}), "bad_value", "2010-02-30"),
        (version(**{"from": "01/02/2010"}), "bad_value", "01/02/2010"),
        (version(until=""), "missing_key", "holder: individual"),
        (version(citation=""), "missing_key", "holder: individual"),
        (version(source=""), "missing_key", "holder: individual"),
        (version(source="remembered"), "bad_value", "remembered"),
        (version(checked_by=""), "missing_key", "holder: individual"),
        (version(citation='{instrument: luật, article: "1"}'), "no_instrument", "luật"),
        (version(citation='{instrument: luat, article: "9"}'), "no_place", '"9"'),
        (version(citation='{instrument: luat, article: "1", clause: "7"}'), "no_place", '"7"'),
        (version(citation="Điều 1"), "not_mapping", "Điều 1"),
        (version(until="2010-01-01"), "empty_interval", "until: 2010"),
        (version(until="2009-01-01"), "empty_interval", "until: 2009"),
        (version(until="null"), "not_in_force", "citation"),
        (version(**{"from": "1999-12-31"}), "not_in_force", "citation"),
        (TITLE.replace("completion:", "complete:"), "bad_word", "complete:"),
        (TITLE.replace("hoan_thanh_tot", "gioi"), "bad_value", "gioi"),
        (TITLE.replace("at_least:", "at_lest:"), "missing_key", "at_lest"),
        (TITLE.replace("completion:", "on: 1, completion:"), "bad_key", "on: 1"),
        (TITLE.replace("name: Tốt, ", ""), "missing_key", "id: tot"),
        (
            TITLE.replace("at_least: hoan_thanh_tot", "at_least: hoan_thanh_tot, years: 010"),
            "bad_value",
            "years: 010",
        ),
        (TITLE.replace("holders: [individual]", "holders: [person]"), "bad_value", "person"),
        (TITLE.replace("family: title", "family: order"), "bad_value", "order"),
        (
            TITLE.replace("completion: {at_least: hoan_thanh_tot}", "holds: {what: kia}"),
            "unknown_id",
            "kia",
        ),
        (
            TITLE.replace(
                "completion: {at_least: hoan_thanh_tot}", "standard_of: {what: danh_hieu}"
            ),
            "circle",
            "id: danh_hieu",
        ),
        (
            TITLE.replace(
                "completion: {at_least: hoan_thanh_tot}",
                "share_of_members: {holding: danh_hieu, at_least: 170%}",
            ),
            "bad_value",
            "170%",
        ),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, code: str, word: str) -> None:
    found = reasons(write_law(tmp_path, titles=text))
    told = {(reason.code, reason.where) for reason in found}
    assert (code, f"titles.yaml:{line_of(text, word)}") in told
    assert all(reason.message for reason in found)


def test_versions_may_not_overlap_and_may_touch(tmp_path: Path) -> None:
    first = TITLE.rstrip()
    block = first[first.index("      - holder") :]
    touching = block.replace("2010-01-01", "2020-01-01", 1).replace(
        "2020-01-01\n        citation", "2025-01-01\n        citation"
    )
    assert load_law(write_law(tmp_path, titles=f"{first}\n{touching}\n"))
    overlapping = touching.replace("from: 2020-01-01", "from: 2019-12-31")
    found = reasons(write_law(tmp_path, titles=f"{first}\n{overlapping}\n"))
    assert [reason.code for reason in found] == ["overlap"]


def test_a_draft_may_overlap(tmp_path: Path) -> None:
    first = TITLE.rstrip()
    block = first[first.index("      - holder") :].replace("source: read", "source: draft")
    law = load_law(write_law(tmp_path, titles=f"{first}\n{block}\n"))
    assert [each.is_draft for each in law.title("danh_hieu").versions] == [False, True]


def test_all_faults_of_a_folder_are_told_at_once(tmp_path: Path) -> None:
    folder = write_law(
        tmp_path,
        titles=version(source="remembered", until="2010-01-01"),
        votes="votes:\n  - {what: kia, body: nobody}\n",
        broken="a: [1\n",
        empty="",
    )
    found = reasons(folder)
    files = {reason.where.partition(":")[0] for reason in found}
    assert files == {"titles.yaml", "votes.yaml", "broken.yaml", "empty.yaml"}
    assert len(found) >= 7


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    found = reasons(write_law(tmp_path, again=INSTRUMENT))
    assert {reason.code for reason in found} == {"repeated_id"}


def test_what_is_not_law_is_refused(tmp_path: Path) -> None:
    assert [each.code for each in reasons(tmp_path)] == ["no_law_files"]
    assert [each.code for each in reasons(tmp_path / "nowhere")] == ["no_folder"]
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00\x01")
    assert [each.code for each in reasons(tmp_path)] == ["not_text"]


def test_a_file_that_would_not_be_read_is_refused(tmp_path: Path) -> None:
    (write_law(tmp_path) / "more.yml").write_text(INSTRUMENT, encoding="utf-8")
    assert [(each.code, each.where) for each in reasons(tmp_path)] == [("file_name", "more.yml")]


def test_an_alias_bomb_is_refused(tmp_path: Path) -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    found = reasons(write_law(tmp_path, bomb="\n".join(rows)))
    assert "too_deep" in {reason.code for reason in found}


def test_the_digest_names_contents_and_not_layout(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    (tmp_path / "three").mkdir()
    plain = load_law(write_law(tmp_path / "one"))
    commented = load_law(write_law(tmp_path / "two", titles=f"# ghi chú\n{TITLE}\n\n"))
    changed = load_law(write_law(tmp_path / "three", titles=TITLE.replace("Tốt", "Khá")))
    assert plain.digest == commented.digest
    assert plain.digest != changed.digest


def test_worked_cases_are_not_law(tmp_path: Path) -> None:
    folder = write_law(tmp_path)
    before = load_law(folder).digest
    (folder / "cases").mkdir()
    (folder / "cases" / "x.yaml").write_text("- not: law\n", encoding="utf-8")
    assert load_law(folder).digest == before


def test_a_mapping_may_take_over_the_keys_of_another() -> None:
    text = "- &a {x: 1, y: 2}\n- <<: *a\n  y: 3\n- {<<: [*a, {x: 9, z: 4}]}\n- {<<: 3}\n"
    problems = Problems()
    value = read_yaml(text, Place("f"), problems)
    assert value == [{"x": 1, "y": 2}, {"x": 1, "y": 3}, {"x": 1, "y": 2, "z": 4}, {}]
    assert [reason.where for reason in problems.reasons] == ["f:5"]


@pytest.mark.parametrize("text", ["a: &a\n  <<: *a\n", "a: &a\n  k: {<<: *a}\n"])
def test_a_mapping_cannot_take_over_itself(text: str) -> None:
    problems = Problems()
    read_yaml(text, Place("f"), problems)
    assert {reason.code for reason in problems.reasons} == {"too_deep"}


FILE_OR_KEY = re.compile(
    r"`|\.yaml|\b(?:local|procedures|parameters|titles|forms|cases)/|\b[a-z]+_[a-z_]+\b"
)


def said(value: object) -> list[str]:
    """Every note and name below a value."""
    if isinstance(value, dict):
        own = [value[key] for key in ("note", "name") if isinstance(value.get(key), str)]
        return own + [text for item in value.values() for text in said(item)]
    if isinstance(value, list):
        return [text for item in value for text in said(item)]
    return []


@pytest.mark.parametrize("path", law_files(default_folder()), ids=lambda path: path.stem)
def test_what_a_lawyer_reads_names_no_file_and_no_key(path: Path) -> None:
    """Notes and names stand on pages and papers."""
    content = read_yaml(path.read_text(encoding="utf-8"), Place(path.name), Problems())
    assert [text for text in said(content) if FILE_OR_KEY.search(text)] == []
