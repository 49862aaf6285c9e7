"""The scan of a paper came later: from then on the day on the paper counts, not that of entry.

Called inside the act that adds the scan. Each tells whether a day was changed: it is not where the
record was dated anew since, by another act.
"""

from django.db.models import Max

from thidua.documents.models import OnPaper
from thidua.emulation.models import Agreement, AgreementSignature, BlocPost, Registration
from thidua.emulation.states import AgreementState


def date_registration(paper: OnPaper) -> bool:
    """The list was sent on the day of its paper; its lateness is counted anew."""
    row = Registration.objects.select_for_update().get(pk=paper.subject_key)
    if row.sent_on != paper.entered_on:
        return False
    row.sent_on = paper.done_on
    row.days_late = max(0, (paper.done_on - row.round.last_day).days)
    row.save()
    return True


def date_signature(paper: OnPaper) -> bool:
    """The member signed on the day of its paper, and the agreement on the last of these days."""
    agreement = Agreement.objects.select_for_update().get(pk=paper.subject_key)
    signature = AgreementSignature.objects.filter(
        agreement=agreement, unit=paper.unit, signed_on=paper.entered_on
    ).first()
    if signature is None:
        return False
    signature.signed_on = paper.done_on
    signature.save()
    if agreement.state == AgreementState.SIGNED:
        agreement.signed_on = agreement.signatures.aggregate(last=Max("signed_on"))["last"]
        agreement.save()
    return True


def date_report(paper: OnPaper) -> bool:
    """The bloc's post was reported on the day of its paper; its lateness is counted anew."""
    post = BlocPost.objects.select_for_update().get(pk=paper.subject_key)
    if post.reported_on != paper.entered_on:
        return False
    post.reported_on = paper.done_on
    if post.report_by is not None:
        last_day = post.bloc.emulation_year.last_day(post.report_by)
        post.days_late = max(0, (paper.done_on - last_day).days)
    post.save()
    return True
