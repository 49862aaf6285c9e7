"""June: the schools' year. November and December: scores, selection, titles and the report."""

from dataclasses import replace

from tools.chi_linh.dice import Dice
from tools.chi_linh.events.making import (
    CALENDAR_BLOCS,
    NEXT_SCHOOL_YEAR,
    OFFICE_HEAD,
    OFFICER,
    SCHOOL_YEAR,
    SCHOOLS,
    YEAR,
    Event,
    Office,
    event,
)
from tools.chi_linh.events.meetings import Season, records, season
from tools.chi_linh.events.opening import register

# Its ratings came late: the dossier of the school year follows in December.
LATE_SCHOOL = "thcs-nhan-hue"
# Units that are late in December, each at another step on the demo's day.
LATE = ("phuong-sao-do", "xa-le-loi", "phong-kinh-te", "xa-nhan-hue")

JUNE = Season(
    period=SCHOOL_YEAR,
    deliberate=(28, 31),
    month="05",
    draw_up="04/06",
    submit="04/06",
    endorse="07/06",
    receive="08/06",
    appraise="15/06",
    call="18/06",
    meet="25/06",
    close="25/06",
    draft="26/06",
    issue="29/06",
    forgetful=("thcs-sao-do",),
    printed=("mam-non-sao-do-i",),
)
OFFICES = Season(
    period=YEAR,
    deliberate=(3, 5),
    month="12",
    draw_up="06/12",
    submit="07/12",
    receive="10/12",
    appraise="14/12",
    call="17/12",
    meet="20/12",
    close="20/12",
    draft="21/12",
    issue="28/12",
    forward=True,
)
COMMUNES = Season(
    period=YEAR,
    deliberate=(3, 7),
    month="12",
    draw_up="10/12",
    submit="11/12",
    receive="13/12",
    appraise="18/12",
    call="20/12",
    meet="24/12",
    close="26/12",
    draft="27/12",
    issue="28/12",
    forgetful=("phuong-van-an",),
    forward=True,
)
LAST = Season(
    period=YEAR,
    deliberate=(6, 7),
    month="12",
    draw_up="20/12",
    submit="26/12",
    receive="27/12",
    appraise="27/12",
    call="27/12",
    meet="28/12",
    close="28/12",
    draft="29/12",
    issue="31/12",
    printed=("phuong-sao-do",),
    submits=False,
)


def summer(office: Office) -> list[Event]:
    """The schools' round of titles, and in December their registration for the next year."""
    schools = office.world.members(SCHOOLS)
    made = [*records("25/05", "2018-01-02", "school_year")]
    made += season(office, JUNE, [unit for unit in schools if unit.id != LATE_SCHOOL])
    made += _late_school(office)
    made.append(
        event("01/12", "open_round", OFFICER, bloc=SCHOOLS, period=NEXT_SCHOOL_YEAR,
              opens_on="2018-12-01", deadline="2018-12-31", last_day="2018-12-31")
    )  # fmt: skip
    for unit in [unit for unit in schools if Dice("early", unit.id).whether(0.3)]:
        if unit.id not in ("mam-non-sao-do-i", "thcs-chi-minh"):
            made += register(office, unit, "14/12", NEXT_SCHOOL_YEAR)
    return made


def _late_school(office: Office) -> list[Event]:
    unit = office.world.units[LATE_SCHOOL]
    late = replace(JUNE, draw_up="19/12", submit="20/12", endorse="27/12", receive="28/12")
    whole = season(office, late, [unit])
    return [event for event in whole if event.given.get("unit") == LATE_SCHOOL][:-2]


def winter(office: Office) -> list[Event]:
    """Scores and selection in two blocs, the round of titles of the calendar year, the report."""
    units = [unit for bloc in CALENDAR_BLOCS for unit in office.world.members(bloc)]
    in_time = [unit for unit in units if unit.id not in LATE]
    communes = [unit for unit in in_time if unit.bloc == "xa-phuong"]
    return [
        event("28/05", "cross_check", OFFICER, bloc=SCHOOLS),
        *_scores("xa-phuong", "chu-tich-sao-do", members=20),
        *_scores("phong-chuyen-mon", "truong-phong-kinh-te", members=12),
        *records("01/12", "2018-05-25", "calendar"),
        *season(office, OFFICES, [unit for unit in in_time if unit not in communes]),
        *season(office, COMMUNES, communes),
        *_late(office),
        event("31/12", "report_year", OFFICE_HEAD),
        event("31/12", "fill_statistics_forms", OFFICER),
    ]


def _late(office: Office) -> list[Event]:
    """Those who come last: one has yet to draw up, one to attach papers, one to answer a return."""
    steps = {
        "phuong-sao-do": replace(LAST, draw_up="26/12"),
        "xa-le-loi": LAST,
        "phong-kinh-te": replace(
            LAST, submit="20/12", returned=("phong-kinh-te",), returned_on="21/12"
        ),
        "xa-nhan-hue": replace(LAST, submit="24/12"),
    }
    made: list[Event] = []
    council: list[Event] = []
    for code in LATE:
        whole = season(office, steps[code], [office.world.units[code]])
        made += [event for event in whole if event.given.get("unit") == code]
        council = [event for event in whole if event.given.get("unit") != code]
    return [*made, *council]


def _scores(bloc: str, head: str, *, members: int) -> list[Event]:
    place = {"bloc": bloc, "period": YEAR}
    results = f"sheets/{bloc}.results.yaml"
    absent = 1
    present = members - absent
    return [
        event("05/11", "adopt_sheet", head, **place, file=f"sheets/{bloc}.yaml"),
        event("12/11", "enter_results", head, **place, file=results),
        event("15/11", "rank_units", head, **place),
        event("20/11", "open_selection", head, **place, entitled=members, present=present),
        event("20/11", "record_selection", head, **place, rest=[present, 0, 0],
              votes=_undecided(bloc, present)),
    ]  # fmt: skip


def _undecided(bloc: str, present: int) -> dict[str, list[int]]:
    """Of the two offices that tie at the last place, the vote prefers one."""
    if bloc != "phong-chuyen-mon":
        return {}
    return {"phong-kinh-te": [present - 3, 3, 0], "phong-noi-vu": [2, present - 2, 0]}
