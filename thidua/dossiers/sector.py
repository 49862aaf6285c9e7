"""The schools' dossiers as the sector's receiver gathers them: who sent, who is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.dossiers.models import Dossier
from thidua.dossiers.pages import TONES, state_label
from thidua.dossiers.policies import DOSSIERS
from thidua.dossiers.states import DossierState
from thidua.organisations.administration import taking_part
from thidua.organisations.models import Period, Unit
from thidua.organisations.policies import UNITS
from thidua.organisations.reminders import Part, letter, period_words
from thidua.organisations.states import SCHOOLS, Calendar

_PERIODS_SHOWN = 4


@dataclass(frozen=True)
class School:
    """A school and its dossier, if it has sent one."""

    unit: Unit
    dossier: Dossier | None
    label: str
    tone: str

    @property
    def is_missing(self) -> bool:
        """Whether nothing of it has arrived, or it has to complete what it sent."""
        return self.dossier is None or self.dossier.state == DossierState.RETURNED


@dataclass(frozen=True)
class Gathering:
    """A period's dossiers of all schools."""

    period: Period
    schools: Sequence[School]

    @property
    def waiting(self) -> Sequence[School]:
        """Schools whose dossier waits to be endorsed or returned."""
        return [
            each
            for each in self.schools
            if each.dossier is not None and each.dossier.state == DossierState.SUBMITTED
        ]

    @property
    def missing(self) -> Sequence[School]:
        """Schools that have sent nothing, or have to complete it."""
        return [each for each in self.schools if each.is_missing]


def school_periods(day: date) -> list[Period]:
    """The school years begun by `day`, the newest first. One query."""
    found: QuerySet[Period] = Period.objects.filter(
        calendar=Calendar.SCHOOL_YEAR, starts_on__lte=day
    )
    return list(found.order_by("-ends_on")[:_PERIODS_SHOWN])


def period_shown(user: User, periods: Sequence[Period], code: str) -> Period | None:
    """The period asked for by its code; else the newest in which some school sent; one query."""
    by_code = {each.code: each for each in periods}
    if code in by_code:
        return by_code[code]
    sent = set(
        DOSSIERS.visible_to(user)
        .filter(period__in=periods, unit__kind__in=SCHOOLS)
        .values_list("period", flat=True)
    )
    return next((each for each in periods if each.pk in sent), periods[0] if periods else None)


def gathering_of(user: User, period: Period, day: date) -> Gathering:
    """Every school that stands on `day` with what of it `user` may see. Two queries."""
    schools = taking_part(UNITS.visible_to(user), day).filter(kind__in=SCHOOLS)
    dossiers = (
        DOSSIERS.visible_to(user)
        .filter(period=period, unit__kind__in=SCHOOLS)
        .exclude(state=DossierState.DRAFT)
        .annotate(count=Count("nominees"))
    )
    by_unit = {each.unit_id: each for each in dossiers}
    return Gathering(
        period,
        [_school(unit, by_unit.get(unit.pk)) for unit in schools.order_by("kind", "sort_key")],
    )


def _school(unit: Unit, dossier: Dossier | None) -> School:
    if dossier is None:
        return School(unit, None, _("not sent"), "warn")
    label = state_label(dossier, is_unit=False)
    return School(unit, dossier, label, TONES[DossierState(dossier.state)])


def reminder(gathering: Gathering, day: date) -> str:
    """The message to the schools that are late, in Vietnamese, to be copied into Zalo or mail."""
    period = period_words(gathering.period)
    unsent = [each.unit.name for each in gathering.missing if each.dossier is None]
    returned = [each.unit.name for each in gathering.missing if each.dossier is not None]
    parts = (
        Part(f"Chưa nộp hồ sơ thi đua {period}:", unsent),
        Part(f"Hồ sơ thi đua {period} đã trả lại, chưa bổ sung xong:", returned),
    )
    ask = "Đề nghị các trường hoàn thành và nộp trên chương trình."
    return letter("các trường", day, parts, ask)
