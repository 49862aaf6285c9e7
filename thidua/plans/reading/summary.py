"""What was understood of a plan, for people to read."""

from collections.abc import Iterator
from datetime import date

from thidua.common.phrases import gettext as _
from thidua.plans.reading.model import Bloc, Milestone, Post, ReadPlan


def summary_of(plan: ReadPlan) -> str:
    """`plan` as lines of text, doubts and what could not be placed at the end."""
    return "\n".join(
        [*_head(plan), *_what(plan), *_blocs(plan), *_milestones(plan), *_foot(plan), ""]
    )


def _day(value: date | None) -> str:
    return value.strftime("%d/%m/%Y") if value else "…"


def _section(heading: str, lines: list[str]) -> Iterator[str]:
    yield ""
    yield f"{heading} ({len(lines)})"
    yield from (f"  {line}" for line in lines)


def _head(plan: ReadPlan) -> Iterator[str]:
    yield f"{plan.number or '…'}/{plan.symbol or '…'} · {plan.subject or '…'}"
    if plan.issuer:
        yield " · ".join(name for name in (plan.issuer.parent, plan.issuer.body) if name)
    yield _("%(place)s, %(day)s; year %(year)s") % {
        "place": plan.place or "…",
        "day": _day(plan.issued_on),
        "year": plan.year or "…",
    }


def _what(plan: ReadPlan) -> Iterator[str]:
    bases = [
        " · ".join(
            part
            for part in (each.number_symbol or each.text, each.issuer, _day(each.issued_on))
            if part
        )
        for each in plan.bases
    ]
    yield from _section(_("Documents cited"), bases)
    yield from _section(
        _("Purposes"), [f"{each.number or '-'} {_short(each.text)}" for each in plan.purposes]
    )
    yield from _section(
        _("Contents"), [f"{each.number or '-'} {_short(each.text)}" for each in plan.contents]
    )
    movements = []
    for each in plan.movements:
        period = f" ({_day(each.first)} – {_day(each.last)})" if each.first else ""
        directive = f" · {each.directive}" if each.directive else ""
        movements.append(f"{each.name}{period}{directive}")
    yield from _section(_("Movements"), movements)


def _short(text: str, most: int = 110) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _post(post: Post | None) -> str:
    if post is None:
        return _("not named")
    if post.chosen_by:
        report = _(", to be reported before %(day)s") % {"day": _day(post.report_by)}
        chosen = _("chosen by %(who)s") % {"who": post.chosen_by}
        return chosen + (report if post.report_by else "")
    return " - ".join(part for part in (post.name, post.position) if part)


def _blocs(plan: ReadPlan) -> Iterator[str]:
    def line(bloc: Bloc) -> str:
        return _("%(bloc)s: head %(head)s; deputy %(deputy)s") % {
            "bloc": bloc.name,
            "head": _post(bloc.head),
            "deputy": _post(bloc.deputy),
        }

    yield from _section(_("Blocs"), [line(bloc) for bloc in plan.blocs])


def _milestones(plan: ReadPlan) -> Iterator[str]:
    def line(each: Milestone) -> str:
        window = f"{_day(each.first)} – {_day(each.last)}"
        due = _(", before %(day)s") % {"day": _day(each.deadline)} if each.deadline else ""
        again = f" ({_again(each.repeats)})" if each.repeats else ""
        about = _(" [for %(period)s]") % {"period": each.about} if each.about else ""
        return f"{each.section or '-'} {window}{due}{again}{about} {_short(each.act)}"

    yield from _section(_("Milestones"), [line(each) for each in plan.milestones])


def _again(repeats: str) -> str:
    """How often, in words."""
    return {
        "week": _("every week"),
        "month": _("every month"),
        "quarter": _("every quarter"),
        "year": _("every year"),
    }[repeats]


def _foot(plan: ReadPlan) -> Iterator[str]:
    if plan.addressees:
        yield from _section(_("Addressed to"), [each.text for each in plan.addressees])
    yield from _section(_("Recipients"), [each.text for each in plan.recipients])
    if plan.signer:
        parts = (
            plan.signer.capacity,
            plan.signer.on_behalf_of,
            plan.signer.title,
            plan.signer.name,
        )
        yield ""
        yield _("Signed: %(signer)s") % {"signer": " · ".join(part for part in parts if part)}
    doubts = []
    for each in plan.doubts:
        meant = _(" Perhaps: %(suggestion)s.") % {"suggestion": each.suggestion}
        doubts.append(f"“{_short(each.text)}”: {each.why}" + (meant if each.suggestion else ""))
    yield from _section(_("Doubts, nothing was corrected"), doubts)
    yield from _section(_("Not placed"), [each.text for each in plan.unread])
