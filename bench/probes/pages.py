"""Server time of pages, 95th percentile, on the example's year through Django's test client."""

import time
from collections.abc import Iterable
from datetime import date
from statistics import quantiles

from django.db.models import Count
from django.test import Client
from django.urls import reverse

from bench import Measure
from thidua.accounts.models import User
from thidua.common.clock import office_day_is
from thidua.dossiers.models import Dossier
from thidua.emulation.models import Registration
from thidua.organisations.states import Role

BUDGET_MS = 100
DAY = date(2018, 12, 20)
TIMES = 40
OK = 200


def measures() -> Iterable[Measure]:
    """The largest registration and dossier stand for all; an officer of the office asks."""
    officer = User.objects.filter(
        roles__role=Role.OFFICE_OFFICER, is_active=True, is_system=False
    ).order_by("pk")[0]
    registration = Registration.objects.annotate(size=Count("lines")).order_by("-size")[0]
    dossier = Dossier.objects.annotate(size=Count("nominees")).order_by("-size")[0]
    signed_in = Client()
    signed_in.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    pages = [
        ("sign-in", Client(), reverse("accounts:sign_in")),
        ("my duties", signed_in, reverse("desk:duties")),
        ("registrations", signed_in, reverse("emulation:registrations")),
        ("a registration", signed_in, reverse("emulation:registration", args=[registration.pk])),
        ("dossiers", signed_in, reverse("dossiers:dossiers")),
        ("a dossier", signed_in, reverse("dossiers:dossier", args=[dossier.pk])),
        ("the year's board", signed_in, reverse("desk:board")),
        ("people", signed_in, reverse("desk:people")),
        ("the register", signed_in, reverse("desk:register")),
    ]
    with office_day_is(DAY):
        for name, client, address in pages:
            yield Measure(f"page: {name}, p95", p95(client, address), "ms", BUDGET_MS)


def p95(client: Client, address: str) -> float:
    """Milliseconds, the 95th of a hundred. Raises where the page does not answer with 200."""
    spent = []
    for number in range(TIMES + 1):
        begin = time.perf_counter()
        answer = client.get(address, headers={"host": "localhost"}, secure=True)
        if answer.status_code != OK:
            raise RuntimeError(f"{address} answers {answer.status_code}.")
        if number:  # the first compiles templates
            spent.append((time.perf_counter() - begin) * 1000)
    return quantiles(spent, n=20)[-1]
