"""A year's folder (design 4.4): plan, units, people, past honours, ratings, and dated events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext as _

from thidua.common.errors import refuse
from thidua.common.rows import read_csv, rows_from
from thidua.common.strict_yaml import Node, Plain, read_file

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")

_PLANS = (".txt", ".docx", ".pdf")


@dataclass(frozen=True)
class Event:
    """One dated act: `by` a sign-in name, `given` what the act is given. `where` is its place."""

    on: date
    act: str
    by: str
    given: Mapping[str, Plain]
    where: str


@dataclass(frozen=True)
class Folder:
    """The files of a year. Each method refuses a file that is missing or not what it should be."""

    path: Path

    def file(self, name: str) -> Path:
        """A file of the folder, by name. Refuses a name that leads out of the folder."""
        found = (self.path / name).resolve()
        if not found.is_relative_to(self.path.resolve()) or not found.is_file():
            raise refuse(
                "no_file",
                _("There is no file “%(name)s” in the year's folder.") % {"name": name},
                cure=_("Check the name; see the example folder for what a year holds."),
                where=str(self.path),
            )
        return found

    def plan(self) -> Path:
        """The plan: plan.txt, plan.docx or plan.pdf."""
        for ending in _PLANS:
            if (self.path / f"plan{ending}").is_file():
                return self.path / f"plan{ending}"
        return self.file("plan.txt")

    def rows(self, name: str, kind: type[R], skip: Sequence[str] = ()) -> list[R]:
        """Rows of a table in CSV."""
        return read_csv(self.file(name), kind, name, skip)

    def table(self, name: str, key: str, kind: type[R], skip: Sequence[str] = ()) -> list[R]:
        """Rows under `key` of a YAML file."""
        return rows_from(kind, self.mappings(name, key), name, skip)

    def mappings(self, name: str, key: str) -> list[Mapping[str, Plain]]:
        """The mappings listed under `key` of a YAML file."""
        found = read_file(self.file(name)).plain()
        listed = found.get(key) if isinstance(found, dict) else None
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            raise refuse(
                "no_list",
                _("“%(key)s” should list mappings.") % {"key": key},
                where=name,
            )
        return [each for each in listed if isinstance(each, dict)]

    def document(self, name: str) -> Plain:
        """The whole of a YAML file."""
        return read_file(self.file(name)).plain()

    def events(self) -> list[Event]:
        """The year's acts in time order; those of one day in the order they stand."""
        nodes = read_file(self.file("events.yaml")).elements()
        return sorted((_event(node) for node in nodes), key=lambda event: event.on)


def _event(node: Node) -> Event:
    fields = node.fields(["on", "act", "by"], ["with"])
    given = fields["with"].plain() if "with" in fields else {}
    if not isinstance(given, dict):
        raise fields["with"].refusal("not_a_mapping", _("“with” takes a mapping."))
    return Event(
        on=fields["on"].day(),
        act=fields["act"].text(),
        by=fields["by"].text(),
        given=given,
        where=node.where,
    )
