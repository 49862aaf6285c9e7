"""Everything people read is there in Vietnamese, Django's own words too."""

from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.utils import translation
from django.utils.timesince import timesince

from tools import catalogue
from tools.messages import gather


def test_the_catalogue_is_complete() -> None:
    assert list(catalogue.faults(catalogue.read(), gather())) == []


def test_the_compiled_catalogue_is_the_one_that_is_kept() -> None:
    """`make` compiles anew when the words change; a stale one would show old words."""
    compiled = catalogue.CATALOGUE.with_suffix(".mo")
    assert compiled.read_bytes() == catalogue.read().to_binary(), "run `make setup`"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_words_that_django_leaves_in_english_are_ours(language: str) -> None:
    start = datetime(2018, 1, 10, tzinfo=UTC)
    with translation.override(language):
        field = forms.UUIDField(required=False)
        with pytest.raises(forms.ValidationError) as refused:
            field.clean("x")
        said = (refused.value.messages[0], timesince(start, start + timedelta(days=3)))
    expected = {
        "vi": ("Hãy nhập UUID hợp lệ.", "3\xa0ngày"),
        "en": ("Enter a valid UUID.", "3\xa0days"),
    }
    assert said == expected[language]
