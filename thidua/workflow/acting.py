"""An act: one transaction that either happens whole, with its journal entry, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import Error, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from thidua.accounts.models import User
from thidua.audit.chain import Note, append
from thidua.audit.models import Entry
from thidua.audit.recording import follow_up, is_recording, recording
from thidua.common.errors import refuse
from thidua.common.request import current_channel
from thidua.workflow.seen import demand_unchanged


@dataclass
class Act:
    """The act under way. `say` adds to what the journal keeps of it."""

    name: str
    by: User
    subject: models.Model | None = None
    unit_code: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    entry: Entry | None = None

    def say(self, **words: Any) -> None:
        """Add words (as JSON can hold) to the journal's record of the act."""
        self.said.update(words)

    def note(self) -> Note:
        """What the journal is told."""
        subject = self.subject
        label = subject._meta.label_lower if subject is not None else ""
        return Note(
            action=self.name,
            actor_id=self.by.pk,
            actor_name=self.by.name or self.by.username,
            subject=f"{label}:{subject.pk}" if subject is not None else "",
            subject_name=str(subject) if subject is not None else "",
            unit_code=self.unit_code,
            said=self.said,
        )


@contextmanager
def act(
    name: str,
    *,
    by: User,
    subject: models.Model | None = None,
    unit_code: str = "",
    **said: Any,
) -> Iterator[Act]:
    """One act called `name`, done by `by`: one transaction, one journal entry written last.

    `subject` may be set later on the yielded act, for acts that create it. Acts do not nest: a step
    that belongs to another act is a plain function called inside it.

    Raises `Refusal` where the database refuses what two people did at once.
    """
    if is_recording():
        msg = f"{name} was begun inside another act."
        raise RuntimeError(msg)
    try:
        with transaction.atomic(), recording() as touched:
            current = Act(name, by, subject, unit_code, dict(said))
            yield current
            if current_channel():
                current.say(through=current_channel())
            demand_unchanged()
            follow_up(touched)
            current.entry = append(current.note(), touched)
    except IntegrityError as error:
        raise refuse(
            "conflict",
            _("This cannot be recorded: it conflicts with what is already recorded."),
            cure=_("Reload the page, see what has changed, and try again."),
        ) from error
    except Error as error:
        if _is_busy(error):
            raise refuse(
                "busy",
                _("Others are writing at this moment and nothing was changed."),
                cure=_("Please try again."),
            ) from error
        raise


def _is_busy(error: Error) -> bool:
    """Whether the database gave up waiting for others' locks."""
    message = str(error).lower()
    return "database is locked" in message or "deadlock detected" in message
