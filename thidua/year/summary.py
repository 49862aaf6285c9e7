"""The summary of a run: counts per step, title and outcome, refusals, files with their digests."""

import hashlib
from pathlib import Path

from django.db.models import Count, Sum

from thidua.audit.chain import head_digest
from thidua.audit.models import Entry
from thidua.common.clock import office_day_is
from thidua.decisions.models import Decision, DecisionItem, Submission
from thidua.eligibility.models import Verdict
from thidua.emulation.models import Registration, RegistrationLine
from thidua.honours.models import Honour
from thidua.honours.states import Provenance
from thidua.organisations.models import Person, Unit
from thidua.rules import default_law
from thidua.year.running import RefusedEvent, Run

# Typst and the Word writer repeat their bytes; nothing written today does not.
_NO_DIGEST: frozenset[str] = frozenset()


def summarise(run: Run, out: Path) -> dict[str, object]:
    """The whole summary, as JSON can hold it; the same run gives the same summary."""
    return {
        "law": default_law().digest,
        "journal": {"entries": Entry.objects.count(), "head": head_digest()},
        "units": Unit.objects.count(),
        "people": Person.objects.count(),
        "steps": {
            name: {"acts": run.done[name], "rows": run.rows[name]} for name in sorted(run.done)
        },
        "registrations": _registrations(),
        "verdicts": _verdicts(),
        "decisions": _decisions(),
        "submissions": _submissions(),
        "honours": _honours(),
        "refused": [_refused(each) for each in run.refused],
        "files": [_file(out, name) for name in sorted(run.files)],
        "not_built": [{"step": name, "what": what} for name, what in sorted(run.not_built.items())],
    }


def _registrations() -> dict[str, object]:
    lines = RegistrationLine.objects.order_by("what").values("what").annotate(count=Count("pk"))
    return {
        "units": Registration.objects.exclude(sent_on=None).count(),
        "late": Registration.objects.filter(days_late__gt=0).count(),
        "lines": {each["what"]: each["count"] for each in lines},
    }


def _verdicts() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    counted = (
        Verdict.objects.filter(is_current=True)
        .order_by("what", "outcome")
        .values("what", "outcome")
        .annotate(count=Count("pk"))
    )
    for each in counted:
        found.setdefault(each["what"], {})[each["outcome"]] = each["count"]
    return found


def _decisions() -> list[dict[str, object]]:
    money = DecisionItem.objects.order_by().values("decision").annotate(total=Sum("money"))
    totals = {each["decision"]: each["total"] for each in money}
    return [
        {
            "number": f"{each.number:02d}/{each.symbol}" if each.number else None,
            "signed_on": each.signed_on.isoformat() if each.signed_on else None,
            "what": each.what,
            "period": each.period.code,
            "state": each.state,
            "awarded": each.items.count(),
            "money": totals.get(each.pk),
        }
        for each in Decision.objects.select_related("period").order_by("pk")
    ]


def _submissions() -> list[dict[str, object]]:
    return [
        {
            "number": f"{each.number:02d}/{each.symbol}" if each.number else None,
            "what": each.what,
            "period": each.period.code,
            "state": each.state,
            "proposed": each.items.count(),
        }
        for each in Submission.objects.select_related("period").order_by("pk")
    ]


def _honours() -> dict[str, int]:
    counted = (
        Honour.objects.filter(provenance=Provenance.DECIDED)
        .order_by("what")
        .values("what")
        .annotate(count=Count("pk"))
    )
    return {each["what"]: each["count"] for each in counted}


def _refused(each: RefusedEvent) -> dict[str, object]:
    event = each.event
    with office_day_is(event.on):
        return {
            "on": event.on.isoformat(),
            "act": event.act,
            "by": event.by,
            "where": event.where.rsplit("/", 1)[-1],
            "reasons": [
                {"code": reason.code, "message": reason.message, "citation": reason.citation}
                for reason in each.refusal.reasons
            ],
        }


def _file(out: Path, name: str) -> dict[str, object]:
    digest = hashlib.sha256((out / name).read_bytes()).hexdigest()
    return {"name": name, "sha256": None if name in _NO_DIGEST else digest}
