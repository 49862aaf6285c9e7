"""What honours are loaded from: rows, and the decisions that many rows share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from thidua.common.strict_yaml import Node, read_file
from thidua.honours.states import HonourKind


@dataclass(frozen=True)
class HonourRow:
    """One honour held over runs of years ("2008-2012 2014").

    The decision stands in `number` and `decided_on`, or in the scheme that `scheme` names. `issuer`
    is a unit's code or a name.
    """

    holder: str
    what: str
    years: str
    issuer: str = ""
    scheme: str = ""
    kind: str = ""
    number: str = ""
    decided_on: str = ""


@dataclass(frozen=True)
class DecisionOf:
    """The decision that gave an honour: its number with symbol, and its date."""

    number: str
    decided_on: date | None


@dataclass(frozen=True)
class Scheme:
    """One honour given year by year: its kind, who gives it, and each year's decision."""

    kind: HonourKind = HonourKind.MERIT
    issuer: str = ""
    decisions: Mapping[int, DecisionOf] = field(default_factory=dict)


def read_schemes(path: Path) -> dict[str, Scheme]:
    """Schemes by id from a YAML file, read strictly:

    decisions:
      <id>: {issuer: …, kind: …, years: {2017: {number: …, decided_on: …}}}
    """
    schemes = {}
    for key, node in read_file(path).fields(["decisions"])["decisions"].entries():
        fields = node.fields(["years"], ["issuer", "kind"])
        issuer = fields.get("issuer")
        schemes[key.text()] = Scheme(
            kind=_kind(fields["kind"]) if "kind" in fields else HonourKind.MERIT,
            issuer=issuer.text() if issuer is not None and not issuer.is_null else "",
            decisions={year.whole(): _decision(one) for year, one in fields["years"].entries()},
        )
    return schemes


def _kind(node: Node) -> HonourKind:
    if node.text() not in HonourKind.values:
        message = _("There is no kind of commendation “%(kind)s”.") % {"kind": node.text()}
        raise node.refusal("unknown_kind", message, "")
    return HonourKind(node.text())


def _decision(node: Node) -> DecisionOf:
    fields = node.fields(["number", "decided_on"])
    return DecisionOf(fields["number"].text(), fields["decided_on"].day())
