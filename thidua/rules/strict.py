"""Strict reading of plain mappings: every problem told, with place and cure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction

from thidua.common.phrases import gettext as _
from thidua.rules.plain import Place as Place
from thidua.rules.plain import Problems as Problems
from thidua.rules.plain import read_yaml as read_yaml
from thidua.rules.plain import written
from thidua.rules.scales import fraction

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
REQUIRED = object()
NO_DAY = date(1, 1, 1)


def nearest(word: str, words: Iterable[str]) -> str:
    """The likeliest of `words` that `word` was meant to be, as a cure; else the list."""
    known = sorted(words)
    close = get_close_matches(word, known, n=1)
    if close:
        return _("Did you mean “%(word)s”?") % {"word": close[0]}
    return _("Known here: %(words)s.") % {"words": ", ".join(known)}


class Entry:
    """A mapping being read. Each getter notes a problem and gives a harmless value when it fails.

    Keys never asked for are unknown keys: `close` notes them.
    """

    def __init__(self, value: object, path: str, place: Place, problems: Problems) -> None:
        self.path, self.place, self.problems = path, place, problems
        self._asked: set[str] = set()
        self._values: dict[str, object] = {}
        if not isinstance(value, Mapping):
            key = path.rpartition(".")[2]
            message = _("Keys with values are expected here.")
            if key and not key.endswith("]"):
                words = {"key": key, "value": written(value)}
                message = (
                    _("Keys with values are expected under “%(key)s”, not “%(value)s”.") % words
                )
            self.note("not_mapping", message, _("Write each as “key: value”."))
            self.problems = Problems()  # said once: what is missing in it need not be said too
            return
        for key, item in value.items():
            self._values[str(key)] = item

    def note(self, code: str, message: str, cure: str, key: str | None = None) -> None:
        """Note a problem at this entry, or at one of its keys."""
        self.problems.add(code, message, cure, self.place, self.at(key) if key else self.path)

    def at(self, key: str) -> str:
        """The path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the key is there; asking makes it a known key."""
        self._asked.add(key)
        return key in self._values

    def keys(self) -> list[str]:
        """All keys as written."""
        return list(self._values)

    def raw(self, key: str, default: object = REQUIRED) -> object:
        """The value as it is; a required one that is missing is noted, and None."""
        self._asked.add(key)
        if key in self._values:
            return self._values[key]
        if default is REQUIRED:
            message = _("The key “%(key)s” is missing.") % {"key": key}
            self.note("missing_key", message, _("Add it."))
            return None
        return default

    def _typed(self, key: str, message: str, cure: str) -> None:
        told = any(reason.field == self.at(key) for reason in self.problems.reasons)
        if self.has(key) and not told:
            self.note("bad_value", message, cure, key)

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty (numbers are taken as written)."""
        value = self.raw(key, REQUIRED if default is None else default)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and (value.strip() or value == default):
            return value
        message = _("A text is expected under “%(key)s”.") % {"key": key}
        self._typed(key, message, _("Write a word or a sentence."))
        return ""

    def optional_text(self, key: str) -> str | None:
        """A text, or None where the key is left out or null."""
        return self.text(key) if self.has(key) and self._values[key] is not None else None

    def whole(
        self, key: str, default: int | None = None, *, low: int = 0, high: int = 10**12
    ) -> int:
        """A whole number between `low` and `high`."""
        value = self.raw(key, REQUIRED if default is None else default)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        bounds = {"value": written(value), "low": low, "high": high}
        message = _("“%(value)s” is not a whole number from %(low)s to %(high)s.") % bounds
        self._typed(key, message, _("Write the number in digits."))
        return low

    def day(self, key: str) -> date:
        """A date, written 2018-12-31."""
        value = self.raw(key)
        found = as_day(value)
        if found is None:
            message = _("“%(value)s” is not a date.") % {"value": written(value)}
            self._typed(key, message, _("Write the date as 2018-12-31."))
        return found or NO_DAY

    def optional_day(self, key: str) -> date | None:
        """A date, or None where the key is left out or null."""
        return self.day(key) if self.has(key) and self._values[key] is not None else None

    def choice(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """One of `allowed`."""
        value = self.raw(key, REQUIRED if default is None else default)
        words = list(allowed)
        if isinstance(value, str) and value in words:
            return value
        message = _("“%(value)s” is not known here.") % {"value": written(value)}
        self._typed(key, message, nearest(written(value), words))
        return words[0]

    def yes(self, key: str, *, default: bool | None = None) -> bool:
        """true or false."""
        value = self.raw(key, REQUIRED if default is None else default)
        if isinstance(value, bool):
            return value
        self._typed(key, _("true or false is expected here."), _("Write true or false."))
        return False

    def share(self, key: str) -> Fraction:
        """A share such as 70% or 2/3, above nought and at most the whole."""
        value = self.raw(key)
        try:
            found = fraction(str(value))
        except (ValueError, ZeroDivisionError):
            found = Fraction(0)
        if not 0 < found <= 1:
            message = _("“%(value)s” is not a share.") % {"value": written(value)}
            self._typed(key, message, _("Write it as 70% or 2/3."))
            return Fraction(1)
        return found

    def number(self, key: str) -> Fraction:
        """An exact number, nought or more."""
        value = self.raw(key)
        try:
            found = Fraction(str(value))
        except (ValueError, ZeroDivisionError):
            found = Fraction(-1)
        if isinstance(value, bool) or found < 0:
            message = _("“%(value)s” is not a number.") % {"value": written(value)}
            self._typed(key, message, _("Write the number in digits."))
            return Fraction(0)
        return found

    def entry(self, key: str) -> "Entry":
        """The mapping under a key."""
        value = self.raw(key)
        if not self.has(key):
            return Entry({}, self.at(key), self.place, Problems())
        return Entry(value, self.at(key), self.place, self.problems)

    def values(self, key: str, *, required: bool = True) -> list[tuple[str, object]]:
        """The items of a list, each with its path."""
        value = self.raw(key, REQUIRED if required else [])
        if not isinstance(value, list | tuple):
            message = _("A list is expected under “%(key)s”.") % {"key": key}
            self._typed(key, message, _("Write the items with dashes, or between [ and ]."))
            return []
        return [(f"{self.at(key)}[{index}]", item) for index, item in enumerate(value)]

    def entries(self, key: str, *, required: bool = True) -> Iterator["Entry"]:
        """The mappings of a list."""
        for path, item in self.values(key, required=required):
            yield Entry(item, path, self.place, self.problems)

    def words(
        self, key: str, allowed: Iterable[str] | None, default: tuple[str, ...]
    ) -> tuple[str, ...]:
        """A list of words, each of `allowed` where given; `default` where the key is left out."""
        if not self.has(key):
            return default
        known = None if allowed is None else list(allowed)
        found = []
        for path, item in self.values(key):
            if not isinstance(item, str) or (known is not None and item not in known):
                message = _("“%(value)s” is not known here.") % {"value": written(item)}
                cure = nearest(str(item), known or [])
                self.problems.add("bad_value", message, cure, self.place, path)
            else:
                found.append(item)
        return tuple(found)

    def close(self) -> None:
        """Note every key that nothing asked for."""
        for key in self._values:
            if key not in self._asked:
                message = _("The key “%(key)s” is unknown here.") % {"key": key}
                self.note("unknown_key", message, nearest(key, self._asked), key)


def as_day(value: object) -> date | None:
    """A date or its ISO text as a date; None for anything else, a moment in time included."""
    if type(value) is date:
        return value
    if isinstance(value, str) and _DAY.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None
