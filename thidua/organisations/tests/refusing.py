"""What every refusal is held to: it is told, and nothing is written."""

from collections.abc import Callable

import pytest

from thidua.audit.models import Entry
from thidua.common.errors import Refusal


def refused(do: Callable[[], object]) -> set[str]:
    """The codes of the refusal of `do`, which must have written nothing at all."""
    before = Entry.objects.count()
    with pytest.raises(Refusal) as told:
        do()
    assert Entry.objects.count() == before
    return {reason.code for reason in told.value.reasons}
