"""Capacities in a council and states of its meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Capacity(models.TextChoices):
    """In what capacity a person sits. The secretary is no member and has no vote."""

    CHAIR = "chair", _("chair")
    STANDING_VICE = "standing_vice", _("standing vice-chair")
    VICE = "vice", _("vice-chair")
    MEMBER = "member", _("member")
    SECRETARY = "secretary", _("secretary")


VOTING = frozenset({Capacity.CHAIR, Capacity.STANDING_VICE, Capacity.VICE, Capacity.MEMBER})


class MeetingState(models.TextChoices):
    """A meeting's life."""

    PLANNED = "planned", _("planned")
    OPEN = "open", _("in session")
    CLOSED = "closed", _("closed")
