"""Numbers, money and counts as Vietnamese papers print them."""

from decimal import ROUND_HALF_UP, Decimal

from thidua.common.figures import grouped as grouped

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_THOUSANDS = ("", "nghìn", "triệu")
_BILLION = 10**9
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def counted(number: int) -> str:
    """A count as papers print it, two digits at least: 5 as "05"."""
    return f"{number:02}" if number < 10 else grouped(number)  # noqa: PLR2004


def percent(part: int, whole: int) -> str:
    """`part` of `whole` in per cent, two places half up: "92,31%"; whole ones bare: "100%"."""
    if not whole:
        return "–"
    exact = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    shown = f"{exact:f}".rstrip("0").rstrip(".") if exact == exact.to_integral() else f"{exact:f}"
    return shown.replace(".", ",") + "%"


def in_words(number: int) -> str:
    """A whole number from 0 up in words: 1005 is "một nghìn không trăm linh năm"."""
    if number < 0:
        msg = "only numbers from 0 up have words here"
        raise ValueError(msg)
    if number == 0:
        return _DIGITS[0]
    return " ".join(_words(number, full=False))


def dong_in_words(amount: int) -> str:
    """Whole đồng in words with a capital: "Một triệu hai trăm nghìn đồng"."""
    words = f"{in_words(amount)} đồng"
    return words[0].upper() + words[1:]


def roman(number: int) -> str:
    """1 as "I", 4 as "IV"; for numbers of parts, up to 39."""
    signs = ""
    for value, sign in _ROMAN:
        signs += sign * (number // value)
        number %= value
    return signs


def _words(number: int, *, full: bool) -> list[str]:
    """`full` spells leading zeros of the first group, as after a higher one."""
    if number >= _BILLION:
        high, low = divmod(number, _BILLION)
        rest = _words(low, full=True) if low else []
        return [*_words(high, full=full), "tỷ", *rest]
    words: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            words += _group(group, full=full or bool(words))
            words += [_THOUSANDS[power]] if power else []
    return words


def _group(group: int, *, full: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        if ones:
            words += (["linh"] if words else []) + [_DIGITS[ones]]
        return words
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5:  # noqa: PLR2004
        words.append("lăm")
    elif ones:
        words.append(_DIGITS[ones])
    return words
