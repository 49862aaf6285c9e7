"""Every form of every page, sent with invented values: never a failure of the program.

Fields and closed choices are read from the pages themselves, so that requests are nearly right and
reach deep; what is invented replaces a few of the values.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.addresses import addresses
from tests.web.page_forms import PageForm, forms_of
from tests.web.world import World
from thidua.accounts.models import User

PARTS = ("officer", "chair", "clerk", "administrator", "ward_officer", "sector")
# Signing out would leave the rest of the walk outside.
LEFT_OUT = ("/dang-xuat/",)
EXAMPLES = 200

_DAYS = st.dates().map(lambda day: day.strftime("%d/%m/%Y"))
_NUMBERS = st.integers(-(2**70), 2**70).map(str) | st.decimals(allow_nan=True).map(str)
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_FILES = st.builds(
    SimpleUploadedFile,
    st.sampled_from(("a.pdf", "a.xlsx", "a.docx", "a.txt", "a.png", "a")),
    st.binary(max_size=60) | st.just(b"%PDF-1.4\n") | st.just(b"PK\x03\x04"),
)
_INVENTED = _TEXTS | _NUMBERS | _DAYS | st.sampled_from(("", "0", "1", "01/06/2018", "on"))

Asked = tuple[str, str, PageForm]


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def all_forms(clients: dict[str, Client], world: World) -> list[Asked]:
    """Every form that any part sees, once for each part: (part, where it is sent, the form)."""
    found: list[Asked] = []
    paths = addresses(world).values()
    for part, client in clients.items():
        seen: set[tuple[str, frozenset[str]]] = set()
        for path in paths:
            answer = client.get(path)
            if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
                continue
            for form in forms_of(answer.content.decode()):
                to = urlsplit(urljoin(path, form.action)).path
                key = (to, frozenset(form.fields))
                if key not in seen and to not in LEFT_OUT:
                    seen.add(key)
                    found.append((part, to, form))
    return found


def test_no_form_ever_fails(world: World) -> None:
    users = {"chair": world.late.chair}
    clients = {part: signed_in(users.get(part) or getattr(world.cast, part)) for part in PARTS}
    asked = all_forms(clients, world)
    assert len({to for _part, to, _form in asked}) > 80, "the walk found the forms"

    @settings(
        max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(st.data())
    def send(data: st.DataObject) -> None:
        part, to, form = data.draw(st.sampled_from(asked), "form")
        values: dict[str, Any] = {}
        for name, offered in form.fields.items():
            right = st.sampled_from(offered or [""])
            invented = _INVENTED | _FILES if form.method == "post" else _INVENTED
            values[name] = data.draw(right | invented, name)
        with undone():
            method = clients[part].post if form.method == "post" else clients[part].get
            answer = method(to, values)
        assert answer.status_code < 500, (part, to, values)

    send()
