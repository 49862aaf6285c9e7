"""Forms that came back and a personal link, for tests of pages."""

from dataclasses import dataclass
from datetime import date

from tests.cast import Cast, make_person
from thidua.background.actions import end
from thidua.background.states import WorkState
from thidua.common.clock import office_day_is
from thidua.emulation.actions import make_link
from thidua.emulation.models import PersonalLink, Registration
from thidua.exchange.actions import ask_to_give_out, receive_form
from thidua.exchange.models import ReturnedForm, RoundWork
from thidua.exchange.tests.filled import given_out, upload
from thidua.workflow import act

# A round takes forms and gives links until its last day, whatever day a test stands on.
IN_TIME = date(2018, 1, 15)


@dataclass(frozen=True)
class Exchange:
    """The ward's form came back as it was given out, and waits to be recorded."""

    returned: ReturnedForm
    broken_off: RoundWork
    link: PersonalLink
    secret: str

    def arguments(self) -> dict[str, tuple[int | str, ...]]:
        """What each address with arguments is asked about."""
        round_pk, unit_pk = self.returned.round_id, self.returned.unit_id
        return {
            "exchange:round_files": (round_pk,),
            "exchange:prepare_forms": (round_pk,),
            "exchange:carry_on": (round_pk, self.broken_off.pk),
            "exchange:form_file": (round_pk, unit_pk),
            "exchange:round_forms": (round_pk,),
            "exchange:record_forms": (round_pk,),
            "exchange:unit_form": (round_pk, unit_pk),
            "exchange:returned_form": (self.returned.pk,),
            "exchange:returned_file": (self.returned.pk,),
            "exchange:set_form_aside": (self.returned.pk,),
            "exchange:links": (self.link.registration_id,),
            "exchange:revoke_link": (self.link.registration_id, self.link.pk),
            # Not the link's secret: it is asked by whoever has it, which no role decides.
            "exchange:open_link": ("khong-phai-duong-dan",),
            "exchange:link": (self.link.pk,),
            "exchange:link_collective": (self.link.pk,),
            "exchange:link_withdraw": (self.link.pk, self.link.pk),
            "exchange:link_send": (self.link.pk,),
            "exchange:link_form": (self.link.pk,),
            "exchange:link_file": (self.link.pk,),
            "exchange:link_record": (self.link.pk,),
            "exchange:leave_link": (self.link.pk,),
        }


def make_exchange(cast: Cast, draft: Registration) -> Exchange:
    """Take in the ward's form, and make a link for one of its people without an account."""
    with office_day_is(IN_TIME):
        content = given_out(cast.ward_officer, draft.round, cast.ward)
        returned = receive_form(
            upload=upload(content), in_round=draft.round, unit=cast.ward, by=cast.ward_officer
        )
        with act("tests.make_exchange", by=cast.system):
            person = make_person("p-khong-tai-khoan", "Bùi Thị Đường", cast.ward)
        link, secret = make_link(registration=draft, person=person, by=cast.ward_officer)
        broken_off = ask_to_give_out(in_round=draft.round, by=cast.officer)
        end(broken_off, WorkState.FAILED)
    return Exchange(returned, broken_off, link, secret)
