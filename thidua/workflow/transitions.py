"""Transitions: one table per subject, read by the page (what is missing) and the act (refusal)."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.errors import Reason, Refusal, refuse
from thidua.workflow.acting import Act, act
from thidua.workflow.policies import Policy, on_paper

M = TypeVar("M", bound=Model)

Phrase = str | Promise


@dataclass(frozen=True)
class StateNames:
    """What a state is called to the office, to the nominee's unit, and to the public."""

    office: Phrase
    nominee: Phrase
    public: Phrase


@dataclass(frozen=True)
class Blocker:
    """One thing that stops a transition, and the page where it is cured."""

    code: str
    message: str
    cure: str = ""
    link: str = ""
    citation: str = ""

    def reason(self) -> Reason:
        """The same as a reason of refusal."""
        return Reason(self.code, self.message, self.cure, self.citation)


@dataclass(frozen=True)
class Transition(Generic[M]):
    """One move. `action` is what the policy is asked; `blockers` what must be cured first."""

    name: str
    label: Phrase
    sources: frozenset[str]
    target: str
    blockers: Callable[[M], list[Blocker]]
    basis: str = ""

    @property
    def action(self) -> str:
        """The policy's action has the transition's name."""
        return self.name


def nothing_blocks(_subject: Model) -> list[Blocker]:
    """For moves that nothing but state and policy can stop."""
    return []


@dataclass(frozen=True)
class Table(Generic[M]):
    """All moves of one subject, its states' names, and its policy. `field` holds the state."""

    subject: str
    policy: Policy[M]
    names: Mapping[str, StateNames]
    moves: tuple[Transition[M], ...]
    field: str = "state"

    def move(self, name: str) -> Transition[M]:
        """The move called `name`. Raises KeyError."""
        for each in self.moves:
            if each.name == name:
                return each
        raise KeyError(name)

    def open_to(self, user: User, row: M) -> list[Transition[M]]:
        """The moves that `user` may make or enter in the row's state, blocked or not."""
        state = getattr(row, self.field)
        return [
            each
            for each in self.moves
            if state in each.sources and may_make(self.policy, user, each.action, row)
        ]

    def label(self, state: str) -> str:
        """What the office calls a state."""
        return str(self.names[state].office)


def may_make(policy: Policy[M], user: User, action: str, row: M) -> bool:
    """Whether `user` may do `action` herself, or enter that it was done on paper."""
    entering = on_paper(action)
    return bool(policy.allows(user, action, row)) or (
        policy.names(entering) and bool(policy.allows(user, entering, row))
    )


@contextmanager
def perform(
    table: Table[M], name: str, row: M, *, by: User, is_on_paper: bool = False, **said: Any
) -> Iterator[tuple[M, Act]]:
    """Make one move: lock the row, check policy, state and blockers, do the body, write, journal.

    `is_on_paper`: the move was made on paper and `by` enters it; the policy is asked for that right
    instead, everything else is the same, and the body says who did it (`documents.on_paper`).

    Yields the locked row, fresh from the database, and the act; the body changes the row (it is
    saved after, with its new state) and writes what else belongs to the move. Raises `Refusal`.
    """
    move = table.move(name)
    with act(f"{table.subject}.{name}", by=by, subject=row, **said) as current:
        locked = type(row)._default_manager.select_for_update().get(pk=row.pk)
        current.subject = locked
        table.policy.demand(by, on_paper(move.action) if is_on_paper else move.action, locked)
        state = getattr(locked, table.field)
        if state not in move.sources:
            raise refuse(
                "wrong_state",
                _("“%(move)s” is not possible: this is now “%(state)s”.")
                % {"move": move.label, "state": table.label(state)},
                cure=_("Reload the page to see what was done meanwhile."),
            )
        blockers = move.blockers(locked)
        if blockers:
            raise Refusal(*(each.reason() for each in blockers))
        setattr(locked, table.field, move.target)
        yield locked, current
        locked.save()
        # The body may have gone further: the last of several signatures, say, completes the row.
        current.say(**{"from": state, "to": getattr(locked, table.field)})
    for column in locked._meta.concrete_fields:
        setattr(row, column.attname, getattr(locked, column.attname))
