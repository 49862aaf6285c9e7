"""Gathering phrases from modules, templates and third parties."""

import pytest

from tools.messages import Message, Unreadable, from_python, from_template, from_third_parties

MODULE = """
_("Plain")
gettext("One " "phrase")
translation.gettext_lazy("Through a module")
ngettext("%(n)d row", "%(n)d rows", count)
pgettext("verb", "Register")
npgettext("noun", "act", "acts", count)
_(variable)
catalogue.gettext(msgid)
other("Not a phrase")
"""

TEMPLATE = """{% load i18n %}
{% translate "It's 100%" %} {% trans 'Old' context "tag" %} {{ _("Constant")|default:_("Default") }}
{% blocktranslate count rows=rows|length trimmed %}
  {{ rows }} row
{% plural %}
  {{ rows }} rows
{% endblocktranslate %}
{% blocktranslate with name=unit.name %}Unit {{ name }}{% endblocktranslate %}
{# _("not in a comment") #}
"""


def test_phrases_of_a_module() -> None:
    assert set(from_python(MODULE, "module.py")) == {
        Message("Plain"),
        Message("One phrase"),
        Message("Through a module"),
        Message("%(n)d row", plural="%(n)d rows"),
        Message("Register", context="verb"),
        Message("act", plural="acts", context="noun"),
    }


@pytest.mark.parametrize(
    "source", ['_(f"Row {row}")', '_("Row " + row)', '_("Row %s" % row)', '_("Row {}".format(1))']
)
def test_a_phrase_made_of_parts_is_refused_with_its_line(source: str) -> None:
    with pytest.raises(Unreadable, match=r"module\.py:2"):
        list(from_python(f"\n{source}", "module.py"))


def test_phrases_of_a_template() -> None:
    assert set(from_template(TEMPLATE, "page.html")) == {
        Message("It's 100%%"),
        Message("Old", context="tag"),
        Message("Constant"),
        Message("Default"),
        Message("%(rows)s row", plural="%(rows)s rows"),
        Message("Unit %(name)s"),
    }


def test_a_block_with_its_indentation_is_refused() -> None:
    source = "{% load i18n %}{% blocktranslate %}\n  Text\n{% endblocktranslate %}"
    with pytest.raises(Unreadable, match="trimmed"):
        list(from_template(source, "page.html"))


def test_phrases_that_django_leaves_in_english_are_gathered() -> None:
    """Those a user can meet: forms, validators, passwords, durations; no pages of its admin."""
    found = {message.msgid: place for message, place in from_third_parties()}
    assert found["Enter a valid UUID."] == "django/forms/fields.py"
    assert found["%(num)d day"] == "django/utils/timesince.py"
    assert "This field is required." not in found, "Django has this one in Vietnamese"
    assert not any("global_settings" in place or "admin" in place for place in found.values())
