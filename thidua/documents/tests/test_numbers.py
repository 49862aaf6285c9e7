import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.documents.numbers import counted, dong_in_words, grouped, in_words, percent, roman


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (25, "hai mươi lăm"),
        (40, "bốn mươi"),
        (101, "một trăm linh một"),
        (115, "một trăm mười lăm"),
        (1005, "một nghìn không trăm linh năm"),
        (10_000, "mười nghìn"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (2_000_000_015, "hai tỷ không trăm mười lăm"),
        (10**12, "một nghìn tỷ"),
        (123_456_789, "một trăm hai mươi ba triệu bốn trăm năm mươi sáu nghìn bảy trăm tám mươi"
                      " chín"),
    ],
)  # fmt: skip
def test_words(number: int, words: str) -> None:
    assert in_words(number) == words


def test_money_in_words() -> None:
    assert dong_in_words(14_840_000) == "Mười bốn triệu tám trăm bốn mươi nghìn đồng"


def test_nothing_below_zero_has_words() -> None:
    with pytest.raises(ValueError, match="from 0 up"):
        in_words(-1)


DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "lăm": 5, "sáu": 6,
    "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip


def read_back(words: list[str]) -> int:
    """The number that words of a Vietnamese number say."""
    if "tỷ" in words:
        at = len(words) - 1 - words[::-1].index("tỷ")
        return read_back(words[:at]) * 10**9 + read_back(words[at + 1 :])
    total = group = digit = 0
    for word in words:
        if word in DIGITS:
            digit = DIGITS[word]
        elif word == "mười":
            group += 10
        elif word in ("trăm", "mươi"):
            group += digit * (100 if word == "trăm" else 10)
            digit = 0
        elif word in ("nghìn", "triệu"):
            total += (group + digit) * (1000 if word == "nghìn" else 10**6)
            group = digit = 0
    return total + group + digit


@given(st.integers(0, 10**15))
def test_words_read_back_to_the_number(number: int) -> None:
    assert read_back(in_words(number).split()) == number


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(12, 13, "92,31%"), (13, 13, "100%"), (0, 7, "0%"), (1, 8, "12,50%"), (2, 3, "66,67%"),
     (1, 0, "–")],
)  # fmt: skip
def test_percent(part: int, whole: int, shown: str) -> None:
    assert percent(part, whole) == shown


def test_counts_and_groups() -> None:
    assert [counted(5), counted(12), counted(1650)] == ["05", "12", "1.650"]
    assert grouped(125_000_000) == "125.000.000"
    assert [roman(number) for number in (1, 4, 9, 14)] == ["I", "IV", "IX", "XIV"]
