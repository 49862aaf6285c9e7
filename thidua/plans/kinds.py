"""What a milestone asks to be done, guessed from its words; the officer corrects it."""

from thidua.common.text import fold
from thidua.plans.states import MilestoneKind

# Folded words that tell a kind. The first kind in this list with a word in the text is taken: a
# meeting that reviews and signs is about the agreement, "hồ sơ khen cao" about higher awards.
WORDS: tuple[tuple[MilestoneKind, tuple[str, ...]], ...] = (
    (MilestoneKind.HIGHER, ("khen cao", "khen thuong cap tren", "khen thuong cap nha nuoc")),
    (MilestoneKind.CROSS_CHECK, ("kiem tra cheo", "cham cheo")),
    (MilestoneKind.AGREEMENT, ("giao uoc",)),
    (MilestoneKind.REGISTER, ("dang ky",)),
    (MilestoneKind.BLOC_POST, ("truong khoi", "truong cum")),
    (MilestoneKind.SCORE, ("cham diem", "suy ton", "binh xet")),
    (MilestoneKind.DOSSIERS, ("ho so", "tham dinh")),
    (MilestoneKind.REVIEW, ("so ket", "tong ket")),
)


def guess_kind(act: str) -> MilestoneKind:
    """The kind that the words of `act` tell; OTHER where none does."""
    # Plans print "kiểm tra- giám sát" and "sơ- tổng kết": a dash is no letter of a word.
    plain = fold(act.replace("-", " ").replace("–", " "))
    for kind, words in WORDS:
        if any(word in plain for word in words):
            return kind
    return MilestoneKind.OTHER
