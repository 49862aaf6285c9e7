"""Stored verdicts, and the record that quoted law was compared with its text."""

from typing import ClassVar

from django.db import models

from thidua.audit.models import JournaledModel
from thidua.eligibility.states import Outcome
from thidua.organisations.models import Period, Person
from thidua.organisations.models.records import HeldModel, one_holder
from thidua.rules import default_law


class Verdict(HeldModel):
    """What the law said of one holder, one title or form and one period, and why.

    `finding` is the tree of findings (design 4.2); `law_digest` names the law data that gave it.
    Never edited: a new judgement is a new row, and `is_current` moves to it.
    """

    what = models.CharField(max_length=60)
    period = models.ForeignKey(Period, models.PROTECT, related_name="verdicts")
    governing_on = models.DateField()
    received_on = models.DateField(null=True)
    level = models.CharField(max_length=20)
    outcome = models.CharField(max_length=10, choices=Outcome)
    is_provisional = models.BooleanField()
    finding = models.JSONField()
    missing = models.JSONField(default=list)
    quoted = models.JSONField(default=list)
    decider = models.CharField(max_length=60, blank=True)
    money = models.PositiveBigIntegerField(null=True)
    law_digest = models.CharField(max_length=64)
    engine = models.CharField(max_length=20)
    judged_on = models.DateField()
    is_current = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "what", "period"], name="eligibility_verdict_person"),
            models.Index(fields=["unit", "what", "period"], name="eligibility_verdict_unit"),
            # Which quoted law the verdicts of late rest on, read from the index alone.
            models.Index(
                fields=["judged_on", "what", "quoted"],
                condition=models.Q(is_current=True, is_provisional=True),
                name="eligibility_verdict_quoted",
            ),
        ]
        constraints: ClassVar = [
            one_holder("eligibility_verdict_one_holder"),
            models.UniqueConstraint(
                fields=["person", "what", "period"],
                condition=models.Q(is_current=True),
                name="eligibility_verdict_person_current",
            ),
            models.UniqueConstraint(
                fields=["unit", "what", "period"],
                condition=models.Q(is_current=True),
                name="eligibility_verdict_unit_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.what} {self.period} {self.outcome}"


class Comparison(JournaledModel):
    """A named officer compared quoted law with the official text (design 3.1).

    Until every quoted citation behind it is compared, no decision issues on a provisional verdict.
    """

    instrument = models.CharField(max_length=100, unique=True)
    officer = models.ForeignKey(Person, models.PROTECT, related_name="comparisons")
    compared_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        found = default_law().shelf.instruments.get(self.instrument)
        return found.printed if found else self.instrument
