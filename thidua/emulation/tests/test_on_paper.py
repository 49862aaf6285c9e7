"""Acts done on paper: who may enter for whom, what day counts, and that nothing is got round."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.cast import Cast
from thidua.accounts.models import User
from thidua.audit.models import Entry
from thidua.audit.queries import history_of
from thidua.audit.verify import verify
from thidua.common.clock import office_day_is
from thidua.common.errors import Refusal
from thidua.desk.papers import POLICIES, paper_seen, papers_seen
from thidua.documents.models import OnPaper, StoredFile
from thidua.documents.tests.scans import on_paper
from thidua.emulation.actions import (
    open_agreement,
    open_year,
    report_bloc_post,
    send_registration,
    sign_agreement,
    start_registration,
)
from thidua.emulation.models import Agreement, Bloc, BlocPost, EmulationYear, Registration
from thidua.emulation.states import BlocPostKind, RegistrationState
from thidua.emulation.tests.opened import (
    COMMUNES,
    PARTY,
    confirmed_plan,
    drafted,
    person_of,
    round_of,
)
from thidua.workflow import act

LAST_DAY = date(2018, 1, 31)
IN_TIME, TYPED = date(2018, 1, 25), date(2018, 2, 5)


def refused(code: str, do: Callable[[], object], field: str = "") -> None:
    """`do` is refused with `code`, beside `field`."""
    with pytest.raises(Refusal) as told:
        do()
    found = [reason for reason in told.value.reasons if reason.code == code]
    assert found, told.value.reasons
    if field:
        assert found[0].field == field


@pytest.fixture
def draft(cast: Cast, year: EmulationYear) -> Registration:
    """The ward's draft, not sent."""
    return drafted(cast, year)


def test_a_list_signed_in_time_is_not_late_though_typed_after(
    cast: Cast, draft: Registration
) -> None:
    with office_day_is(TYPED):
        signed = on_paper(person_of(cast.ward_head), IN_TIME)
        send_registration(registration=draft, by=cast.ward_officer, on_paper=signed)
        line = history_of(draft)[0]
    assert (draft.sent_on, draft.days_late) == (IN_TIME, 0)
    assert draft.round.last_day == LAST_DAY
    row = OnPaper.objects.get()
    assert (row.action, row.doer_name) == ("emulation.registration.send", "Trần Văn Hùng")
    assert (row.entered_on, row.entered_by, row.on_behalf) == (TYPED, cast.ward_officer, False)
    assert line.on_paper is not None
    assert (line.on, line.on_paper.on, line.on_paper.scan) == (TYPED, IN_TIME, row.pk)
    assert verify().faults == ()


def test_without_its_scan_the_day_of_entry_counts(cast: Cast, draft: Registration) -> None:
    with office_day_is(TYPED):
        signed = on_paper(person_of(cast.ward_head), IN_TIME, is_scanned=False)
        send_registration(registration=draft, by=cast.ward_officer, on_paper=signed)
        line = history_of(draft)[0]
    assert (draft.sent_on, draft.days_late) == (TYPED, 5)
    assert line.on_paper is not None
    assert (line.on_paper.on, line.on_paper.scan) == (IN_TIME, None)


def test_a_paper_gets_round_nothing(cast: Cast, year: EmulationYear, draft: Registration) -> None:
    head = person_of(cast.ward_head)

    def sending(
        by: User, day: date = IN_TIME, *, doer: User = cast.ward_head, is_scanned: bool = True
    ) -> Callable[[], object]:
        done = on_paper(person_of(doer), day, is_scanned=is_scanned)
        return lambda: send_registration(registration=draft, by=by, on_paper=done)

    empty = start_registration(in_round=round_of(year), unit=cast.commune, by=cast.commune_officer)
    with office_day_is(TYPED):
        for user in (cast.commune_head, cast.school_officer, cast.clerk, cast.inspector,
                     cast.administrator, cast.nobody):  # fmt: skip
            refused("not_yours", sending(user))
        refused("no_scan", sending(cast.officer, is_scanned=False), "paper_scan")
        refused("not_the_doer", sending(cast.officer, doer=cast.commune_head), "paper_doer")
        refused("future", sending(cast.ward_officer, date(2018, 2, 6)), "paper_done_on")
        refused("too_early", sending(cast.ward_officer, date(2017, 12, 1)), "paper_done_on")
        named = on_paper("Trần Văn Hùng", IN_TIME)
        refused(
            "no_doer",
            lambda: send_registration(registration=draft, by=cast.ward_officer, on_paper=named),
        )
        # A blocker stops the paper as it stops the click.
        blocked = on_paper(person_of(cast.commune_head), IN_TIME)
        refused(
            "empty",
            lambda: send_registration(
                registration=empty, by=cast.commune_officer, on_paper=blocked
            ),
        )
    with office_day_is(date(2017, 12, 31)):
        refused("not_open", sending(cast.ward_officer, date(2017, 12, 31)))
    draft.refresh_from_db()
    assert draft.state == RegistrationState.DRAFT
    assert (OnPaper.objects.count(), StoredFile.objects.count()) == (0, 0)
    # What was sent is not sent again from a paper.
    with office_day_is(TYPED):
        sending(cast.officer)()
        refused("wrong_state", sending(cast.ward_officer))
        assert history_of(draft)[0].on_paper is not None
    assert OnPaper.objects.get().doer == head
    assert verify().faults == ()


def test_an_officer_enters_what_the_head_signed(cast: Cast, year: EmulationYear) -> None:
    bloc = Bloc.objects.get(emulation_year=year, name=COMMUNES)
    agreement = open_agreement(bloc=bloc, period=cast.year, text="Thi đua.", by=cast.ward_head)

    def entering(
        unit: str, by: User, doer: User, *, is_scanned: bool = True
    ) -> Callable[[], object]:
        done = on_paper(person_of(doer), date(2018, 1, 15), is_scanned=is_scanned)
        return lambda: sign_agreement(
            agreement=agreement, unit=getattr(cast, unit), by=by, on_paper=done
        )

    refused("not_yours", entering("commune", cast.ward_officer, cast.commune_head))
    refused("not_yours", entering("ward", cast.school_officer, cast.ward_head))
    refused("not_the_doer", entering("ward", cast.ward_officer, cast.ward_officer), "paper_doer")
    refused("no_scan", entering("ward", cast.officer, cast.ward_head, is_scanned=False))
    refused(
        "not_yours",
        lambda: sign_agreement(agreement=agreement, unit=cast.ward, by=cast.ward_officer),
    )
    with office_day_is(TYPED):
        entering("ward", cast.ward_officer, cast.ward_head, is_scanned=False)()
        entering("commune", cast.officer, cast.commune_head)()
    agreement = Agreement.objects.get()
    # The ward's paper has no scan: the day of its entry is the last signature's.
    assert agreement.signed_on == TYPED
    days = dict(agreement.signatures.values_list("unit__code", "signed_on"))
    assert days == {"phuong-sao-do": TYPED, "xa-le-loi": date(2018, 1, 15)}
    assert verify().faults == ()


def test_a_report_that_came_on_paper(cast: Cast) -> None:
    open_year(
        plan=confirmed_plan(cast),
        by=cast.officer,
        members={PARTY: [(cast.ward, ""), (cast.commune, "")]},
        deadline_day_counts=False,
    )
    posts = BlocPost.objects.filter(bloc__name=PARTY)
    head, deputy = posts.get(post=BlocPostKind.HEAD), posts.get(post=BlocPostKind.DEPUTY)

    def reporting(post: BlocPost, by: User, doer: User | None) -> Callable[[], object]:
        done = on_paper(person_of(doer), date(2018, 1, 30)) if doer else None
        unit = cast.ward if post == head else cast.commune
        return lambda: report_bloc_post(post=post, unit=unit, by=by, on_paper=done)

    with office_day_is(TYPED):
        # The bloc chooses: the office names nobody by itself, it only enters the bloc's report.
        refused("not_yours", reporting(head, cast.officer, None))
        refused("not_yours", reporting(head, cast.ward_officer, None))
        refused("not_yours", reporting(head, cast.school_officer, cast.ward_head))
        refused("not_yours", reporting(head, cast.ward_officer, cast.commune_head))
        refused("not_the_doer", reporting(head, cast.officer, cast.school_head))
        reporting(head, cast.ward_officer, cast.ward_head)()
        reporting(deputy, cast.officer, cast.ward_head)()
        refused("already_filled", reporting(head, cast.officer, cast.ward_head))
    late = {post.post: (post.reported_on, post.days_late) for post in posts.all()}
    assert late == {"head": (date(2018, 1, 30), 0), "deputy": (date(2018, 1, 30), 0)}
    assert verify().faults == ()


def test_scans_are_seen_as_the_rows_that_they_are_about(cast: Cast, draft: Registration) -> None:
    with office_day_is(TYPED):
        signed = on_paper(person_of(cast.ward_head), IN_TIME)
        send_registration(registration=draft, by=cast.ward_officer, on_paper=signed)
    row = OnPaper.objects.get()
    with act("tests.give_roles", by=cast.system):
        OnPaper(
            action="x", subject_model="plans.plan", subject_key=1, doer_name="x",
            done_on=IN_TIME, entered_on=IN_TIME, entered_by=cast.officer,
        ).save()  # fmt: skip
    labels = {policy.model._meta.label_lower: policy for policy in POLICIES}
    for user in User.objects.all():
        listed = set(papers_seen(user))
        alone = {each for each in OnPaper.objects.all() if paper_seen(user, each.pk)}
        policy = labels[row.subject_model]
        assert listed == alone == ({row} if policy.allows(user, "view", draft) else set())
    assert paper_seen(cast.officer, row.pk) == row
    assert paper_seen(cast.ward_head, row.pk) == row
    assert paper_seen(cast.commune_officer, row.pk) is None


@pytest.mark.parametrize(
    "wrong", [{"done_on": date(2018, 2, 6)}, {"on_behalf": True}, {"doer_name": ""}]
)
def test_the_database_refuses_what_cannot_be(cast: Cast, wrong: dict[str, object]) -> None:
    given: dict[str, object] = {
        "action": "x",
        "subject_model": "x.y",
        "subject_key": 1,
        "doer_name": "Lan",
        "done_on": IN_TIME,
        "entered_on": TYPED,
        "entered_by": cast.officer,
        **wrong,
    }
    entries = Entry.objects.count()
    with pytest.raises(Refusal), act("tests.wrong", by=cast.officer):
        OnPaper(**given).save()
    assert Entry.objects.count() == entries
