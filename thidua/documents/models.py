"""Stored files, addressed by their content, and registers of numbers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from thidua.accounts.models import User
from thidua.audit.models import JournaledModel
from thidua.organisations.models import Person, Unit


class StoredFile(JournaledModel):
    """A file kept under its SHA-256; never changed. `name` is what a download is called."""

    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    path = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class NumberRegister(JournaledModel):
    """The last number given by an issuer to one kind of paper in one year; from 1, without gaps."""

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="registers")
    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issuer", "kind", "year"], name="documents_register_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.kind} {self.year}: {self.last}"


class OnPaper(JournaledModel):
    """An act was done on paper: by whom, on which day, entered by whom, with its scan.

    `action` is the act's code in the journal, `subject_model` and `subject_key` the row that it is
    about; the entry's words name this row. `unit` is for whom it was done, `doer` empty for a
    signer who is no person on record. `on_behalf`: entered by others than the unit's own.
    """

    action = models.CharField(max_length=100)
    subject_model = models.CharField(max_length=60)
    subject_key = models.BigIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    doer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    doer_name = models.CharField(max_length=200)
    done_on = models.DateField()
    entered_on = models.DateField()
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on_behalf = models.BooleanField(default=False)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["subject_model", "subject_key"], name="documents_on_paper_subject"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_on__lte=F("entered_on")), name="documents_on_paper_done_before"
            ),
            models.CheckConstraint(
                condition=Q(on_behalf=False) | Q(scan__isnull=False),
                name="documents_on_paper_behalf_with_scan",
            ),
            models.CheckConstraint(
                condition=~Q(doer_name=""), name="documents_on_paper_done_by_someone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.doer_name} {self.done_on:%d/%m/%Y}"
