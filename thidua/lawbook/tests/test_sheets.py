"""A title's sheet agrees with what the engine answers, for every title on every turning day."""

from datetime import date

from thidua.lawbook.sheets import Sheet
from thidua.lawbook.through_time import SAME, compared, turning_days, versions_of
from thidua.lawbook.uses import successors, uses, uses_of
from thidua.rules import Jurisdiction, Outcome, Source, default_law

OWN = Jurisdiction("district", "chi_linh")


def test_every_title_can_be_shown_on_every_day_on_which_it_changes() -> None:
    law = default_law()
    for title in law.shelf.titles.values():
        for day in turning_days(law, title, "chi_linh"):
            sheet = Sheet(law, title, day, OWN)
            keys = [item.key for item in sheet.items]
            assert len(keys) == len(set(keys)), (title.id, day)
            judged = [law.checklist(title.id, day, OWN, holder=each) for each in title.holders]
            if any(each.outcome is not Outcome.NO_LAW for each in judged):
                assert sheet.is_in_force, (title.id, day)
            assert all(item.source is not Source.DRAFT for item in sheet.items), (title.id, day)
            assert not [each for each in compared(sheet, sheet) if each.kind != SAME]


def test_every_rule_names_a_place_of_its_instrument() -> None:
    law = default_law()
    found = uses(law)
    assert {each.record[0] for each in found} >= {"criteria", "quota", "vote", "paper", "reward"}
    for use in found:
        parts = (use.citation.article, use.citation.clause, use.citation.point)
        place = ".".join(part for part in parts if part)
        assert place in law.instrument(use.citation.instrument).places
    cited = {each.citation.instrument for each in found}
    assert sum(len(uses_of(law, each)) for each in cited) == len(found)


def test_what_replaced_an_instrument_begins_as_it_ends() -> None:
    law = default_law()
    assert [each.id for each in successors(law, law.instrument("luat_15_2003"))] == ["luat_06_2022"]
    for old in law.shelf.instruments.values():
        for new in successors(law, old):
            assert new.in_force_from == old.in_force_until


def test_versions_of_one_rule_stand_together_in_order() -> None:
    law = default_law()
    lines = versions_of(law, law.title("chien_si_thi_dua_co_so"))
    for line in lines:
        starts = [use.start for use in line.versions]
        assert starts == sorted(starts)
    assert date(2024, 1, 1) in {use.start for line in lines for use in line.versions}
