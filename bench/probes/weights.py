"""What pages weigh on the wire, compressed: a first visit with all that it names, and a repeat."""

import re
from collections.abc import Iterable

from django.http.response import HttpResponseBase
from django.test import Client

from bench import Measure
from bench.probes.visits import TODAY, client_of, visits
from thidua.common.clock import office_day_is

FIRST_KB, REPEAT_KB = 300, 60
KB = 1024
COMPRESSED = {"accept-encoding": "br, gzip"}
_NAMED = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_FONT = re.compile(rb"url\((be-vietnam-pro-[\w-]+\.woff2)\)")


def measures(scale: int, *, is_quick: bool) -> Iterable[Measure]:
    """The heaviest of all pages; each is asked for once."""
    del is_quick
    first: list[tuple[float, str]] = []
    repeat: list[tuple[float, str]] = []
    known: dict[str, int] = {}
    with office_day_is(TODAY):
        for visit in visits():
            client = client_of(visit.user)
            page = client.get(visit.address, headers=COMPRESSED, secure=True)
            plain = client.get(visit.address, secure=True).content.decode()
            alone = len(_body(page))
            named = sum(_weight(client, each, known) for each in set(_NAMED.findall(plain)))
            where = f"{visit.page} ({visit.role})"
            first.append(((alone + named) / KB, where))
            repeat.append((alone / KB, where))
    for name, found, budget in (
        ("first visit", first, FIRST_KB),
        ("repeat visit", repeat, REPEAT_KB),
    ):
        most, where = max(found)
        yield Measure(f"heaviest page, {name}", most, "KB", budget, scale=scale, note=where)


def _weight(client: Client, address: str, known: dict[str, int]) -> int:
    """A file that a page names, with the fonts that it names in turn."""
    if address not in known:
        body = _body(client.get(address, headers=COMPRESSED, secure=True))
        folder = address.rpartition("/")[0]
        fonts = [f"{folder}/{font.decode()}" for font in _FONT.findall(body)]
        known[address] = len(body) + sum(_weight(client, each, known) for each in fonts)
    return known[address]


def _body(answer: HttpResponseBase) -> bytes:
    parts = getattr(answer, "streaming_content", None)
    if parts is not None:
        return b"".join(parts)
    return bytes(getattr(answer, "content", b""))
