"""Units as papers name them."""

import pytest

from tests.cast import Cast
from thidua.documents.letterheads import full_name, head_of, letterhead_of, place_of, symbol_of


def test_committee_ward_and_office(cast: Cast) -> None:
    town, ward, office = cast.town, cast.ward, cast.home_office
    assert full_name(town) == "Ủy ban nhân dân thị xã Chí Linh"
    assert full_name(ward) == "Ủy ban nhân dân phường Sao Đỏ"
    assert [place_of(unit) for unit in (town, ward, office)] == ["Chí Linh", "Sao Đỏ", "Chí Linh"]
    assert letterhead_of(town).parent == letterhead_of(ward).parent == ""
    head = letterhead_of(office)
    assert (head.parent, head.issuer) == ("Ủy ban nhân dân thị xã Chí Linh", "Phòng Nội vụ")
    assert head_of(town) == "Chủ tịch Ủy ban nhân dân thị xã Chí Linh"


@pytest.mark.parametrize(
    ("part", "symbol"), [("town", "QĐ-UBND"), ("ward", "QĐ-UBND"), ("home_office", "QĐ-PNV")]
)
def test_symbols(cast: Cast, part: str, symbol: str) -> None:
    assert symbol_of("QĐ", getattr(cast, part)) == symbol
