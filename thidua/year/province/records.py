"""Ratings, initiatives, leave, discipline and cases: with the gaps that real registers have."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from thidua.initiatives.models import Initiative, Scope
from thidua.organisations.models import Discipline, Leave, PendingCase, Person, Rating
from thidua.organisations.states import Level, Pending
from thidua.year.province.nominations import (
    ADVANCED,
    SOLDIER_OF_PROVINCE,
    Nomination,
    Periods,
    period_of,
)
from thidua.year.province.people import Staff
from thidua.year.province.sizes import THIS_YEAR
from thidua.year.province.units import PROVINCE, Units
from thidua.year.province.writing import Writer

_LEVELS = (Level.OUTSTANDING, Level.GOOD, Level.COMPLETED, Level.FAILED)
_UNRATED, _NO_INITIATIVE, _NOT_RECOGNISED = 0.03, 0.08, 0.1
_ON_LEAVE, _PUNISHED, _CASES = 0.02, 0.004, 0.001
_WORDS = (
    "Một số giải pháp nâng cao chất lượng {about}",
    "Kinh nghiệm rút ngắn thời gian {about}",
    "Ứng dụng công nghệ thông tin trong {about}",
)
_ABOUT = (
    "tiếp nhận và trả kết quả thủ tục hành chính",
    "quản lý hồ sơ, tài liệu lưu trữ",
    "dạy học theo hướng phát triển năng lực học sinh",
    "chăm sóc và giáo dục trẻ mầm non",
    "tuyên truyền xây dựng nông thôn mới",
    "quản lý, sử dụng tài sản công",
)


def write_ratings(writer: Writer, year: int, named: Sequence[Nomination]) -> None:
    """Ratings of those put forward in a year; some are missing."""
    writer.write(_ratings(writer, year, named))


def _ratings(writer: Writer, year: int, named: Sequence[Nomination]) -> Iterator[Rating]:
    chance = writer.chance(f"ratings {year}")
    for nomination in named:
        for holder, what in nomination.named:
            if chance.random() < _UNRATED:
                continue
            plain = what == ADVANCED
            level = chance.choices(_LEVELS, (25, 65, 9, 1) if plain else (80, 18, 2, 0))[0]
            person, unit = (holder, None) if isinstance(holder, Person) else (None, holder)
            yield Rating(
                person=person,
                unit=unit,
                period=nomination.period,
                level=level,
                decision=f"{chance.randrange(1, 400)}/QĐ-{nomination.unit.code.upper()}",
            )


def write_other_ratings(
    writer: Writer, units: Units, staff: Staff, periods: Periods, named: Sequence[Nomination]
) -> None:
    """This year's ratings of all whom nobody put forward."""
    rated = {each.pk for nomination in named for each, _what in nomination.people}
    chance = writer.chance("other ratings")
    writer.write(
        Rating(
            person=person,
            period=period_of(unit, THIS_YEAR, periods),
            level=chance.choices(_LEVELS, (12, 70, 16, 2))[0],
        )
        for unit in [units.committee, *units.filing, *units.parts]
        for person in staff.of.get(unit.pk, ())
        if person.pk not in rated and chance.random() > _UNRATED
    )


def write_initiatives(writer: Writer, year: int, named: Sequence[Nomination]) -> None:
    """Initiatives of those put forward for the higher titles; some are not recognised yet."""
    writer.write(_initiatives(writer, year, named))


def _initiatives(writer: Writer, year: int, named: Sequence[Nomination]) -> Iterator[Initiative]:
    chance = writer.chance(f"initiatives {year}")
    for nomination in named:
        for person, what in nomination.people:
            if what == ADVANCED or chance.random() < _NO_INITIATIVE:
                continue
            is_recognised = chance.random() > _NOT_RECOGNISED
            scope = Scope.PROVINCE if what == SOLDIER_OF_PROVINCE else Scope.BASE
            yield Initiative(
                person=person,
                period=nomination.period,
                title=chance.choice(_WORDS).format(about=chance.choice(_ABOUT)),
                scope=scope if is_recognised else "",
                recognised_on=nomination.met_on - timedelta(days=30) if is_recognised else None,
                decision=f"{chance.randrange(1, 900)}/QĐ-UBND" if is_recognised else "",
                issuer=f"UBND tỉnh {PROVINCE}" if is_recognised else "",
            )


def write_hindrances(writer: Writer, people: Sequence[Person]) -> None:
    """Leave, discipline and cases under way, each of a few."""
    chance = writer.chance("hindrances")

    def some(share: float) -> list[Person]:
        return [each for each in people if chance.random() < share]

    leaves = []
    for person in some(_ON_LEAVE):
        start = date(2015, 1, 1) + timedelta(days=chance.randrange(3900))
        kind, days = ("thai_san", 180) if person.is_female else ("om_dau", 45)
        leaves.append(
            Leave(person=person, kind=kind, started_on=start, ended_on=start + timedelta(days=days))
        )
    writer.write(leaves)
    punished = []
    for person in some(_PUNISHED):
        day = date(2012, 1, 1) + timedelta(days=chance.randrange(4900))
        punished.append(
            Discipline(
                person=person,
                form=chance.choice(("khien_trach", "canh_cao")),
                decision=f"{chance.randrange(1, 900)}/QĐ-UBND",
                decided_on=day,
                ends_on=day + timedelta(days=365),
                issuer=f"UBND tỉnh {PROVINCE}",
                reason="Vi phạm quy định về thời gian làm việc",
            )
        )
    writer.write(punished)
    writer.write(
        PendingCase(
            person=person,
            kind=chance.choice((Pending.INSPECTION, Pending.COMPLAINT)),
            opened_on=date(THIS_YEAR, 3, 1) + timedelta(days=chance.randrange(200)),
            note="Đang xem xét, chưa kết luận",
        )
        for person in some(_CASES)
    )
