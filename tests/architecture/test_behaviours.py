"""Behaviours that programs of this kind fail at, and the test that holds ours to each."""

import re

import pytest

from tools.tree import ROOT

BEHAVIOURS = {
    "tests/web/test_refused.py": {
        "an award never voted": "test_a_title_that_no_council_voted_gets_no_paper",
        "a vote after the close": "test_nobody_votes_after_the_meeting_closed_or_without_a_seat",
        "another unit's papers": "test_another_units_papers_are_not_found_by_their_number",
        "an empty dossier": (
            "test_an_empty_dossier_is_not_sent_and_a_year_that_is_none_is_not_found"
        ),
        "said to be deleted": "test_what_is_not_there_is_not_said_to_be_taken_off",
    },
    "thidua/councils/tests/test_meetings.py": {
        "a vote in another's name": "test_nobody_records_votes_in_anothers_name",
    },
    "tests/web/test_late_pages.py": {
        "a second vote": "test_a_vote_is_the_members_own_and_once",
        "one's own award": "test_a_meeting_from_call_to_minutes",
    },
    "thidua/dossiers/tests/test_appraisal.py": {
        "one's own appraisal": "test_nobody_appraises_their_own_nomination",
    },
    "thidua/ballots/tests/test_actions.py": {
        "more votes than members": "test_counts_that_cannot_be",
    },
    "tests/web/test_access.py": {
        "a page without signing in": "test_",
    },
    "thidua/dossiers/tests/test_dossier.py": {
        "the same person twice": "test_the_same_person_is_not_proposed_in_two_places",
        "the same title twice in a year": "test_the_same_title_twice_in_one_year",
    },
    "tests/web/test_hostile.py": {
        "a person of another unit": "test_a_person_of_another_unit_is_refused",
        "letters for a number": "test_odd_values_never_fail",
    },
    "tests/web/test_fuzz.py": {
        "invented values in any form": "test_no_form_ever_fails",
    },
    "tests/journeys/test_year.py": {
        "a crash in the middle": "test_killed_anywhere_the_office_stands_before_or_after_an_act",
    },
    "thidua/rules/tests/test_words.py": {
        "a gap in three years running": "test_the_gap_in_a_run_is_named",
    },
    "thidua/desk/tests/test_search.py": {
        "search without marks": "test_",
    },
    "thidua/accounts/tests/test_views.py": {
        "thirty wrong passwords": "test_thirty_wrong_passwords_lock_the_account_here",
        "a foreign address after sign-in": "test_next_leads_only_to_this_site",
    },
    "thidua/organisations/tests/test_loading.py": {
        "an import with wrong rows": "test_all_wrong_rows_are_told_at_once",
    },
}


@pytest.mark.parametrize(
    ("path", "name"), [(path, name) for path, held in BEHAVIOURS.items() for name in held.values()]
)
def test_each_is_held_by_a_test(path: str, name: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    assert re.search(rf"^def {name}", text, re.MULTILINE), "no such test"
