"""What the demo's visitors change: the office's day."""

from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.errors import refuse
from thidua.workflow import act
from thidua.year.models import DemoDay

# The example's plan is of 2018; its honours go back ten years, its law runs to 2025.
EARLIEST, LATEST = date(2008, 1, 1), date(2030, 12, 31)


def move_demo_day(*, by: User, day: date) -> DemoDay:
    """Make `day` the day that the demo's office believes it is; whoever is signed in may.

    Raises `Refusal` outside the demo and for a day far from the example's years.
    """
    if not settings.DEMO:
        raise refuse("not_the_demo", _("The office's day moves only in the demonstration."))
    if not EARLIEST <= day <= LATEST:
        raise refuse(
            "day_out_of_range",
            _("%(day)s is too far from the year of the demonstration.")
            % {"day": day.strftime("%d/%m/%Y")},
            cure=_("Choose a day between %(first)s and %(last)s.")
            % {"first": EARLIEST.strftime("%d/%m/%Y"), "last": LATEST.strftime("%d/%m/%Y")},
            field="day",
        )
    with act("year.move_demo_day", by=by) as current:
        row = DemoDay.objects.select_for_update().filter(pk=1).first() or DemoDay(pk=1)
        if row.day is not None:
            current.say(before=row.day.isoformat())
        row.day = day
        row.save()
        current.subject = row
        current.say(day=day.isoformat())
    return row


def give_demo_password(password: str) -> int:
    """Let the demo's people sign in with one password, printed beside their names; how many.

    One digest serves all: passwords are no rows that the journal vouches for, and these are no
    secret. Raises `Refusal` outside the demo.
    """
    if not settings.DEMO:
        raise refuse("not_the_demo", _("One password for all exists only in the demonstration."))
    digest = make_password(password)
    people = list(User.objects.filter(is_system=False, is_active=True))
    for user in people:
        user.password = digest
        user.save(update_fields=["password"])
    return len(people)
