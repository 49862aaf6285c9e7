"""What issuing a decision and sending a submission share: signature, number, files."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.councils.queries import journal_head
from thidua.decisions.models import SignedPaper
from thidua.decisions.papers import CAPACITIES
from thidua.documents import files
from thidua.documents.paper import Paper
from thidua.documents.registers import take_number
from thidua.documents.rendering import PDF, WORD, render
from thidua.workflow.fitting import demand_fits


@dataclass(frozen=True)
class Signature:
    """Who signed, as printed, in which capacity ("", "TM.", "KT."), and when."""

    name: str
    title: str
    capacity: str
    signed_on: date


def sign(paper: SignedPaper, signature: Signature, kind: str) -> None:
    """Write signature, number of the register `kind`, and the journal's head into the paper.

    Refuses a signature without name or post, an unknown capacity, and a day before the meeting or
    still to come.
    """
    name, title = tidy(signature.name), tidy(signature.title)
    for text, field in ((name, "signer_name"), (title, "signer_title")):
        if not text:
            raise refuse("not_signed", _("Write the name and the post of who signed."), field=field)
    if signature.capacity not in CAPACITIES:
        raise refuse(
            "unknown_capacity",
            _("One does not sign as “%(capacity)s”.") % {"capacity": signature.capacity},
            cure=_("It may be empty, “TM.” or “KT.”."),
            field="capacity",
        )
    signed_on = signature.signed_on
    if signed_on < paper.meeting.held_on:
        raise refuse(
            "signed_before_meeting",
            _("The council met on %(day)s; this cannot have been signed before.")
            % {"day": f"{paper.meeting.held_on:%d/%m/%Y}"},
            field="signed_on",
        )
    if signed_on > office_day():
        raise refuse("signed_in_future", _("This day is still to come."), field="signed_on")
    paper.signer_name, paper.signer_title = name, title
    paper.capacity, paper.signed_on, paper.year = signature.capacity, signed_on, signed_on.year
    demand_fits(paper)
    paper.number = take_number(paper.issuer, kind, signed_on.year)
    paper.journal_digest = journal_head()


def keep_files(paper: SignedPaper, rendered: Paper) -> None:
    """Render the paper as Word and PDF and keep both."""
    name = re.sub(r"[^\w-]+", "-", f"{paper.number:02}-{paper.symbol}-{paper.year}")
    printed = render(rendered)
    paper.word = files.store(printed.word, f"{name}.docx", WORD)
    paper.pdf = files.store(printed.pdf, f"{name}.pdf", PDF)
