"""What people read, in their language, for code that must not import Django.

msgids are English; the Vietnamese catalogue stands in `thidua/locale`. Console commands speak the
language of `THIDUA_LANGUAGE` (default Vietnamese); under Django the active language is used, which
`config` arranges through `follow`.
"""

import gettext as stdlib_gettext
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

LOCALE_FOLDER = Path(__file__).resolve().parent.parent / "locale"
DEFAULT_LANGUAGE = "vi"

_source: list[Callable[[], str]] = []


def follow(language: Callable[[], str]) -> None:
    """Ask `language` for the active language code from now on (Django's, say)."""
    _source[:] = [language]


def console_language() -> str:
    """The language of console commands: `THIDUA_LANGUAGE`, else Vietnamese."""
    return os.environ.get("THIDUA_LANGUAGE", DEFAULT_LANGUAGE)


def active_language() -> str:
    """The language code people are spoken to in: `vi` or `en`."""
    return _source[0]() if _source else console_language()


@cache
def _catalogue(language: str) -> stdlib_gettext.NullTranslations:
    return stdlib_gettext.translation(
        "django", localedir=LOCALE_FOLDER, languages=[language], fallback=True
    )


def gettext(msgid: str) -> str:
    """`msgid` in the active language; itself where the catalogue has nothing."""
    return _catalogue(active_language().split("-")[0]).gettext(msgid)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a counted phrase for `count`, in the active language."""
    return _catalogue(active_language().split("-")[0]).ngettext(singular, plural, count)
