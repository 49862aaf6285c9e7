"""June: the schools' year. November and December: scores, selection, titles and the report."""

from tools.chi_linh.events.making import (
    CALENDAR_BLOCS,
    OFFICE_HEAD,
    OFFICER,
    SCHOOL_YEAR,
    SCHOOLS,
    YEAR,
    Event,
    Office,
    event,
)
from tools.chi_linh.events.meetings import Season, season

JUNE = Season(
    period=SCHOOL_YEAR,
    blocs=(SCHOOLS,),
    records="25/05",
    records_after="2018-01-02",
    calendar="school_year",
    deliberate=(28, 31),
    month="05",
    submit="04/06",
    endorse="06/06",
    receive="08/06",
    appraise="15/06",
    call="18/06",
    meet="25/06",
    meet_iso="2018-06-25",
    decide="29/06",
    returned="thcs-sao-do",
    printed=("mam-non-sao-do-i",),
)
DECEMBER = Season(
    period=YEAR,
    blocs=CALENDAR_BLOCS,
    records="01/12",
    records_after="2018-05-25",
    calendar="calendar",
    deliberate=(3, 7),
    month="12",
    submit="10/12",
    endorse="",
    receive="12/12",
    appraise="17/12",
    call="18/12",
    meet="25/12",
    meet_iso="2018-12-25",
    decide="28/12",
    returned="phuong-van-an",
    printed=("phuong-sao-do",),
)


def summer(office: Office) -> list[Event]:
    """The schools' round of titles."""
    return season(office, JUNE)


def winter(office: Office) -> list[Event]:
    """Scores and selection in two blocs, the round of titles of the calendar year, the report."""
    return [
        event("28/05", "cross_check", OFFICER, bloc=SCHOOLS),
        *_scores("xa-phuong", "chu-tich-sao-do", members=20),
        *_scores("phong-chuyen-mon", "truong-phong-kinh-te", members=12),
        *season(office, DECEMBER),
        event("31/12", "report_year", OFFICE_HEAD),
        event("31/12", "fill_statistics_forms", OFFICER),
    ]


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
