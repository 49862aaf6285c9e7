"""A browser in which a personal link was opened gets at nothing but that link's pages."""

from django.db import transaction
from django.test import Client

from tests.web.addresses import address, names
from tests.web.world import World

OPEN_TO_ALL = {
    "healthz", "readyz", "accounts:sign_in", "accounts:sign_out", "accounts:language",
}  # fmt: skip


def test_a_link_opens_its_own_pages_and_no_address_else(world: World) -> None:
    client = Client()
    client.post(f"/lien-ket/{world.exchange.secret}/")
    own = f"/qua-lien-ket/{world.exchange.link.pk}/"
    assert client.get(own).status_code == 200
    wrong = []
    for name in names():
        path = address(name, world)
        if path.startswith(own) or name in OPEN_TO_ALL:
            continue
        for method in ("GET", "POST"):
            with transaction.atomic():
                answer = client.generic(method, path)
                transaction.set_rollback(True)
            if answer.status_code not in {302, 404, 405}:
                wrong.append(f"{method} {name}: {answer.status_code}")
            if answer.status_code == 302 and not answer["Location"].startswith("/dang-nhap/"):
                wrong.append(f"{method} {name} leads to {answer['Location']}")
    assert wrong == []
