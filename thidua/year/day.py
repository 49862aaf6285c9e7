"""The demo's office day, read late: the app's configuration imports this before models stand."""

from datetime import date

from django.apps import apps


def demo_day() -> date | None:
    """The demo's office day, or None where no row sets it."""
    day = apps.get_model("year", "DemoDay").objects.values_list("day", flat=True).first()
    return day if isinstance(day, date) else None
