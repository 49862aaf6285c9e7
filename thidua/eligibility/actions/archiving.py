"""Keeping the law that gives stored verdicts."""

from django.utils.translation import gettext as _

from thidua.common.clock import system_now
from thidua.common.errors import refuse
from thidua.eligibility.models import RuleSet
from thidua.eligibility.rule_sets import ENGINE, law_in, packed
from thidua.rules import Law


def archived(law: Law) -> RuleSet:
    """The rule set of `law`: what ships here with own rules, in force or supposed; kept now if it
    was not yet.

    One query where it is kept. Refuses (code `law_changed`) where the files were changed since the
    program loaded them: what they say now did not give the verdicts.
    """
    found = RuleSet.objects.filter(digest=law.digest, engine=ENGINE).defer("content").first()
    if found is not None:
        return found
    content = packed(law)
    if law_in(content).digest != law.digest:
        raise refuse(
            "law_changed",
            _("The files of law were changed while the program runs."),
            cure=_("Ask the administrator to start the program again."),
        )
    kept, _made = RuleSet.objects.get_or_create(
        digest=law.digest,
        engine=ENGINE,
        defaults={"content": content, "archived_at": system_now()},
    )
    return kept
