"""Pages of a year that was judged, and of a finished trial: server time, as other pages.

The rows are written for the measure and rolled back after: judging a province takes minutes, and
the other probes stand on the same database. Of 2022, when a quota of each unit was in force.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from django.db import connection, transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from bench import Measure
from bench.probes.pages import QUICK_ROUNDS, ROUNDS, measured
from bench.probes.visits import TODAY, Visit, visitors
from thidua.accounts.models import User
from thidua.background.states import WorkState
from thidua.common.clock import office_day_is
from thidua.eligibility.models import Judging, RuleSet, Standing, Trial, TrialChange
from thidua.eligibility.states import Result
from thidua.organisations.models import Period, Person, Unit

YEAR = 2022
DAY = date(2023, 12, 31)
TITLES = ("lao_dong_tien_tien", "chien_si_thi_dua_co_so")
# Of ten people: most qualify for the lower title, one for the higher.
_RESULTS = {
    TITLES[0]: (Result.VOUCHED,) * 7 + (Result.LACKS_ONE, Result.UNKNOWN, Result.UNMET),
    TITLES[1]: (Result.VOUCHED,) + (Result.LACKS_ONE,) * 6 + (Result.UNMET,) * 3,
}
_AT_ONCE = 5000


def measures(scale: int, *, is_quick: bool) -> Iterable[Measure]:
    """Each page as each who opens it, on rows that are gone afterwards."""
    with office_day_is(TODAY), transaction.atomic():
        visits = list(_visits())
        for visit in visits:
            yield measured(visit, scale, QUICK_ROUNDS if is_quick else ROUNDS)
        transaction.set_rollback(True)


def _visits() -> Iterator[Visit]:
    who = visitors()
    office, unit = who["standing office"], who["unit"]
    trial = _written(office)
    largest = Unit.objects.annotate(count=Count("people")).order_by("-count", "pk")[0]
    lists, shares = reverse("eligibility:qualifying"), reverse("eligibility:caps")
    lower, higher = (f"?nam={YEAR}&gi={what}" for what in TITLES)
    one = f"&don_vi={largest.pk}"
    for role, user, page, address in (
        ("standing office", office, "who qualifies", f"{lists}{lower}"),
        ("standing office", office, "who qualifies: all", f"{lists}{lower}&la=tat-ca"),
        ("standing office", office, "who qualifies: a quota", f"{lists}{higher}"),
        ("standing office", office, "who qualifies: a unit's quota", f"{lists}{higher}{one}"),
        ("standing office", office, "who qualifies: a name", f"{lists}{lower}&q=nguyen"),
        ("standing office", office, "who qualifies: every unit", f"{shares}{higher}"),
        ("unit", unit, "who qualifies: its own", f"{lists}{higher}"),
        ("standing office", office, "a finished trial", reverse("eligibility:trial", args=[trial])),
        ("standing office", office, "a finished trial: a unit",
         f"{reverse('eligibility:trial', args=[trial])}?gi={TITLES[1]}&don_vi={largest.pk}"),
    ):  # fmt: skip
        yield Visit(page, role, user, address)


def _written(by: User) -> int:
    """A judged year and a finished trial, over all people; the trial's key."""
    now = timezone.now()
    over = {
        "asked_by": by, "asked_at": now, "moved_at": now, "finished_at": now, "is_over": True,
        "state": WorkState.DONE, "year": YEAR, "governing_on": DAY,
    }  # fmt: skip
    Judging.objects.create(**over)
    trial = Trial.objects.create(**over, compared_on=DAY)
    rules = RuleSet.objects.create(digest="0" * 64, engine="0", content=b"", archived_at=now)
    period = Period.objects.filter(year=YEAR).order_by("pk")[0]
    people = Person.objects.exclude(unit=None).order_by("pk")
    rows = people.values_list("pk", "unit_id", "sort_key").iterator(chunk_size=_AT_ONCE)
    while some := list(islice(rows, _AT_ONCE)):
        Standing.objects.bulk_create(
            Standing(
                person_id=pk, at_id=unit, sort_key=key[:120], what=what, year=YEAR, period=period,
                result=_RESULTS[what][pk % 10], is_provisional=True, governing_on=DAY,
                rule_set=rules, judged_at=now,
            )
            for pk, unit, key in some
            for what in TITLES
        )  # fmt: skip
        TrialChange.objects.bulk_create(
            TrialChange(
                trial=trial, person_id=pk, sort_key=key[:120], what=TITLES[pk % 2],
                before=Result.UNMET, after=Result.VOUCHED, gains=pk % 3 > 0,
            )
            for pk, _unit, key in some
        )  # fmt: skip
    if connection.vendor == "postgresql":
        # As the server does by itself, some time after so many rows were written.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE eligibility_standing, eligibility_trialchange")
    return trial.pk
