"""Who may do what to which rows: one description gives the answer and the queryset."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import Refusal, refuse
from thidua.common.remembered import once

M = TypeVar("M", bound=Model)

NOBODY = Q(pk__in=[])
# Not `Q()`: an empty condition vanishes from an `|`, and every row would become no row.
EVERY_ROW = ~Q(pk__in=[])
VIEW = "view"


@dataclass(frozen=True)
class Answer:
    """May they? A no says why."""

    allowed: bool
    why: str = ""

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True)
class Grant:
    """Those whom `who` names may do `actions` to the rows that `where` describes for them.

    `where(user, day)` is a condition on the policy's model: `EVERY_ROW`, `NOBODY` or in between.
    """

    who: str | Promise
    actions: frozenset[str]
    where: Callable[[User, date], Q]


def on_paper(action: str) -> str:
    """What a policy is asked where `action` was done on paper and someone enters it.

    Granted apart: who may enter is often not who may act, and acts whose doer is secret have none.
    """
    return f"{action}_on_paper"


def grant(who: str | Promise, actions: Iterable[str], where: Callable[[User, date], Q]) -> Grant:
    """A `Grant` of several actions."""
    return Grant(who, frozenset(actions), where)


@dataclass(frozen=True)
class Policy(Generic[M]):
    """The whole of who may do what to the rows of one model.

    Acting implies seeing: whoever may do anything to a row may view it.
    """

    model: type[M]
    grants: tuple[Grant, ...]

    def condition(self, user: User, action: str) -> Q:
        """The rows to which `user` may do `action` on the office's day."""
        if not user.is_authenticated or not (user.is_active or user.is_system):
            return NOBODY
        day = office_day()
        return once(
            ("condition", id(self), user.pk, action, day),
            lambda: self._condition(user, action, day),
        )

    def _condition(self, user: User, action: str, day: date) -> Q:
        condition = NOBODY
        for each in self.grants:
            if action in each.actions or action == VIEW:
                part = each.where(user, day) or EVERY_ROW
                if part == EVERY_ROW:
                    return EVERY_ROW
                if not _is_void(part):
                    condition |= part
        return condition

    def names(self, action: str) -> bool:
        """Whether any grant speaks of `action`."""
        return any(action in each.actions for each in self.grants)

    def may_concern(self, user: User, action: str = VIEW) -> bool:
        """Whether there can be rows to which `user` may do `action`. A no needs no query on them:
        pages that gather much from many policies ask this first.
        """
        return self.condition(user, action) != NOBODY

    def is_of_own(self, user: User, action: str = VIEW) -> bool:
        """Whether the rows are those of the user's own units or herself: neither all, nor told by
        asking each. Of such, which are few, another condition is best asked row by row.
        """
        condition = self.condition(user, action)
        return condition != EVERY_ROW and not any(_is_by_row(way) for way in _ways(condition))

    def visible_to(self, user: User, action: str = VIEW) -> QuerySet[M]:
        """The rows to which `user` may do `action`."""
        key = "visible", id(self), user.pk, action, office_day()
        return once(key, lambda: self._visible(self.condition(user, action))).all()

    def _visible(self, condition: Q) -> QuerySet[M]:
        if condition == EVERY_ROW:
            return self.model._default_manager.all()
        if condition == NOBODY:
            return self.model._default_manager.none()
        rows = self.model._default_manager
        found = _ways(condition)
        if len(found) == 1 and _is_own(self.model, found[0]):
            return rows.filter(found[0])
        # Each way to see a row is sought by its own index, and a row found twice counts once: with
        # OR in one condition, the whole table would be read and joined.
        by_row = [each for each in found if _is_by_row(each)]
        ways = [rows.filter(each).values("pk") for each in found if each not in by_row]
        sought = Q(pk__in=ways[0].union(*ways[1:]) if ways[1:] else ways[0]) if ways else NOBODY
        return rows.filter(reduce(or_, by_row, sought))

    def allows(self, user: User, action: str, row: M) -> Answer:
        """Whether `user` may do `action` to `row`; a no names who may."""
        if self.model._default_manager.filter(self.condition(user, action), pk=row.pk).exists():
            return Answer(allowed=True)
        who = ", ".join(
            str(each.who) for each in self.grants if action in each.actions and each.who
        )
        why = (
            _("Only %(who)s may do this.") % {"who": who} if who else _("Nobody may do this here.")
        )
        return Answer(allowed=False, why=why)

    def demand(self, user: User, action: str, row: M) -> None:
        """Raise `Refusal` (code `not_yours`) unless `user` may do `action` to `row`."""
        answer = self.allows(user, action, row)
        if not answer:
            raise not_yours(answer)


def _is_void(condition: Q) -> bool:
    """Whether no row can fulfil a condition, told without the database: it names none, as `NOBODY`
    does, in each of its ways. Left in a query it would be joined and planned for nothing.
    """
    if condition.negated or not condition.children:
        return False
    told = all if condition.connector == Q.OR else any
    return told(_names_none(each) for each in condition.children)


def _names_none(part: object) -> bool:
    if isinstance(part, Q):
        return _is_void(part)
    if not isinstance(part, tuple) or not part[0].endswith("__in"):
        return False
    rows = part[1]
    return rows.query.is_empty() if isinstance(rows, QuerySet) else not rows


def _ways(condition: Q) -> list[Q]:
    """The parts of a condition any of which is enough; itself, where it has no such parts."""
    if condition.connector != Q.OR or condition.negated:
        return [condition]
    parts = (each if isinstance(each, Q) else Q(each) for each in condition.children)
    return [way for each in parts for way in _ways(each)]


def by_row(found: QuerySet[Any]) -> Q:
    """Rows of which `found` (which names the outer row) finds something, asked row by row.

    Not `Exists`: PostgreSQL would gather all of it first, for lists that show fifty rows.
    """
    return Q(IsNull(Subquery(found.order_by().values("pk")[:1]), False))  # noqa: FBT003


def _is_by_row(way: Q) -> bool:
    """Whether a way asks of each row whether something exists, instead of naming rows."""
    return len(way.children) == 1 and isinstance(way.children[0], IsNull)


def _is_own(model: type[Model], way: Q) -> bool:
    """Whether a way speaks of the row's own columns only: no other table need be read."""
    for each in way.children:
        if isinstance(each, Q):
            if not _is_own(model, each):
                return False
        elif not isinstance(each, tuple) or not _is_own_column(model, each[0]):
            return False
    return True


def _is_own_column(model: type[Model], path: str) -> bool:
    name, _, lookup = path.partition("__")
    columns = {column.name: column for column in model._meta.concrete_fields}
    return name == "pk" or (
        name in columns and (not lookup or columns[name].get_lookup(lookup) is not None)
    )


def not_yours(answer: Answer) -> Refusal:
    """The refusal of an act that is another's."""
    return refuse("not_yours", answer.why)
