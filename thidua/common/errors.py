"""Refusals: every no that a person meets, with its reason and its cure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One reason for a refusal.

    `code` is stable and for programs; `message` says what and why; `cure` what to do; `citation` is
    the article it rests on, as printed; `field` or `where` names the place in a form or a file.
    """

    code: str
    message: str
    cure: str = ""
    citation: str = ""
    field: str = ""
    where: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        cure = f" {self.cure}" if self.cure else ""
        citation = f" ({self.citation})" if self.citation else ""
        return f"{place}{self.message}{cure}{citation}"


class Refusal(Exception):
    """An act was refused and changed nothing. Carries one or more `Reason`s."""

    def __init__(self, *reasons: Reason) -> None:
        if not reasons:
            msg = "A refusal needs a reason."
            raise ValueError(msg)
        self.reasons = reasons
        super().__init__(*reasons)

    def __str__(self) -> str:
        return "\n".join(str(reason) for reason in self.reasons)


def refuse(
    code: str,
    message: str,
    *,
    cure: str = "",
    citation: str = "",
    field: str = "",
    where: str = "",
) -> Refusal:
    """A `Refusal` of one reason, ready to raise."""
    return Refusal(Reason(code, message, cure, citation, field, where))
