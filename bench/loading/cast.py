"""Which officials take part in the load test, and what each of them opens and sends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from bench.probes.visits import HOST, TODAY, client_of, visitors
from thidua.accounts.models import User
from thidua.common.clock import office_day_is
from thidua.config.menu import lines_for
from thidua.councils.models import CouncilMember
from thidua.councils.states import Capacity
from thidua.dossiers.models import Dossier, Nominee
from thidua.dossiers.states import DossierState
from thidua.eligibility.states import Outcome
from thidua.organisations.models import RoleAssignment
from thidua.organisations.policies import UNIT
from thidua.organisations.states import Role
from thidua.workflow import act
from thidua.year.models import DemoDay

# Of a hundred acts; a page of the menu that is not named is opened this often.
_RARELY, _SEARCH, _ONE_DOSSIER, _ONE_NOMINEE, _WRITE = 2, 10, 14, 8, 8
_WEIGHTS = {
    "desk:duties": 20,
    "dossiers:dossiers": 12,
    "desk:board": 8,
    "desk:register": 6,
    "emulation:registrations": 4,
}
_SOUGHT = ("nguyen", "lan thi ngo", "tieu hoc an", "van hung")
_NAMED = re.compile(r'(?:href|src)="(/static/[^"]+)"')
# How many of each are at their desks besides the officers and heads of units.
_OFFICE_DESKS, _MEMBERS = 3, 8
_OPEN = (DossierState.DRAFT, DossierState.RETURNED)
_SEEN, _OWN = 12, 3
_TEXT = "Hoàn thành xuất sắc nhiệm vụ; có sáng kiến được đơn vị áp dụng. Bản viết lại."
_REASON = "Đã đối chiếu hồ sơ giấy, đủ tiêu chuẩn"


@dataclass(frozen=True)
class Act:
    """Something that one does: open a page, or send one of `forms` (address and fields)."""

    kind: str
    weight: int
    address: str = ""
    forms: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def stand_on_the_day() -> None:
    """Set the demo's office to the day on which the province's year stands."""
    user = User.objects.get(username="thuong-truc-1")
    with act("bench.load", by=user):
        DemoDay(pk=1, day=TODAY).save()


def officials(count: int) -> Iterator[tuple[str, User]]:
    """Those of the offices and the council, then units': half of these have a dossier to edit."""
    who = visitors()
    office = ("standing office", "its head")
    for role, user in who.items():
        if role in office:
            yield from [(role, user)] * _OFFICE_DESKS
        elif role not in {"unit", "school", "council member"}:
            yield role, user
    seats = CouncilMember.objects.filter(capacity=Capacity.MEMBER, person__user__isnull=False)
    for seat in seats.select_related("person__user").order_by("pk")[:_MEMBERS]:
        assert seat.person.user is not None  # noqa: S101 - filtered above
        yield "council member", seat.person.user
    editing = Dossier.objects.filter(state__in=_OPEN).values("unit")
    held = RoleAssignment.objects.filter(role__in=UNIT).select_related("user").order_by("pk")
    with_work = list(held.filter(unit__in=editing, role=Role.UNIT_OFFICER)[:count])
    others = list(held.exclude(unit__in=editing)[:: max(1, held.count() // count)])
    for one, another in zip(cycle(with_work), cycle(others), strict=False):
        yield "unit", one.user
        yield "unit", another.user


def session_of(user: User) -> str:
    """The key of a session in which `user` is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def static_files(user: User) -> list[str]:
    """The files that the first page names."""
    page = client_of(user).get(reverse("desk:duties"), headers=HOST).content.decode()
    return sorted(set(_NAMED.findall(page)))


def acts_of(role: str, user: User) -> Iterator[Act]:
    """All that one does in her day, by weight."""
    with office_day_is(date(TODAY.year, TODAY.month, TODAY.day)):
        names = [line.url_name for line in lines_for(user)]
    for name in names:
        yield Act(name, _WEIGHTS.get(name, _RARELY), reverse(name))
    for text in _SOUGHT:
        address = f"{reverse('desk:search')}?q={text.replace(' ', '+')}"
        yield Act("search", _SEARCH // len(_SOUGHT), address)
    if "dossiers:dossiers" in names:
        yield from _of_dossiers(role, user)


def _of_dossiers(role: str, user: User) -> Iterator[Act]:
    own = Dossier.objects.filter(unit__in=user.roles.values("unit"))
    in_office = role in {"standing office", "its head"}
    received = Dossier.objects.filter(state=DossierState.RECEIVED)
    if role == "council member":
        seen = Dossier.objects.filter(state=DossierState.APPRAISED)
    else:
        seen = received if in_office else own.exclude(state=DossierState.DRAFT)
    keys = list(seen.order_by("-pk").values_list("pk", flat=True)[: _SEEN if in_office else _OWN])
    if role in {"unit", "standing office", "its head", "council member"}:
        for key in keys:
            weight = max(1, _ONE_DOSSIER // len(keys))
            yield Act("one dossier", weight, reverse("dossiers:dossier", args=[key]))
    nominees = Nominee.objects.filter(dossier__in=keys).order_by("pk")
    if role in {"unit", "standing office"}:
        for key in nominees.values_list("pk", flat=True)[:4]:
            yield Act("one nominee", _ONE_NOMINEE // 4, reverse("dossiers:verdict", args=[key]))
    forms: list[tuple[str, dict[str, str]]] = []
    if role == "standing office":
        met = Nominee.objects.filter(dossier__in=keys, verdict__outcome=Outcome.MET)
        forms = [
            (reverse("dossiers:verdict", args=[key]), {"appraisal": "propose", "reason": ""})
            for key in met.order_by("pk").values_list("pk", flat=True)[:200]
        ]
    elif role == "unit":
        editing = Nominee.objects.filter(dossier__in=own.filter(state__in=_OPEN))
        forms = [
            (reverse("dossiers:write_achievement", args=[key]), {"text": _TEXT})
            for key in editing.order_by("pk").values_list("pk", flat=True)
        ]
    if forms:
        yield Act("writing", _WRITE, forms=forms)
