"""Standards for one group of people: the group's own version, else the one for everybody."""

from datetime import date
from pathlib import Path

from thidua.rules import Facts, Governing, Jurisdiction, Outcome, judge, load_law
from thidua.rules.tests.making import TITLE, write_law

OWN = """
      - holder: individual
        groups: [nong_dan]
        from: 2010-01-01
        until: 2020-01-01
        citation: {instrument: luat, article: "2"}
        source: read
        checked_by: null
        criteria:
          - {id: hieu_qua, name: Hiệu quả, attested: true}
"""


def test_a_group_is_judged_by_its_own_version(tmp_path: Path) -> None:
    law = load_law(write_law(tmp_path, titles=TITLE + OWN))

    def judged(group: str | None) -> tuple[Outcome, list[str]]:
        facts = Facts(completion={2018: "hoan_thanh"}, attested={"hieu_qua": True}, group=group)
        verdict = judge(
            law,
            what="danh_hieu",
            holder="individual",
            period=2018,
            governing=Governing(date(2018, 12, 25)),
            jurisdiction=Jurisdiction(),
            facts=facts,
        )
        return verdict.outcome, [part.criterion for part in verdict.finding.parts]

    assert judged("nong_dan") == (Outcome.MET, ["hieu_qua"])
    assert judged("cong_chuc") == judged(None) == (Outcome.UNMET, ["tot"])
