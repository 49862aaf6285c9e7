"""What a filled-in form would change in a unit's list, line by line, and what cannot be taken.

Three are compared: the form as it was given out, the form as it came back, and the list as it is
now. Only what was changed in the form changes the list: lines that someone added or took off on the
page meanwhile stay as they are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from thidua.common.errors import Reason
from thidua.common.text import fold
from thidua.emulation.actions import LineEntry, ListChanges
from thidua.emulation.models import RegistrationLine
from thidua.emulation.titles import INDIVIDUAL, holder_kind
from thidua.exchange.content import CODE, INITIATIVE, NAME
from thidua.exchange.reading_form import FormReading, FormRow
from thidua.organisations.models import Person, Unit
from thidua.rules import Title

LONGEST_INITIATIVE = 400


@dataclass(frozen=True)
class Line:
    """A line as the preview shows it."""

    holder: Person | Unit
    title: str
    initiative: str = ""


@dataclass
class Comparison:
    """The outcome: what would be added, stands already, is taken off, gets another initiative."""

    added: list[Line] = field(default_factory=list)
    standing: list[Line] = field(default_factory=list)
    withdrawn: list[Line] = field(default_factory=list)
    reworded: list[Line] = field(default_factory=list)
    # Marked when the form was given out, taken off on the page since: stays off.
    kept_off: list[Line] = field(default_factory=list)
    mistakes: list[Reason] = field(default_factory=list)
    entries: list[LineEntry] = field(default_factory=list)
    withdrawals: list[int] = field(default_factory=list)
    initiatives: dict[int, str] = field(default_factory=dict)

    @property
    def changes(self) -> ListChanges:
        """What the action is asked to do."""
        return ListChanges(tuple(self.entries), tuple(self.withdrawals), self.initiatives)

    @property
    def count(self) -> int:
        """How many lines would change."""
        return len(self.added) + len(self.withdrawn) + len(self.reworded)


@dataclass(frozen=True)
class Register:
    """What a form is compared with: the unit's people, collectives and lines, and the titles.

    `elsewhere` are the codes in the form that others have, not of this unit.
    """

    unit: Unit
    people: Mapping[str, Person]
    collectives: Mapping[str, Unit]
    lines: Iterable[RegistrationLine]
    titles: Mapping[str, Iterable[Title]]
    elsewhere: frozenset[str] = frozenset()


def compare(reading: FormReading, register: Register) -> Comparison:
    """The form against the register."""
    found = _Comparing(reading, register)
    for row in reading.rows:
        found.take(row)
    found.result.mistakes[:0] = reading.mistakes
    return found.result


class _Comparing:
    def __init__(self, reading: FormReading, register: Register) -> None:
        self.register = register
        self.issued = reading.identity.issued
        self.result = Comparison()
        self.lines = {(each.holder.code, each.what): each for each in register.lines}
        self.seen: dict[str, FormRow] = {}
        self.by_name: dict[str, list[Person | Unit]] = {}
        holders: list[Person | Unit] = [*register.people.values(), *register.collectives.values()]
        for holder in holders:
            self.by_name.setdefault(fold(holder.name), []).append(holder)

    def take(self, row: FormRow) -> None:
        """Compare one row; what is wrong with it goes to the mistakes."""
        holder = self._holder(row)
        if holder is None or not self._is_first(row, holder):
            return
        initiative = self._initiative(row, holder)
        if initiative is None:
            return
        is_new = initiative != self._issued_initiative(holder)
        taken = False
        for what in {**row.marks, **dict.fromkeys(row.blanks)}:
            key = (holder.code, what)
            line = self.lines.get(key)
            if what not in row.marks:
                if key in self.issued and line is not None:
                    self._withdraw(line)
                    taken = True
                continue
            taken = True
            if line is not None:
                self._stand(line, initiative if is_new else line.initiative)
            elif key in self.issued:
                self.result.kept_off.append(Line(holder, self._name(what)))
            else:
                self._add(row, holder, what, initiative)
        if initiative and is_new and not taken:
            self._wrong(
                row, "no_mark", INITIATIVE,
                _("An initiative is written, but no title is marked."),
                _("Mark a title for this person, or clear the cell."),
            )  # fmt: skip

    def _wrong(self, row: FormRow, code: str, column: str | int, message: str, cure: str) -> None:
        self.result.mistakes.append(row.wrong(code, column, message, cure))

    def _holder(self, row: FormRow) -> Person | Unit | None:
        """Whose row it is; None where nothing is asked of it or the mistake is told."""
        is_asking = bool(row.marks) or bool(row.initiative)
        known: Mapping[str, Person | Unit] = (
            self.register.people if row.is_person else self.register.collectives
        )
        if not row.code:
            return self._by_name(row) if row.name or is_asking else None
        holder = known.get(row.code)
        if holder is None:
            # Who left the unit since the form was given out is no mistake unless she is marked.
            if is_asking:
                self._unknown(row)
            return None
        if row.name and fold(row.name) != fold(holder.name):
            self._wrong(
                row, "changed_code", CODE,
                _("The code %(code)s is that of %(holder)s, but the row says “%(name)s”.")
                % {"code": row.code, "holder": holder, "name": row.name},
                _("Put back the code and the name as they were given out."),
            )  # fmt: skip
            return None
        return holder

    def _by_name(self, row: FormRow) -> Person | Unit | None:
        if not row.name:
            self._wrong(
                row, "nobody", NAME,
                _("A title is marked, but nobody is named."),
                _("Write the name, or clear the mark."),
            )  # fmt: skip
            return None
        kind = Person if row.is_person else Unit
        named = [each for each in self.by_name.get(fold(row.name), ()) if isinstance(each, kind)]
        if len(named) == 1:
            return named[0]
        if named:
            codes = ", ".join(each.code for each in named)
            self._wrong(
                row, "several", NAME,
                _("Several here are called %(name)s: %(codes)s.")
                % {"name": row.name, "codes": codes},
                _("Write the code of the one who is meant."),
            )  # fmt: skip
        else:
            self._unknown(row)
        return None

    def _unknown(self, row: FormRow) -> None:
        elsewhere = row.code in self.register.elsewhere
        words = {"code": row.code, "name": row.name or row.code, "unit": self.register.unit}
        if elsewhere:
            message = _("%(name)s (%(code)s) does not belong to %(unit)s.") % words
            cure = _("Take the row out; the person's own unit registers her.")
        else:
            message = _("%(name)s is not in the register of %(unit)s.") % words
            cure = _("Correct the code or the name, or add the person on the registration's page.")
        self._wrong(
            row, "other_unit" if elsewhere else "unknown", CODE if row.code else NAME,
            message, cure,
        )  # fmt: skip

    def _is_first(self, row: FormRow, holder: Person | Unit) -> bool:
        first = self.seen.setdefault(holder.code, row)
        if first is row:
            return True
        if row.marks or row.initiative:
            self._wrong(
                row, "twice", NAME,
                _("%(holder)s stands twice in this form, in row %(row)s too.")
                % {"holder": holder, "row": first.row + 1},
                _("Keep one of the two rows."),
            )  # fmt: skip
        return False

    def _issued_initiative(self, holder: Person | Unit) -> str:
        """The initiative that the row showed when the form was given out."""
        issued = sorted((what, text) for (code, what), text in self.issued.items()
                        if code == holder.code)  # fmt: skip
        return next((text for _what, text in issued if text), "")

    def _initiative(self, row: FormRow, holder: Person | Unit) -> str | None:
        if len(row.initiative) <= LONGEST_INITIATIVE:
            return row.initiative
        self._wrong(
            row, "too_long", INITIATIVE,
            _("The initiative of %(holder)s has %(length)s characters; at most %(most)s fit.")
            % {"holder": holder, "length": len(row.initiative), "most": LONGEST_INITIATIVE},
            _("Please shorten it."),
        )  # fmt: skip
        return None

    def _name(self, what: str) -> str:
        return next(
            (each.name for titles in self.register.titles.values() for each in titles
             if each.id == what),
            what,
        )  # fmt: skip

    def _withdraw(self, line: RegistrationLine) -> None:
        self.result.withdrawals.append(line.pk)
        self.result.withdrawn.append(Line(line.holder, self._name(line.what), line.initiative))

    def _stand(self, line: RegistrationLine, initiative: str) -> None:
        shown = Line(line.holder, self._name(line.what), initiative)
        if initiative != line.initiative:
            self.result.initiatives[line.pk] = initiative
            self.result.reworded.append(shown)
        else:
            self.result.standing.append(shown)

    def _add(self, row: FormRow, holder: Person | Unit, what: str, initiative: str) -> None:
        kind = INDIVIDUAL if isinstance(holder, Person) else holder_kind(holder)
        allowed = {each.id for each in self.register.titles[kind]}
        if what not in allowed:
            known = {each.id for titles in self.register.titles.values() for each in titles}
            message = (
                _("%(title)s is not registered for %(holder)s.")
                if what in known
                else _("There is no title “%(title)s” to register.")
            )
            self._wrong(
                row, "wrong_title", row.marks[what],
                message % {"title": self._name(what), "holder": holder},
                _("Clear the mark, or download the form anew."),
            )  # fmt: skip
            return
        self.result.added.append(Line(holder, self._name(what), initiative))
        person, unit = (holder, None) if isinstance(holder, Person) else (None, holder)
        self.result.entries.append(LineEntry(what, person, unit, initiative))
