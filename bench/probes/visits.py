"""The pages that people open, by whom: every line of the menu, and pages of one thing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.test import Client
from django.urls import reverse

from thidua.accounts.models import User
from thidua.config.menu import lines_for
from thidua.councils.models import CouncilMember, Meeting
from thidua.councils.states import Capacity, MeetingState
from thidua.decisions.models import Decision
from thidua.dossiers.models import Dossier, Nominee
from thidua.dossiers.states import DossierState
from thidua.emulation.models import Agreement, Bloc, Registration, Round
from thidua.honours.models import Honour
from thidua.organisations.models import Unit
from thidua.plans.models import Plan

# The day on which the province's year stands.
TODAY = date(2025, 12, 15)
HOST = {"host": "localhost"}


@dataclass(frozen=True)
class Visit:
    """One page, and who opens it."""

    page: str
    role: str
    user: User
    address: str


def visitors() -> dict[str, User]:
    """Who opens pages, by what they are."""
    member = CouncilMember.objects.filter(capacity=Capacity.MEMBER).order_by("pk")[0]
    names = {
        "standing office": "thuong-truc-1",
        "its head": "truong-co-quan-thuong-truc",
        "unit": "dv-00003-can-bo",
        "school": "dv-00005-can-bo",
        "sector": "nganh-giao-duc",
        "clerk": "van-thu",
        "accountant": "ke-toan",
        "inspector": "thanh-tra",
        "administrator": "quan-tri",
    }
    found = {role: User.objects.get(username=name) for role, name in names.items()}
    found["council member"] = User.objects.get(person=member.person_id)
    return found


def visits() -> Iterator[Visit]:
    """Every line of each one's menu, then the larger pages of one thing."""
    who = visitors()
    for role, user in who.items():
        for line in lines_for(user):
            yield Visit(line.url_name, role, user, reverse(line.url_name))
    for role, page, key in _of_one_thing(who):
        yield Visit(page, role, who[role], reverse(page, args=[key]))
    office = who["standing office"]
    for name, address in _narrowed():
        yield Visit(name, "standing office", office, address)
    for page in ("organisations:accounts", "organisations:roles", "organisations:choose_person"):
        yield Visit(page, "administrator", who["administrator"], reverse(page))


def _of_one_thing(who: dict[str, User]) -> Iterator[tuple[str, str, int]]:
    received = _largest(Dossier.objects.filter(state=DossierState.RECEIVED))
    appraised = _largest(Dossier.objects.filter(state=DossierState.APPRAISED))
    concluded = _largest(Dossier.objects.filter(state=DossierState.CONCLUDED))
    nominee = Nominee.objects.filter(dossier=received, person__isnull=False).order_by("pk")[0]
    sitting = Meeting.objects.filter(state=MeetingState.OPEN)[:1]
    closed = Meeting.objects.annotate(n=Count("agenda")).filter(state="closed").order_by("-n")[0]
    decision = Decision.objects.annotate(n=Count("items")).order_by("-n", "pk")[0]
    honoured = Honour.objects.exclude(person=None).values("person").annotate(n=Count("pk"))
    person = honoured.order_by("-n", "person")[0]["person"]
    unit = Unit.objects.get(code="dv-00003")
    own = who["unit"].roles.all()[0].unit
    one: list[tuple[str, str, int]] = [
        ("standing office", "dossiers:dossier", received),
        ("standing office", "dossiers:verdict", nominee.pk),
        ("council member", "dossiers:dossier", appraised),
        ("inspector", "dossiers:dossier", concluded),
        ("unit", "dossiers:dossier", own.dossiers.exclude(state="draft").order_by("-pk")[0].pk),
        ("standing office", "councils:meeting", closed.pk),
        ("standing office", "decisions:decision", decision.pk),
        ("accountant", "decisions:prize_list", decision.pk),
        ("standing office", "desk:person", person),
        ("standing office", "desk:unit", unit.pk),
        ("unit", "desk:unit", unit.pk),
        ("standing office", "desk:bloc", Bloc.objects.order_by("pk")[0].pk),
        ("standing office", "emulation:round", Round.objects.order_by("pk")[0].pk),
        ("standing office", "emulation:registration", Registration.objects.order_by("pk")[0].pk),
        ("unit", "emulation:registration", own.registrations.order_by("-pk")[0].pk),
        ("standing office", "emulation:agreement", Agreement.objects.order_by("pk")[0].pk),
        ("standing office", "plans:plan", Plan.objects.order_by("pk")[0].pk),
        ("standing office", "plans:receipts", Plan.objects.order_by("pk")[0].pk),
    ]
    yield from one
    for meeting in sitting:
        yield "standing office", "councils:meeting", meeting.pk
        yield "council member", "councils:meeting", meeting.pk


def _largest(dossiers: QuerySet[Dossier]) -> int:
    found: int = dossiers.annotate(n=Count("nominees")).order_by("-n", "pk")[0].pk
    return found


def _narrowed() -> Iterator[tuple[str, str]]:
    """Lists as people narrow and turn them."""
    dossiers, register = reverse("dossiers:dossiers"), reverse("desk:register")
    yield "dossiers: the received", f"{dossiers}?state=received"
    yield "dossiers: the concluded", f"{dossiers}?state=concluded"
    yield "register: all years", f"{register}?nam=tat-ca"
    yield "register: all years, a name", f"{register}?nam=tat-ca&q=nguyen"
    yield "register: a title", f"{register}?nam=2024&gi=chien_si_thi_dua_co_so"


def client_of(user: User) -> Client:
    """A client signed in, without its password."""
    client = Client(headers=HOST)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client
