"""Numbers in words, as papers write days and years: "mười lăm", "hai nghìn không trăm mười tám"."""

import re

_UNITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6,
    "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_UNIT = r"(?:mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin)"
# 1 to 31: "mồng một", "mười lăm", "hai mươi mốt", "ba mốt".
DAY = (
    rf"(?:(?:mong|mung) {_UNIT}|muoi(?: {_UNIT})?|hai muoi(?: {_UNIT})?|hai (?:mot|lam)"
    rf"|ba muoi(?: mot)?|ba mot|{_UNIT})"
)
MONTH = r"(?:muoi mot|muoi hai|muoi|gieng|mot|hai|ba|tu|nam|sau|bay|tam|chin|chap)"
# "hai nghìn không trăm hai mươi ba", "hai nghìn mười tám".
YEAR = rf"(?:hai (?:nghin|ngan)(?: (?:khong tram|linh|le|muoi|{_UNIT})){{0,5}})"
_MONTHS = {"gieng": 1, "chap": 12}


def value(words: str) -> int:
    """The number that plain `words` say: 15 for "muoi lam", 2023 for "hai nghin … hai muoi ba"."""
    thousands, _, rest = re.sub(r"\bngan\b", "nghin", words).rpartition("nghin")
    return 1000 * _below_hundred(thousands) + _below_hundred(rest)


def month(words: str) -> int:
    """The month that plain `words` name: 1 for "gieng"."""
    return _MONTHS.get(words) or value(words)


def _below_hundred(words: str) -> int:
    total, tens = 0, False
    for word in words.split():
        if word == "muoi":
            total = (total or 1) * 10
            tens = True
        elif word in _UNITS:
            unit = _UNITS[word]
            # "hai lăm" is 25.
            total = total + unit if tens or not total else total * 10 + unit
    return total
