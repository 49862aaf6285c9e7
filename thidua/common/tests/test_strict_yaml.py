from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from thidua.common.errors import Refusal
from thidua.common.strict_yaml import Node, from_plain, read_file, read_text


def reason(text: str) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        read_text(text, "f.yaml")
    return caught.value.reasons[0].code, caught.value.reasons[0].where


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("on", "on"),
        ("no", "no"),
        ("yes", "yes"),
        ("True", "True"),
        ("010", "010"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".5", ".5"),
        (".nan", ".nan"),
        ("0x1F", "0x1F"),
        ("12:30", "12:30"),
        ("2018-1-2", "2018-1-2"),
        ("'5'", "5"),
        ('"true"', "true"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("''", ""),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("1.10", Decimal("1.10")),
        ("2018-12-31", date(2018, 12, 31)),
    ],
)
def test_a_plain_word_has_one_reading(written: str, read: object) -> None:
    value = read_text(f"k: {written}\n", "f.yaml").fields([], ["k"]).get("k", Node("", scalar=None))
    assert value.scalar == read
    assert type(value.scalar) is type(read)


def test_decimals_keep_their_digits() -> None:
    assert str(read_text("0.10", "f").number()) == "0.10"


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("a: 1\nb: 2\na: 3\n", "repeated_key", "f.yaml:3"),
        ('2018: 1\n"2018": 2\n', "repeated_key", "f.yaml:2"),
        ("a: &x 1\nb: *x\n", "not_allowed_here", "f.yaml:1"),
        ("a: !!str 1\n", "not_allowed_here", "f.yaml:1"),
        ("a: 1\n---\nb: 2\n", "not_allowed_here", "f.yaml:2"),
        ("[a, b]: 1\n", "not_allowed_here", "f.yaml:1"),
        ("a: 1\nb: [1,\n", "not_yaml", "f.yaml:3"),
        ("a: 1\n b: 2\n", "not_yaml", "f.yaml:2"),
        ("a: 1\nb: 2018-02-30\n", "not_allowed_here", "f.yaml:2"),
        ("a: " + "1" * 40, "not_allowed_here", "f.yaml:1"),
        ("a: " + "[" * 200 + "]" * 200, "not_allowed_here", "f.yaml:1"),
        ("a: \x00", "not_yaml", "f.yaml"),
        ("a: \ud800", "not_yaml", "f.yaml"),
        ("", "empty_file", "f.yaml"),
        ("# only a remark\n", "empty_file", "f.yaml"),
    ],
)
def test_what_is_loose_is_refused_with_its_place(text: str, code: str, where: str) -> None:
    assert reason(text) == (code, where)


def test_places_are_lines() -> None:
    node = read_text("a:\n  - 1\n  - x: 2\n", "f.yaml")
    second = node.fields(["a"])["a"].elements()[1]
    assert second.where == "f.yaml:3"
    assert second.fields(["x"])["x"].line == 3


def test_unknown_and_missing_keys_are_refused() -> None:
    node = read_text("a: 1\nnmae: 2\n", "f.yaml")
    with pytest.raises(Refusal) as caught:
        node.fields(["a"], ["name"])
    assert caught.value.reasons[0].where == "f.yaml:2"
    assert "name" in caught.value.reasons[0].cure
    with pytest.raises(Refusal) as caught:
        read_text("a: 1\n", "f.yaml").fields(["a", "b"])
    assert caught.value.reasons[0].code == "missing_key"


@pytest.mark.parametrize(
    ("reader", "wrong"),
    [
        (Node.text, "12"),
        (Node.text, "''"),
        (Node.number, "true"),
        (Node.number, "'5'"),
        (Node.whole, "2.0"),
        (Node.whole, "false"),
        (Node.boolean, "yes"),
        (Node.day, "'2018-12-31'"),
        (Node.elements, "{a: 1}"),
        (Node.entries, "[a]"),
    ],
)
def test_readers_refuse_another_shape(reader: object, wrong: str) -> None:
    assert callable(reader)
    with pytest.raises(Refusal) as caught:
        reader(read_text(wrong, "f.yaml"))
    assert caught.value.reasons[0].where == "f.yaml:1"
    assert caught.value.reasons[0].cure


def test_text_comes_composed() -> None:
    assert read_text("a: Sao Đo\u0309\n", "f").plain() == {"a": "Sao Đỏ"}


def test_plain_values_become_nodes_and_back() -> None:
    stored = {"a": [1, 0.1, "x", None, True], "b": {"c": 2}}
    node = from_plain(stored, "sheet")
    assert node.fields(["a", "b"])["a"].elements()[1].number() == Decimal("0.1")
    assert node.fields(["a", "b"])["a"].elements()[1].where == "sheet.a[1]"
    assert node.plain() == {"a": [1, Decimal("0.1"), "x", None, True], "b": {"c": 2}}


def test_json_is_read_and_files_may_have_a_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b"\xef\xbb\xbf" + '{"a": ["Đ", 1.5]}'.encode())
    assert read_file(file).plain() == {"a": ["Đ", Decimal("1.5")]}


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("a: Sao Đỏ".encode("utf-16"))
    with pytest.raises(Refusal) as caught:
        read_file(file)
    assert caught.value.reasons[0].code == "not_utf8"
