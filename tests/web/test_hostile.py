"""Odd input at every address: a clear answer, never a failure of the program, nothing written."""

import itertools
from http.cookies import SimpleCookie

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.web.addresses import address, addresses
from tests.web.world import World
from thidua.audit.models import Entry
from thidua.emulation.tests.opened import person_of

FIELDS = (
    "what",
    "person",
    "initiative",
    "collective-unit",
    "collective-what",
    "unit",
    "reason",
    "username",
    "password",
    "next",
    "language",
    "day",
    "period",
    "held_on",
    "place",
    "chair",
    "secretary",
    "choice",
    "rest",
    "items_1",
    "member_1",
    "choice_1",
    "addressed_to",
    "signer_name",
    "signer_title",
    "capacity",
    "signed_on",
    "revoked_on",
    "content",
    "entitled",
    "r0_plan",
    "r0_actual",
    "r1",
    "b0",
    "p0",
    "candidates",
    "holder_1",
    "what_1",
    "leave_out",
    "authority",
    "citation",
    "appraisal",
    "text",
    "kind",
    "number",
    "title",
    "nominee",
    "item",
    "then",
    "file",
    "received_on",
    "sender",
    "symbol",
    "issuer",
    "issued_on",
    "subject",
    "year",
    "starts_on",
    "ends_on",
    "deadline",
    "about",
    "blocs",
    "name",
    "head_name",
    "head_report_by",
    "deputy_position",
    "goes_to",
    "units",
    "answer",
    "meant",
    "cited",
    "due_on",
    "sent_on",
    "note",
    "day_counts",
    "grace_days",
    "step",
    "opens_on",
    "done_on",
    "summary",
    "honorific",
    "position",
    "is_another",
    "csrfmiddlewaretoken",
    "role",
    "started_on",
    "ended_on",
    "code",
    "present",
    "present_password",
    "name",
    "level",
    "issued_on",
    "issuer",
    "paid_on",
    "lines",
    "year",
    "password_again",
    "q",
    "only",
    "after",
    "before",
    "older",
    "newer",
    "who",
    "act",
    "subject",
)
METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD")
UNKNOWN = (0, 999_999, 2**63 - 1, 2**63, 10**30)
ODD: dict[str, str | bytes] = {
    "empty": "",
    "letters": "abc",
    "negative": "-1",
    "huge number": "9" * 40,
    "beyond 64 bits": str(2**63),
    "nul": "a\0b",
    "lone surrogate": "\\ud800",
    "half a character": b"\xff\xfe",
    "script": "<script>alert(1)</script>",
    "quote": "' OR 1=1 --",
    "long": "Đ" * 2_000,
    "right to left": "\u202eabc",
    "foreign address": "//elsewhere.example/",
    "line break": "a\r\nSet-Cookie: b=c",
    "unknown title": "no_such_title",
    "not a date": "31/02/2018",
    "year zero": "01/01/0000",
}


# Addresses that write a paper take nothing but their number and are slow: a few values do.
PAPERS = (
    "councils:minutes",
    "decisions:decision_file",
    "decisions:submission_file",
    "decisions:prize_paper",
)
FEW = ("letters", "nul", "long")
# What the two engines refuse differently; SQLite's run sends everything.
ENGINE = ("beyond 64 bits", "nul", "lone surrogate", "half a character", "long", "not a date")


@pytest.mark.parametrize("half", [0, 1])
def test_odd_values_never_fail(world: World, half: int) -> None:
    # The office may do the most: its requests reach the most code.
    client = Client(raise_request_exception=False)
    client.force_login(world.cast.officer)
    signed_in = client.cookies.output(attrs=[], header="", sep=";")
    for name, path in sorted(addresses(world).items())[half::2]:
        for kind, odd in ODD.items():
            if name in PAPERS and kind not in FEW:
                continue
            if connection.vendor == "postgresql" and kind not in ENGINE:
                continue
            # Signing out is an address too.
            client.cookies = SimpleCookie(signed_in)
            with transaction.atomic():
                query = client.get(
                    path, dict.fromkeys((*FIELDS, "q", "state", "from", "before"), odd)
                )
                answer = client.post(path, dict.fromkeys(FIELDS, odd))
                transaction.set_rollback(True)
            assert query.status_code < 500, (name, "GET", kind)
            assert answer.status_code < 500, (name, "POST", kind)
            assert "Set-Cookie: b=c" not in str(answer.headers)
            assert "elsewhere.example" not in answer.headers.get("Location", "")


def test_odd_values_of_a_line_are_told_beside_their_fields(world: World) -> None:
    client = Client()
    client.force_login(world.cast.ward_officer)
    before = Entry.objects.count()
    answer = client.post(
        address("emulation:registration", world),
        {"what": "no_such_title", "person": ["abc"], "initiative": "Sáng kiến A"},
    )
    form = answer.context["people"]
    assert answer.status_code == 422
    assert set(form.errors) == {"what", "person"}
    assert 'value="Sáng kiến A"' in answer.content.decode(), "what was typed stays"
    assert Entry.objects.count() == before


def test_a_person_of_another_unit_is_refused(world: World) -> None:
    client = Client()
    client.force_login(world.cast.ward_officer)
    before = Entry.objects.count()
    answer = client.post(
        address("emulation:registration", world),
        {"what": "lao_dong_tien_tien", "person": [person_of(world.cast.commune_officer).pk]},
    )
    assert answer.status_code == 422
    assert set(answer.context["people"].errors) == {"person"}
    assert Entry.objects.count() == before


def test_the_same_person_twice_is_refused_and_the_others_wait(world: World) -> None:
    client = Client()
    client.force_login(world.cast.ward_officer)
    before = Entry.objects.count()
    people = [person_of(world.cast.ward_officer).pk, person_of(world.cast.ward_head).pk]
    answer = client.post(
        address("emulation:registration", world), {"what": "lao_dong_tien_tien", "person": people}
    )
    assert answer.status_code == 409
    assert set(answer.context["people"].errors) == {"what"}
    assert answer.content.decode().count("checked") == 2, "what was ticked stays"
    assert Entry.objects.count() == before


def test_unknown_numbers_are_not_found(world: World) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.cast.officer)
    paths = addresses(world)
    cases = itertools.product(world.arguments().items(), UNKNOWN, ("GET", "POST"))
    for (name, arguments), pk, method in cases:
        for at, argument in enumerate(arguments):
            asked = _with_part(paths[name], arguments[: at + 1], str(argument), str(pk))
            answer = client.generic(method, asked)
            assert answer.status_code in {302, 404, 405}, (asked, method)


def _with_part(path: str, until: tuple[int | str, ...], old: str, new: str) -> str:
    """`path` with the last of the arguments `until` another: two may be the same number."""
    nth = [str(each) for each in until].count(old)
    parts = path.split("/")
    places = [at for at, part in enumerate(parts) if part == old]
    parts[places[nth - 1]] = new
    return "/".join(parts)


def test_other_methods_change_nothing(world: World) -> None:
    before = Entry.objects.count()
    client = Client(raise_request_exception=False)
    client.force_login(world.cast.officer)
    for (name, path), method in itertools.product(addresses(world).items(), METHODS):
        status = client.generic(method, path).status_code
        assert status < 500, (name, method)
    assert Entry.objects.count() == before


def test_bytes_that_are_no_form(world: World) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.cast.ward_officer)
    path = address("emulation:registration", world)
    for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain", ""):
        assert client.post(path, data=b"\0\xff{", content_type=kind).status_code in {400, 422}


def test_sent_twice_is_told_and_done_once(world: World) -> None:
    client = Client()
    client.force_login(world.cast.ward_officer)
    path = address("emulation:send_registration", world)
    assert client.post(path).status_code == 302
    before = Entry.objects.count()
    again = client.post(path)
    assert again.status_code == 409
    assert Entry.objects.count() == before


def test_without_the_forms_token_nothing_is_done(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.ward_officer)
    before = Entry.objects.count()
    answer = client.post(address("emulation:send_registration", world))
    assert answer.status_code == 403
    assert Entry.objects.count() == before
