"""What the journal's acts are called in a record's history: one phrase for each code.

A test asks that every act of the program stands here.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: Mapping[str, str | Promise] = {
    "councils.call_meeting": _("called the meeting"),
    "councils.end_seat": _("ended a seat of the council"),
    "councils.found": _("founded the council"),
    "councils.meeting.close": _("closed the meeting"),
    "councils.meeting.open": _("opened the meeting"),
    "councils.meeting.postpone": _("postponed the meeting"),
    "councils.seat": _("seated a member"),
    "eligibility.record_comparison": _("recorded that the text of law was compared"),
    "emulation.agreement.sign": _("signed the agreement"),
    "emulation.hold_review": _("recorded a review meeting"),
    "emulation.open_agreement": _("opened the agreement for signature"),
    "emulation.open_round": _("opened the round of registration"),
    "emulation.open_year": _("opened the year"),
    "emulation.register_line": _("added a line"),
    "emulation.registration.accept": _("accepted the registration"),
    "emulation.registration.return": _("returned the registration to be corrected"),
    "emulation.registration.send": _("sent the registration"),
    "emulation.report_bloc_post": _("reported who leads the bloc"),
    "emulation.start_registration": _("began the registration"),
    "emulation.withdraw_line": _("took a line off"),
    "honours.load_honours": _("loaded past honours"),
    "initiatives.recognise_initiatives": _("recorded recognised initiatives"),
    "initiatives.register_initiative": _("registered an initiative"),
    "organisations.change_password": _("changed a password"),
    "organisations.change_units": _("changed units"),
    "organisations.close_case": _("closed a case"),
    "organisations.create_user": _("opened an account"),
    "organisations.end_role": _("ended a role"),
    "organisations.ensure_periods": _("added emulation periods"),
    "organisations.grant_role": _("gave a role"),
    "organisations.load_discipline": _("loaded disciplinary decisions"),
    "organisations.load_leave": _("loaded leave"),
    "organisations.load_pending": _("loaded pending cases"),
    "organisations.load_people": _("loaded people"),
    "organisations.load_ratings": _("loaded performance ratings"),
    "organisations.load_units": _("loaded units"),
    "organisations.make_system_user": _("made the program's own account"),
    "organisations.open_case": _("opened a case"),
    "plans.confirm": _("confirmed the plan"),
    "plans.correct_heading": _("corrected the plan's heading"),
    "plans.correct_milestone": _("corrected a milestone"),
    "plans.take_in": _("took in the plan"),
    "year.move_demo_day": _("moved the demonstration's day"),
}
