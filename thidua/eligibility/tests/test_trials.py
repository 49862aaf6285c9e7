"""What if: who gains and who loses on another day or by a draft; nothing else changes."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.test import Client

from tests.cast import Cast
from thidua.audit.verify import verify
from thidua.background.actions import end, take_up_lost
from thidua.background.states import WorkState
from thidua.background.tests.working import work
from thidua.common.clock import office_day_is, system_now
from thidua.eligibility.actions.trials import ask_to_try, carry_on_trying
from thidua.eligibility.actions.years import ask_to_judge
from thidua.eligibility.models import Standing, Trial, TrialChange, Verdict
from thidua.eligibility.supposing import drafts, supposing
from thidua.eligibility.tests.records import person_of, rate
from thidua.eligibility.trials import changes_of, sums_of
from thidua.organisations.tests.refusing import refused
from thidua.rules import default_law

CSTD = "chien_si_thi_dua_co_so"
DAY, LATER = date(2018, 12, 20), date(2024, 6, 1)
PAGE = "/xet-thu/"


@pytest.fixture
def judged(cast: Cast) -> Cast:
    with office_day_is(DAY):
        rate(cast, cast.year, "hoan_thanh_xuat_sac", person_of(cast, "lan"))
        rate(cast, cast.year, "hoan_thanh", person_of(cast, "hung"))
        ask_to_judge(year=2018, by=cast.officer)
        work()
    return cast


def tried(cast: Cast, on: date = LATER, draft: str = "") -> Trial:
    with office_day_is(DAY):
        trial = ask_to_try(year=2018, on=on, draft=draft, by=cast.officer)
        work()
    trial.refresh_from_db()
    assert trial.state == WorkState.DONE
    return trial


def test_another_day_has_gainers_and_losers_and_touches_nothing(judged: Cast) -> None:
    before = list(Standing.objects.order_by("pk").values())
    trial = tried(judged)
    sums = sums_of(trial)
    assert [(each.what, each.gain) for each in sums if each.gain] == [(CSTD, 1)]
    assert {each.what for each in sums if each.lose} >= {"giay_khen_huyen"}
    lost = sums_of(tried(judged, on=date(2003, 1, 1)))
    assert sum(each.lose for each in lost), "no law that is loaded was in force then"
    assert not any(each.gain for each in lost)
    first = next(each for each in sums if each.gain)
    names = [row.holder.name for row in changes_of(trial, first.what, gains=True)]
    assert len(names) == first.gain
    assert list(Standing.objects.order_by("pk").values()) == before
    assert not Verdict.objects.exists()
    assert verify().faults == ()


def test_a_draft_counts_only_in_a_trial(judged: Cast) -> None:
    draft = next(each.id for each in drafts() if each.id == "luat_06_2026")
    supposed = supposing(draft)
    title = supposed.title("chien_si_thi_dua_co_so")
    assert title.versions[0].citation.instrument == draft
    assert not title.versions[0].is_draft
    assert any(each.is_draft for each in default_law().title("chien_si_thi_dua_co_so").versions)
    assert supposed.digest != default_law().digest
    assert tried(judged, on=date(2026, 11, 1), draft=draft).given


def test_refusals(cast: Cast) -> None:
    with office_day_is(DAY):
        ask = partial(ask_to_try, year=2018, by=cast.officer)
        assert refused(partial(ask, on=DAY)) == {"nothing_supposed"}
        assert refused(partial(ask, on=LATER, draft="khong_co")) == {"unknown_draft"}
        assert refused(partial(ask_to_try, year=1990, on=LATER, by=cast.officer)) == {"no_period"}
        assert refused(partial(ask_to_try, year=2018, on=LATER, by=cast.inspector)) == {"not_yours"}


def test_a_trial_whose_worker_was_killed_goes_on(judged: Cast) -> None:
    whole = tried(judged)
    with office_day_is(DAY):
        broken = ask_to_try(year=2018, on=LATER, by=judged.officer)
        half = broken.total // 2
        keys = sorted({row.person_id or 0 for row in whole.changes.all()})
        long_ago = system_now() - Trial.PATIENCE - timedelta(seconds=1)
        Trial.objects.filter(pk=broken.pk).update(
            state=WorkState.RUNNING, moved_at=long_ago, last_person=keys[-1], done=half
        )
        assert take_up_lost() == 1
        work()
    broken.refresh_from_db()
    assert broken.state == WorkState.DONE
    rows = TrialChange.objects.filter(trial=broken)
    assert not rows.filter(person__isnull=False).exists(), "people were done before"
    assert rows.count() == whole.changes.filter(unit__isnull=False).count()


def test_the_pages(judged: Cast) -> None:
    client = Client()
    client.force_login(judged.officer)
    with office_day_is(DAY):
        wrong = client.post(PAGE, {"year": "2018", "on": "hôm qua", "draft": ""})
        assert wrong.status_code == 422
        sent = client.post(PAGE, {"year": "2018", "on": "01/06/2024", "draft": ""})
        assert sent.status_code == 302
        assert "Đây là xét thử" in client.get(sent["Location"]).content.decode()
        work()
        page = client.get(f"{sent['Location']}?gi={CSTD}").content.decode()
        assert "Ai được thêm" in page
        assert "Nguyễn Thị Lan" in page
        for user, status in (
            (judged.inspector, 200),
            (judged.ward_head, 404),
            (judged.nobody, 404),
        ):
            other = Client()
            other.force_login(user)
            assert other.get(PAGE).status_code == status
            assert other.get(sent["Location"]).status_code == status


def broken_off(cast: Cast) -> Trial:
    with office_day_is(DAY):
        trial = ask_to_try(year=2018, on=LATER, by=cast.officer)
        end(trial, WorkState.FAILED)
    return trial


def test_a_trial_that_broke_off_goes_on_by_the_button(judged: Cast) -> None:
    trial = broken_off(judged)
    office, reader = Client(), Client()
    office.force_login(judged.officer)
    reader.force_login(judged.inspector)
    with office_day_is(DAY):
        path = f"{PAGE}{trial.pk}/"
        assert "Cơ quan thường trực cho xét tiếp" in reader.get(path).content.decode()
        assert reader.post(f"{path}tiep/").status_code == 403
        assert "Việc xét thử bị ngắt" in office.get(path).content.decode()
        assert office.post(f"{path}tiep/")["Location"] == path
        work()
        assert "Ai được thêm" in office.get(f"{path}?gi={CSTD}").content.decode()
        assert refused(partial(carry_on_trying, work=trial, by=judged.officer)) == {
            "not_broken_off"
        }
        assert refused(partial(carry_on_trying, work=broken_off(judged), by=judged.inspector)) == {
            "not_yours"
        }


def test_the_names_of_a_trial_are_narrowed_to_a_unit(judged: Cast) -> None:
    trial = tried(judged)
    client = Client()
    client.force_login(judged.officer)
    with office_day_is(DAY):
        path = f"{PAGE}{trial.pk}/?gi={CSTD}"
        assert "Nguyễn Thị Lan" in client.get(f"{path}&dv=phuong+sao+do").content.decode()
        other = client.get(f"{path}&dv={judged.commune.name}").content.decode()
        assert "Nguyễn Thị Lan" not in other
        assert "Đơn vị này không có ai" in other
        assert "không có đơn vị nào tên" in client.get(f"{path}&dv=khong+co").content.decode()
