"""Forms that came back, for tests of pages."""

from dataclasses import dataclass

from tests.cast import Cast
from thidua.emulation.models import Registration
from thidua.exchange.actions import receive_form
from thidua.exchange.models import ReturnedForm
from thidua.exchange.tests.filled import given_out, upload


@dataclass(frozen=True)
class Exchange:
    """The ward's form came back as it was given out, and waits to be recorded."""

    returned: ReturnedForm

    def arguments(self) -> dict[str, tuple[int | str, ...]]:
        """What each address with arguments is asked about."""
        round_pk, unit_pk = self.returned.round_id, self.returned.unit_id
        return {
            "exchange:round_files": (round_pk,),
            "exchange:form_file": (round_pk, unit_pk),
            "exchange:round_forms": (round_pk,),
            "exchange:record_forms": (round_pk,),
            "exchange:unit_form": (round_pk, unit_pk),
            "exchange:returned_form": (self.returned.pk,),
            "exchange:returned_file": (self.returned.pk,),
            "exchange:set_form_aside": (self.returned.pk,),
        }


def make_exchange(cast: Cast, draft: Registration) -> Exchange:
    """Take in the ward's form."""
    content = given_out(cast.ward_officer, draft.round, cast.ward)
    returned = receive_form(
        upload=upload(content), in_round=draft.round, unit=cast.ward, by=cast.ward_officer
    )
    return Exchange(returned)
