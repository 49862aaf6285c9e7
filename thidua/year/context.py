"""What every page's frame knows of the demo."""

from django.conf import settings
from django.http import HttpRequest

from thidua.year.queries import demo_cast


def demo(request: HttpRequest) -> dict[str, object]:
    """In the demo, its people (read when a page shows them)."""
    del request
    return {"demo_cast": demo_cast} if settings.DEMO else {}
