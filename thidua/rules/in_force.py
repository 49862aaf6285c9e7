"""The law that judges: what ships with the program, and beside it what this office approved.

Nothing here knows where an office's own rules are kept: whoever keeps them is asked (`follow`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from thidua.rules.law import Law
from thidua.rules.loading import default_folder, load_law

Own = tuple[tuple[str, str], ...]

_fixed: ContextVar[Law | None] = ContextVar("law", default=None)
_source: list[Callable[[], Law]] = []
_own: list[Callable[[], Own]] = []


def follow(law: Callable[[], Law], own: Callable[[], Own]) -> None:
    """Ask `law` for the law in force from now on, and `own` for the texts of own rules that should
    count in it. The first is asked for every name: let it be quick.
    """
    _source[:], _own[:] = [law], [own]


def own_texts() -> Own:
    """The own rules that this office approved, each a name and its text; none where none is known.
    The law in force leaves out those that cannot be read beside it.
    """
    return _own[0]() if _own else ()


@cache
def shipped_law() -> Law:
    """The law that ships with the program: in a wheel inside the package, else beside it."""
    return load_law(default_folder())


def default_law() -> Law:
    """The law in force here: what ships with the program and the office's own rules."""
    fixed = _fixed.get()
    if fixed is not None:
        return fixed
    return _source[0]() if _source else shipped_law()


@contextmanager
def law_is(law: Law) -> Iterator[None]:
    """Inside, `law` is in force, whatever is approved meanwhile."""
    token = _fixed.set(law)
    try:
        yield
    finally:
        _fixed.reset(token)


def title_name(what: str) -> str:
    """A title's or form's name in Vietnamese; its id where the law no longer knows it."""
    title = default_law().shelf.titles.get(what)
    return title.name if title else what
