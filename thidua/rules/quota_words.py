"""Caps on proposals in sentences."""

from datetime import date

from thidua.common.phrases import gettext as _
from thidua.rules.asking import rating_name
from thidua.rules.dated import Governing
from thidua.rules.law import Law
from thidua.rules.quotas import Base, Quota
from thidua.rules.scales import printed

When = date | Governing


def base_words(law: Law, base: Base, on: When) -> str:
    """What a cap is a share of, as `at most 15 % of …` goes on."""
    if base.title is not None:
        return _("those with %(base)s") % {"base": law.title(base.title).name}
    if base.parts:
        return _("the units directly inside it")
    names = ", ".join(rating_name(law, each, on) for each in base.rated)
    return _("those rated: %(levels)s") % {"levels": names}


def quota_words(law: Law, quota: Quota, on: When) -> str:
    """A cap on proposals in a sentence; names of ratings are those of a day."""
    steps = [
        _("%(share)s where the unit has %(title)s")
        % {"share": printed(part), "title": law.title(what).name}
        for what, part in quota.by_result
    ]
    plain = [] if quota.by_result else [printed(quota.plain)]
    steps += plain + [
        _("%(share)s where the unit itself is rated %(level)s")
        % {"share": printed(part), "level": rating_name(law, level, on)}
        for level, part in quota.by_rating
    ]
    text = _("At most %(share)s of %(base)s") % {
        "share": "; ".join(steps),
        "base": base_words(law, quota.base, on),
    }
    if quota.of == "authority":
        text += "; " + _("counted over all that the authority proposes")
    if quota.each:
        text += "; " + _("counted for each group of posts by itself")
    if quota.minimum:
        text += "; " + _("never fewer than %(count)s") % {"count": quota.minimum}
    if quota.few is not None:
        below, minimum = quota.few
        text += "; " + _("with fewer than %(below)s units, %(count)s may always be") % {
            "below": below,
            "count": minimum,
        }
    return text
