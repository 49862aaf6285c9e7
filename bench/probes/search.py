"""Search and the list of people over 60,000 of them, through Django's test client."""

import random
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.test import Client
from django.urls import reverse

from bench import Measure
from bench.probes.pages import BUDGET_MS, p95
from thidua.accounts.models import User
from thidua.common.clock import office_day_is
from thidua.organisations.actions import system_user
from thidua.organisations.models import Person, Unit
from thidua.organisations.states import Role
from thidua.workflow import act

PEOPLE = 60_000
DAY = date(2018, 12, 20)
# What is sought: a name that a third bear, one that few bear, one that nobody bears.
TEXTS = {"a common name": "nguyen", "three words": "lan thi ngo", "nothing": "zzz"}
_FAMILY = "Nguyễn Nguyễn Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Ngô"
_MIDDLE = "Văn Thị Hữu Đức Minh Ngọc Thanh Xuân"
_GIVEN = "An Bình Châu Dũng Đạt Giang Hà Hoà Hương Lan Linh Mai Nam Sơn Thảo Tuấn Yến"


def measures() -> Iterable[Measure]:
    """An officer of the standing office, who sees everybody, asks. The people are taken back."""
    officer = User.objects.filter(
        roles__role=Role.OFFICE_OFFICER, is_active=True, is_system=False
    ).order_by("pk")[0]
    client = Client()
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    with office_day_is(DAY), transaction.atomic():
        _write_people()
        for name, text in TEXTS.items():
            address = f"{reverse('desk:search')}?q={text.replace(' ', '+')}"
            yield Measure(
                f"search of {PEOPLE} people: {name}, p95", p95(client, address), "ms", BUDGET_MS
            )
        people = p95(client, reverse("desk:people"))
        yield Measure(f"list of {PEOPLE} people, p95", people, "ms", BUDGET_MS)
        transaction.set_rollback(True)


def _write_people() -> None:
    """Fill up to `PEOPLE` with made-up names."""
    chance = random.Random(2018)
    units = list(Unit.objects.all())
    parts = [text.split() for text in (_FAMILY, _MIDDLE, _MIDDLE, _GIVEN)]
    missing = PEOPLE - Person.objects.count()
    with act("bench.people", by=system_user()):
        Person.objects.bulk_create(
            [
                Person(
                    code=f"bench-{number}",
                    name=" ".join(chance.choice(part) for part in parts),
                    unit=chance.choice(units),
                ).prepare()
                for number in range(missing)
            ],
            batch_size=2000,
        )
