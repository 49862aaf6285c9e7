"""What the law says of everybody for everything in a year, kept for lists.

These rows are made anew from the records at any time and prove nothing of the office's: they are
not journaled. What acts rest on is a `Verdict`.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from thidua.background.models import BackgroundWork, over_when_finished
from thidua.eligibility.states import OUTCOMES, Outcome, Result
from thidua.organisations.models import Period, Person, Unit
from thidua.organisations.models.records import one_holder, the_holder
from thidua.rules import title_name


class RuleSet(models.Model):
    """The law that gave a stored verdict, whole: `content` is its files, compressed (`rule_sets`).

    `digest` is that which the verdict names; `engine` the version of the judging code.
    """

    digest = models.CharField(max_length=64)
    engine = models.CharField(max_length=20)
    content = models.BinaryField()
    archived_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["digest", "engine"], name="eligibility_rule_set_once")
        ]

    def __str__(self) -> str:
        return f"{self.digest[:12]} ({self.engine})"


class Ground(models.Model):
    """A criterion in words with its article, once: thousands of rows fail for the same one."""

    criterion = models.CharField(max_length=100)
    label = models.CharField(max_length=500)
    citation = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["criterion", "label", "citation"], name="eligibility_ground_once"
            )
        ]

    def __str__(self) -> str:
        return self.label


class Standing(models.Model):
    """What the law says of one holder, one title or form and one year, kept small.

    `at` is the unit of the person, or the unit itself: whose officers read it. `lacks` counts the
    conditions that would have to turn, `ground` is the first of them, `observed` what was seen of
    it, `missing` the first fact that is not on record. The whole tree is judged again when asked
    for.
    """

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="standings")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="standings")
    at = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+", db_index=False)
    sort_key = models.CharField(max_length=120)
    what = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    result = models.CharField(max_length=10, choices=Result)
    is_provisional = models.BooleanField()
    lacks = models.PositiveSmallIntegerField(default=0)
    ground = models.ForeignKey(Ground, models.PROTECT, null=True, related_name="+", db_index=False)
    observed = models.JSONField(null=True)
    missing = models.CharField(max_length=100, blank=True)
    governing_on = models.DateField()
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="+", db_index=False)
    judged_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            # The list of a title, by outcome, as names sort; with whom it is about, so that those
            # of a name are counted from the index alone.
            models.Index(
                fields=["year", "what", "result", "sort_key", "id", "person", "at"],
                name="eligibility_standing_list",
            ),
            models.Index(
                fields=["year", "what", "sort_key", "id"], name="eligibility_standing_names"
            ),
            # How many of a unit have an outcome, from the index alone.
            models.Index(fields=["at", "year", "what", "result"], name="eligibility_standing_at"),
        ]
        constraints: ClassVar = [
            one_holder("eligibility_standing_one_holder"),
            models.UniqueConstraint(
                fields=["person", "year", "what"], name="eligibility_standing_person"
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "what"], name="eligibility_standing_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.what} {self.year} {self.result}"

    @property
    def holder(self) -> Person | Unit:
        """Whom the row is about."""
        return the_holder(self.person, self.unit)

    @property
    def outcome(self) -> Outcome:
        """The law's own outcome."""
        return OUTCOMES[Result(self.result)]

    @property
    def title(self) -> str:
        """The name of the title or form."""
        return title_name(self.what)


class Waiting(models.Model):
    """A holder of whom something changed since: to be judged again, by the worker."""

    person = models.OneToOneField(Person, models.CASCADE, null=True, related_name="+")
    unit = models.OneToOneField(Unit, models.CASCADE, null=True, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [one_holder("eligibility_waiting_one_holder")]

    def __str__(self) -> str:
        return str(self.person or self.unit)


class OverEverybody(BackgroundWork):
    """Judging everybody for everything in a year, people first, then units, each in order of key.

    `last_person` and `last_unit` are the keys of the last that were judged: work that broke off
    goes on after them. `given` counts the verdicts.
    """

    year = models.PositiveSmallIntegerField()
    governing_on = models.DateField()
    last_person = models.BigIntegerField(default=0)
    last_unit = models.BigIntegerField(default=0)
    given = models.PositiveBigIntegerField(default=0)

    class Meta:
        abstract = True


class Judging(OverEverybody):
    """Judging a whole year for the lists (`Standing`).

    `law_digest` names the law by which the worker judged: empty before it began.
    """

    TASK: ClassVar = "thidua.eligibility.tasks.judge_year"

    law_digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(is_over=False),
                name="eligibility_judging_one_at_a_time",
            ),
            over_when_finished("eligibility_judging_over_when_finished"),
        ]


class Trial(OverEverybody):
    """What if: a year judged as of another day, with draft law counted or by a law that is
    proposed (`supposed`, of that name). Changes no record.

    Each holder is judged twice, as the law stands on the day of asking and as supposed; only
    differences are kept.
    """

    TASK: ClassVar = "thidua.eligibility.tasks.try_year"

    compared_on = models.DateField()
    draft = models.CharField(max_length=100, blank=True)
    supposed = models.ForeignKey(RuleSet, models.PROTECT, null=True, related_name="+")
    supposed_name = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints: ClassVar = [over_when_finished("eligibility_trial_over_when_finished")]


class TrialChange(models.Model):
    """Someone of whom a trial says another outcome than the law as it stands."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="changes")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+")
    sort_key = models.CharField(max_length=120)
    what = models.CharField(max_length=60)
    before = models.CharField(max_length=10, choices=Result, blank=True)
    after = models.CharField(max_length=10, choices=Result, blank=True)
    gains = models.BooleanField()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["trial", "what", "gains", "sort_key", "id"],
                name="eligibility_trial_list",
            ),
        ]
        constraints: ClassVar = [one_holder("eligibility_trial_one_holder")]

    def __str__(self) -> str:
        return f"{self.holder}: {self.what} {self.before} → {self.after}"

    @property
    def holder(self) -> Person | Unit:
        """Whom the row is about."""
        return the_holder(self.person, self.unit)
