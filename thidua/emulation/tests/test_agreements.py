"""Agreements signed by each member's head, and review meetings."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.verify import verify
from thidua.common.errors import Refusal
from thidua.documents.tests.scans import on_paper
from thidua.emulation.actions import hold_review, open_agreement, sign_agreement
from thidua.emulation.models import Agreement, AgreementSignature, Bloc, EmulationYear, Review
from thidua.emulation.states import AgreementState, ReviewKind
from thidua.emulation.tests.opened import COMMUNES, PARTY, SCHOOLS, person_of

TODAY = date(2018, 1, 15)


def bloc(name: str) -> Bloc:
    found: Bloc = Bloc.objects.get(name=name)
    return found


@pytest.fixture
def agreement(cast: Cast, year: EmulationYear) -> Agreement:
    """The agreement of communes and wards for 2018, opened by the bloc's head."""
    return open_agreement(
        bloc=bloc(COMMUNES), period=cast.year, text="Cùng thi đua.", by=cast.ward_head
    )


def refused(code: str, attempt: Callable[[], object]) -> None:
    """`attempt` is refused with `code`, and nothing is written."""
    entries = Entry.objects.count()
    with pytest.raises(Refusal) as told:
        attempt()
    assert told.value.reasons[0].code == code
    assert Entry.objects.count() == entries


def test_refusals_to_open(cast: Cast, agreement: Agreement) -> None:
    def opening(
        by: User, name: str = COMMUNES, text: str = "Cùng thi đua.", period: str = "past"
    ) -> Callable[[], object]:
        return lambda: open_agreement(
            bloc=bloc(name), period=getattr(cast, period), text=text, by=by
        )

    refused("not_yours", opening(cast.ward_officer))
    refused("not_yours", opening(cast.school_head, SCHOOLS, period="school_year"))
    refused("no_text", opening(cast.officer, text=" \n "))
    refused("bad_character", opening(cast.officer, text="a\0"))
    refused("other_calendar", opening(cast.officer, period="school_year"))
    refused("already_open", opening(cast.commune_head, period="year"))
    refused("no_members", opening(cast.officer, PARTY))
    assert Agreement.objects.count() == 1


def test_last_signature_completes(cast: Cast, agreement: Agreement) -> None:
    sign_agreement(agreement=agreement, unit=cast.ward, by=cast.ward_head)
    assert (agreement.state, agreement.signed_on) == (AgreementState.OPEN, None)
    signature = sign_agreement(agreement=agreement, unit=cast.commune, by=cast.commune_head)
    assert signature.signer == person_of(cast.commune_head)
    assert (agreement.state, agreement.signed_on) == (AgreementState.SIGNED, date(2018, 1, 15))
    said = Entry.objects.order_by("sequence").last()
    assert said is not None
    assert said.values.said["to"] == "signed"
    refused(
        "wrong_state",
        lambda: sign_agreement(agreement=agreement, unit=cast.ward, by=cast.ward_head),
    )
    assert verify().faults == ()


def test_refusals_to_sign(cast: Cast, agreement: Agreement) -> None:
    def signing(unit: str, by: User, paper: User | None = None) -> Callable[[], object]:
        done = on_paper(person_of(paper), TODAY) if paper else None
        return lambda: sign_agreement(
            agreement=agreement, unit=getattr(cast, unit), by=by, on_paper=done
        )

    refused("not_yours", signing("ward", cast.ward_officer))
    refused("not_yours", signing("ward", cast.commune_head))
    refused("not_yours", signing("school", cast.school_head))
    refused("not_yours", signing("ward", cast.officer))
    refused("not_yours", signing("ward", cast.inspector))
    refused("not_yours", signing("commune", cast.ward_head, cast.commune_head))
    refused("not_a_member", signing("school", cast.officer, cast.school_head))
    refused("not_the_doer", signing("ward", cast.officer, cast.ward_officer))
    refused("not_the_doer", signing("ward", cast.officer, cast.commune_head))
    refused("nobody", signing("ward", cast.system))
    signing("ward", cast.ward_head)()
    refused("already_signed", signing("ward", cast.ward_head))
    refused("already_signed", signing("ward", cast.officer, cast.ward_head))
    assert AgreementSignature.objects.count() == 1
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.OPEN


def test_office_records_what_was_signed_on_paper(cast: Cast, agreement: Agreement) -> None:
    signature = sign_agreement(
        agreement=agreement,
        unit=cast.commune,
        by=cast.officer,
        on_paper=on_paper(person_of(cast.commune_head), TODAY),
    )
    assert signature.signer.name == "Phạm Văn Nam"
    entry = Entry.objects.order_by("sequence").last()
    assert entry is not None
    assert entry.values.said["on_paper"]["doer"] == "Phạm Văn Nam"
    assert entry.values.said["on_paper"]["on_behalf"] is True
    assert entry.actor_name == "Hoàng Thị Yến"


def test_review_meetings(cast: Cast, year: EmulationYear) -> None:
    def holding(by: User, **given: object) -> Callable[[], object]:
        arguments: dict[str, object] = {
            "bloc": bloc(COMMUNES),
            "period": cast.past,
            "kind": "tong_ket",
            "held_on": date(2018, 1, 12),
            "summary": "Đã tổng kết.",
            "by": by,
            **given,
        }
        return lambda: hold_review(**arguments)  # type: ignore[arg-type]

    refused("not_yours", holding(cast.ward_officer))
    refused("not_yours", holding(cast.school_head))
    refused("unknown_kind", holding(cast.officer, kind="tat_nien"))
    refused("other_calendar", holding(cast.officer, period=cast.school_year))
    refused("not_yet_held", holding(cast.officer, held_on=date(2018, 1, 16)))
    refused("bad_character", holding(cast.officer, summary="\0"))
    assert not Review.objects.exists()
    holding(cast.ward_head)()
    assert Review.objects.get().kind == ReviewKind.FINAL
    refused("already_held", holding(cast.officer))
    assert verify().faults == ()
