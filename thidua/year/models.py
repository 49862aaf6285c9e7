"""The demo's office day. One row, moved from the page; never outside demo mode."""

from typing import ClassVar

from django.db import models

from thidua.audit.models import JournaledModel


class DemoDay(JournaledModel):
    """The day that the demo's office believes it is."""

    day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="year_demo_day_is_one")
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"
