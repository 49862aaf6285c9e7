"""The steps of a dossier, each through its action, for tests that start in the middle."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from tests.cast import Cast
from thidua.common.errors import Refusal
from thidua.dossiers.actions import (
    Candidate,
    appraise_nominee,
    attach_paper,
    conclude_appraisal,
    conclude_deliberation,
    draw_up_dossier,
    endorse_dossier,
    hold_deliberation,
    receive_dossier,
    record_deliberation_votes,
    submit_dossier,
    write_achievement,
)
from thidua.dossiers.models import Deliberation, Dossier, Nominee
from thidua.dossiers.queries import items_of
from thidua.dossiers.states import Route
from thidua.eligibility.models import Verdict
from thidua.eligibility.tests.records import initiative, person_of, rate

LDTT, CSTD, TTLDTT, GIAY_KHEN = (
    "lao_dong_tien_tien",
    "chien_si_thi_dua_co_so",
    "tap_the_lao_dong_tien_tien",
    "giay_khen_huyen",
)
MEETING, DAY = date(2018, 11, 20), date(2018, 12, 10)


def code_of(step: Any, **given: Any) -> str:
    """The first reason's code with which the step is refused."""
    with pytest.raises(Refusal) as told:
        step(**given)
    return told.value.reasons[0].code


def candidates_of(cast: Cast) -> list[Candidate]:
    """The ward's officer and head for the yearly title, the ward for the collective's."""
    lan, hung = person_of(cast, "lan"), person_of(cast, "hung")
    return [Candidate(lan, LDTT), Candidate(hung, LDTT), Candidate(cast.ward, TTLDTT)]


def meeting(cast: Cast, **more: Any) -> dict[str, Any]:
    """What is needed to hold the ward's deliberation; `more` goes over it."""
    given = {
        "by": cast.ward_officer,
        "unit": cast.ward,
        "period": cast.year,
        "held_on": MEETING,
        "chair": person_of(cast, "hung"),
        "secretary": person_of(cast, "lan"),
        "entitled": 20,
        "present": 18,
        "candidates": candidates_of(cast),
    }
    return {**given, **more}


def school_meeting(cast: Cast) -> dict[str, Any]:
    """The same for the school, about its school year."""
    return meeting(
        cast,
        by=cast.school_officer,
        unit=cast.school,
        period=cast.school_year,
        held_on=date(2018, 6, 1),
        chair=person_of(cast, "thu"),
        secretary=person_of(cast, "hoa"),
        candidates=[Candidate(person_of(cast, "hoa"), LDTT)],
    )


def held(cast: Cast, **more: Any) -> Deliberation:
    """A deliberation held."""
    return hold_deliberation(**meeting(cast, **more))


def voted(cast: Cast, yes: Sequence[int] = (), **more: Any) -> Deliberation:
    """Votes recorded: 18 for everyone, or as given."""
    deliberation = held(cast, **more)
    items = items_of(deliberation)
    votes = yes or [18] * len(items)
    record_deliberation_votes(
        by=meeting(cast, **more)["by"],
        deliberation=deliberation,
        counts={item: (count, 18 - count, 0) for item, count in zip(items, votes, strict=True)},
    )
    return deliberation


def concluded(cast: Cast, yes: Sequence[int] = (), **more: Any) -> Deliberation:
    """A deliberation concluded."""
    by = meeting(cast, **more)["by"]
    return conclude_deliberation(by=by, deliberation=voted(cast, yes, **more))


def drafted(cast: Cast, **more: Any) -> Dossier:
    """A dossier in draft, without papers."""
    by = meeting(cast, **more)["by"]
    return draw_up_dossier(by=by, deliberation=concluded(cast, **more), authority=cast.town)


def complete(dossier: Dossier, by: Any) -> Dossier:
    """The papers that the law of 2018 asks for."""
    attach_paper(by=by, dossier=dossier, kind="to_trinh", number="12/TTr-UBND")
    attach_paper(by=by, dossier=dossier, kind="dang_ky_thi_dua")
    for nominee in dossier.nominees.all():
        write_achievement(by=by, nominee=nominee, text="Hoàn thành tốt nhiệm vụ năm 2018.")
    return dossier


def submitted(cast: Cast, **more: Any) -> Dossier:
    """A dossier submitted."""
    by = meeting(cast, **more)["by"]
    return submit_dossier(by=by, dossier=complete(drafted(cast, **more), by))


def received(cast: Cast, **more: Any) -> Dossier:
    """A dossier received, of a unit whose people and collective are rated well."""
    lan, hung = person_of(cast, "lan"), person_of(cast, "hung")
    rate(cast, cast.year, "hoan_thanh_tot", lan, hung, cast.ward)
    dossier = submitted(cast, **more)
    if dossier.route == Route.SECTOR:
        endorse_dossier(by=cast.sector, dossier=dossier)
    return receive_dossier(by=cast.officer, dossier=dossier)


def appraised(cast: Cast) -> Dossier:
    """A dossier whose appraisal is concluded."""
    dossier = received(cast)
    for nominee in dossier.nominees.all():
        appraise_nominee(by=cast.officer, nominee=nominee, appraisal="propose")
    return conclude_appraisal(by=cast.officer, dossier=dossier)


def nominee_of(dossier: Dossier, name: str) -> Nominee:
    """The nominee of a name."""
    found: Nominee = dossier.nominees.get(person__name=name)
    return found


def with_initiative(cast: Cast, *usernames: str) -> None:
    """Recognised initiatives of the year."""
    for username in usernames:
        initiative(cast, person_of(cast, username), cast.year)


def verdict_of(nominee: Nominee) -> Verdict:
    """The nominee's verdict, which a received dossier has."""
    assert nominee.verdict is not None
    return nominee.verdict
