"""Names printed in capitals, as they are written within a sentence."""

import re

from thidua.common.text import tidy
from thidua.plans.reading.lines import is_upper
from thidua.plans.reading.paper import plain_of

# A Vietnamese syllable without diacritics; what is none of these is an abbreviation (UBND, THCS).
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?"
    r"(?:[aeiouy]{1,3})(?:ch|ng|nh|[cmnpt])?"
)
# Abbreviations that could be syllables.
_ABBREVIATIONS = frozenset({"ub", "tu", "hu", "xn", "ptth", "vp"})
# Abbreviations after which a proper name stands.
_NAMED = frozenset({"thcs", "thpt", "tnhh", "mtv"})
_UNITS = ("thanh pho", "thi xa", "thi tran", "dac khu", "tinh", "huyen", "quan", "xa", "phuong")
# Kinds of bodies, by what follows them: the body's function (its first word takes a capital), a
# plain word, or a proper name.
_FUNCTION_FOLLOWS = (
    "hoi dong", "ban", "bo", "so", "phong", "tong cuc", "chi cuc", "cuc", "vu", "van phong",
    "trung tam", "truong", "dai hoc", "hoc vien", "vien", "benh vien", "tong cong ty", "xi nghiep",
    "nha may", "ngan hang", "lien doan", "cong doan", "doan", "hoi", "dang bo", "dang uy", "doi",
    "truong phong", "truong ban", "cong doan nganh",
    "toa an", "kho bac", "nha", "thanh tra", "cong an", "khoi", "cum",
)  # fmt: skip
_PLAIN_FOLLOWS = (
    "uy ban nhan dan", "uy ban mat tran", "uy ban kiem tra", "hoi dong nhan dan",
    "hoi dong thi dua", "ban chi dao", "ban thuong vu", "ban chap hanh", "ban thi dua",
    "bao hiem xa hoi", "khoi thi dua", "cum thi dua", "ubnd", "hdnd", "ubmttq", "hdtdkt", "ldld",
)  # fmt: skip
_NAME_FOLLOWS = (
    "truong tieu hoc", "truong mam non", "truong mau giao", "truong thcs", "truong thpt",
    "tinh uy", "thanh uy", "huyen uy", "quan uy", "thi uy", "tinh doan", "thi doan", "huyen doan",
    "cong ty co phan", "cong ty tnhh", "cong ty tnhh mtv", "cong ty", "hop tac xa", "tap doan",
)  # fmt: skip
BODIES = _FUNCTION_FOLLOWS + _PLAIN_FOLLOWS + _NAME_FOLLOWS
# Words of these that take a capital besides the first.
_ALSO_CAPITAL = {
    "hoi dong thi dua": 2, "ban chi dao": 1, "ban thuong vu": 1, "ban chap hanh": 1,
    "ban thi dua": 1, "truong tieu hoc": 1, "truong mam non": 1, "truong mau giao": 1,
    "cong ty co phan": 2,
}  # fmt: skip
# Proper names that occur inside other names.
_PROPER = {
    "viet nam": "Việt Nam", "ho chi minh": "Hồ Chí Minh", "to quoc": "Tổ quốc",
    "nha nuoc": "Nhà nước", "dang": "Đảng", "trung uong": "Trung ương",
    "thuong truc": "Thường trực", "chinh phu": "Chính phủ", "bo chinh tri": "Bộ Chính trị",
    "thu tuong chinh phu": "Thủ tướng Chính phủ", "quoc hoi": "Quốc hội",
}  # fmt: skip
_POSTS = frozenset({"tich", "truong", "doc", "thu", "pho", "lanh dao"})
_JOINERS = frozenset({"và", "của", "các"})


def starts_body(words: str) -> bool:
    """Whether `words` begin as the name of a body does: Sở, UBND, Trường, Công ty…"""
    plain = plain_of(tidy(words))
    return any(plain == body or plain.startswith(f"{body} ") for body in BODIES)


def is_abbreviation(word: str) -> bool:
    """Whether a word in capitals stands for several: no syllable of Vietnamese reads so."""
    plain = plain_of(word).strip(".,;:()")
    if not plain.isalpha():
        return bool(plain) and any(letter.isalpha() for letter in plain)
    return plain in _ABBREVIATIONS or not _SYLLABLE.fullmatch(plain)


def sentence_case(words: str) -> str:
    """`words` as in a sentence where they were set in capitals, else only single-spaced.

    "UBND THỊ XÃ CHÍ LINH" gives "UBND thị xã Chí Linh"; bodies, units of territory and
    abbreviations are known by small tables, names follow the unit they name.
    """
    words = tidy(words)
    if not is_upper(words):
        return words
    return _Caser(words).run()


class _Caser:
    def __init__(self, words: str) -> None:
        self.words = words.split(" ")
        self.plain = [plain_of(word).strip(",;:.()\"'") for word in self.words]
        self.out: list[str] = []
        self.in_name = False
        self.capital = True

    def _phrase(self, phrases: tuple[str, ...] | frozenset[str], at: int) -> int:
        """How many words from `at` make one of `phrases`: the longest counts."""
        best = 0
        for phrase in phrases:
            parts = phrase.split(" ")
            if self.plain[at : at + len(parts)] == parts:
                best = max(best, len(parts))
        return best

    def run(self) -> str:
        at = 0
        while at < len(self.words):
            at += self._step(at)
        return " ".join(self.out)

    def _step(self, at: int) -> int:
        unit = 0 if self.plain[at : at + 2] == ["xa", "hoi"] else self._phrase(_UNITS, at)
        body = 0 if self.in_name else self._phrase(BODIES, at)
        # One word is a body's only at the start or after a post: "Nội vụ" is no Vụ.
        if body == 1 and self.out and self.plain[at - 1] not in _POSTS:
            body = 0
        proper = self._phrase(tuple(_PROPER), at)
        if body and body >= unit:
            return self._body(at, body)
        if unit and at + unit < len(self.words) + (not self.in_name):
            return self._unit(at, unit)
        if proper:
            name = _PROPER[" ".join(self.plain[at : at + proper])]
            self.out.append(name + self._tail(at + proper - 1))
            self.capital = self.in_name
            return proper
        self.out.append(self._word(at))
        return 1

    def _body(self, at: int, count: int) -> int:
        phrase = " ".join(self.plain[at : at + count])
        for offset, word in enumerate(self.words[at : at + count]):
            if is_abbreviation(word):
                self.out.append(word)
            elif offset in (0, _ALSO_CAPITAL.get(phrase)):
                self.out.append(_capital(word))
            else:
                self.out.append(word.lower())
        self.in_name = phrase in _NAME_FOLLOWS
        self.capital = phrase not in _PLAIN_FOLLOWS
        return count

    def _unit(self, at: int, count: int) -> int:
        for index in range(at, at + count):
            word = self.words[index].lower()
            self.out.append(_capital(word) if self.capital and not self.out else word)
        self.in_name, self.capital = True, True
        return count

    def _word(self, at: int) -> str:
        word, plain = self.words[at], self.plain[at]
        lower = word.lower()
        if not any(letter.isalpha() for letter in word):
            self.capital = self.capital or word in ("-", "–")
            self.in_name = self.in_name and word not in ("-", "–")
            return word
        if is_abbreviation(word):
            self.in_name = self.in_name or plain in _NAMED
            self.capital = self.in_name
            return word
        if lower in _JOINERS:
            self.capital = lower == "và" and bool(self.out) and starts_body(self.out[0])
            self.in_name = False
            return lower
        cased = _capital(word) if self.in_name or self.capital else lower
        self.capital = self.in_name
        if word.endswith(","):
            self.in_name = False
        return cased

    def _tail(self, at: int) -> str:
        word = self.words[at]
        return word[len(word.rstrip(",;:.")) :]


def _capital(word: str) -> str:
    lower = word.lower()
    for index, letter in enumerate(lower):
        if letter.isalpha():
            return lower[:index] + letter.upper() + lower[index + 1 :]
    return lower


def title_case(words: str) -> str:
    """The title of a post as in a sentence: "PHÓ CHỦ TỊCH" gives "Phó Chủ tịch"."""
    cased = sentence_case(words)
    return re.sub(r"^Phó (\w)", lambda match: f"Phó {match.group(1).upper()}", cased)


def person_case(words: str) -> str:
    """A person's name: each word with a capital where it was set in capitals."""
    words = tidy(words)
    return " ".join(_capital(word) for word in words.split(" ")) if is_upper(words) else words
