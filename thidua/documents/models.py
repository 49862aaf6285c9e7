"""Stored files, addressed by their content, and registers of numbers."""

from typing import ClassVar

from django.db import models

from thidua.audit.models import JournaledModel
from thidua.organisations.models import Unit


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
