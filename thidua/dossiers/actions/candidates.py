"""Who may be considered in a unit's meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thidua.common.errors import Reason, Refusal, refuse
from thidua.dossiers.awards import demand_award
from thidua.dossiers.queries import considered_elsewhere
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.queries import parts_of, put_forward_by
from thidua.rules import title_name


@dataclass(frozen=True)
class Candidate:
    """A person, or a collective, considered for a title or form."""

    holder: Person | Unit
    what: str

    @property
    def key(self) -> tuple[int | None, int | None, str]:
        """Person's id, unit's id (one of them None), title."""
        is_person = isinstance(self.holder, Person)
        return (
            self.holder.pk if is_person else None,
            None if is_person else self.holder.pk,
            self.what,
        )


def demand_candidates(
    unit: Unit, period: Period, held_on: date, candidates: Sequence[Candidate]
) -> None:
    """Someone; each once for a title, and by no other unit; of this unit; for a title that the law
    gives to such. Raises `Refusal`.
    """
    if not candidates:
        raise refuse(
            "empty",
            _("Nobody is considered for any title."),
            cure=_("Add a person or the unit itself with a title."),
            field="candidates",
        )
    people = [each.holder for each in candidates if isinstance(each.holder, Person)]
    own = put_forward_by(unit, held_on).filter(pk__in=[each.pk for each in people])
    belonging = set(own.order_by().values_list("pk", flat=True))
    units = [each.holder for each in candidates if isinstance(each.holder, Unit)]
    elsewhere = considered_elsewhere(unit, period, people, units)
    reasons: list[Reason] = []
    seen: set[Candidate] = set()
    for number, each in enumerate(candidates, 1):
        where = f"{number}. {each.holder}"
        try:
            demand_award(each.what, each.holder, held_on)
            _demand_of_unit(unit, each.holder, belonging, held_on)
        except Refusal as told:
            reasons += [
                Reason(r.code, r.message, r.cure, r.citation, "candidates", where)
                for r in told.reasons
            ]
        if each.key in elsewhere:
            words = {
                "holder": each.holder,
                "title": title_name(each.what),
                "unit": elsewhere[each.key],
            }
            reasons.append(
                Reason(
                    "considered_elsewhere",
                    _("%(holder)s is already put forward for %(title)s by %(unit)s.") % words,
                    _("Agree which unit puts forward."),
                    field="candidates",
                    where=where,
                )
            )
        if each in seen:
            reasons.append(
                Reason(
                    "twice",
                    _("%(holder)s is considered twice for %(title)s.")
                    % {"holder": each.holder, "title": title_name(each.what)},
                    _("Keep one."),
                    field="candidates",
                    where=where,
                )
            )
        seen.add(each)
    if reasons:
        raise Refusal(*reasons)


def _demand_of_unit(unit: Unit, holder: Person | Unit, belonging: set[int], held_on: date) -> None:
    """A person who works there or in a part of it; the unit itself, or a part of it."""
    if isinstance(holder, Person):
        belongs = holder.pk in belonging
    else:
        belongs = holder == unit or parts_of(unit, held_on).filter(pk=holder.pk).exists()
    if not belongs:
        raise refuse(
            "not_of_the_unit",
            _("%(holder)s does not belong to %(unit)s.") % {"holder": holder, "unit": unit},
            cure=_("Each unit considers its own people and collectives."),
        )
