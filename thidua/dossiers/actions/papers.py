"""Papers of a dossier: attached with their files, replaced, taken off; what was there is kept."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.common.clock import office_day
from thidua.common.errors import refuse
from thidua.common.text import tidy
from thidua.documents.uploads import Upload
from thidua.dossiers.actions.changing import OPEN, changing
from thidua.dossiers.models import Dossier, DossierPaper, Nominee
from thidua.dossiers.states import PaperKind
from thidua.rules import default_law
from thidua.workflow.fitting import demand_fits


def attach_papers(
    *,
    by: User,
    dossier: Dossier,
    kind: str,
    files: Sequence[Upload] = (),
    title: str = "",
    nominee: Nominee | None = None,
    number: str = "",
) -> list[DossierPaper]:
    """Attach a paper, one row for each of its files; with none, note that it is held on paper.

    `kind` is a paper's id in the law, or `khac`, which needs a title. `number` is the number and
    symbol of the submission letter.
    """
    with changing("attach_paper", dossier, by=by, action="edit", states=OPEN) as (locked, current):
        name = paper_title(kind, tidy(title))
        if nominee is not None and nominee.dossier_id != locked.pk:
            raise refuse(
                "other_dossier",
                _("%(nominee)s is not in this dossier.") % {"nominee": nominee},
                field="nominee",
            )
        papers = [
            DossierPaper(dossier=locked, kind=kind, title=name, nominee=nominee)
            for _file in files or (None,)
        ]
        demand_fits(*papers)
        for paper, file in zip(papers, files, strict=False):
            paper.file = file.keep()
        for paper in papers:
            paper.save()
        if kind == PaperKind.LETTER and number:
            locked.letter_number = tidy(number)
            demand_fits(locked)
            locked.save()
            dossier.letter_number = locked.letter_number
        current.say(paper=name, files=[paper.file.sha256 for paper in papers if paper.file])
    return papers


def attach_paper(
    *,
    by: User,
    dossier: Dossier,
    kind: str,
    file: Upload | None = None,
    title: str = "",
    nominee: Nominee | None = None,
    number: str = "",
) -> DossierPaper:
    """The same with one file at most."""
    files = (file,) if file else ()
    papers = attach_papers(
        by=by, dossier=dossier, kind=kind, files=files, title=title, nominee=nominee, number=number
    )
    return papers[0]


def replace_paper(*, by: User, paper: DossierPaper, file: Upload) -> DossierPaper:
    """Put another file in a paper's place; the earlier one is kept and shown as replaced."""
    with changing("replace_paper", paper.dossier, by=by, action="edit", states=OPEN) as (
        locked,
        current,
    ):
        old = _standing(paper)
        new = DossierPaper(
            dossier=locked,
            kind=old.kind,
            title=old.title,
            nominee_id=old.nominee_id,
            replaces=old,
            file=file.keep(),
        )
        new.save()
        current.say(paper=old.title, files=[new.file.sha256 if new.file else ""])
    return new


def take_paper_off(*, by: User, paper: DossierPaper) -> DossierPaper:
    """Take a paper off an open dossier: it no longer counts, and is kept."""
    with changing("take_paper_off", paper.dossier, by=by, action="edit", states=OPEN) as (
        _locked,
        current,
    ):
        old = _standing(paper)
        old.taken_off_on = office_day()
        old.save()
        current.say(paper=old.title)
    return old


def _standing(paper: DossierPaper) -> DossierPaper:
    """The paper, fresh, if nobody replaced it or took it off meanwhile."""
    found = DossierPaper.objects.filter(pk=paper.pk).standing().first()
    if found is None:
        raise refuse(
            "gone",
            _("This paper was already replaced or taken off."),
            cure=_("Reload the page to see what was done meanwhile."),
        )
    return found


def paper_title(kind: str, given: str = "") -> str:
    """The title given, else what the law calls the paper. Refuses a kind that no law knows."""
    names = {each.value.id: each.value.name for each in default_law().shelf.papers}
    if kind != PaperKind.OTHER and kind not in names:
        raise refuse(
            "unknown_paper",
            _("The law names no paper “%(kind)s”.") % {"kind": kind},
            cure=_("Choose one of the list."),
            field="kind",
        )
    name = given or names.get(kind, "")
    if not name:
        raise refuse(
            "no_title",
            _("A paper that the law does not name needs a title."),
            cure=_("Write what the paper is."),
            field="title",
        )
    return name
