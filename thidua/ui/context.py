"""What every page's frame knows."""

from django.conf import settings
from django.http import HttpRequest

from thidua.common.clock import office_day


def office(request: HttpRequest) -> dict[str, object]:
    """The office's day, whether this is the demo, and the languages to choose from."""
    return {
        "office_day": office_day(),
        "is_demo": settings.DEMO,
        "languages": settings.LANGUAGES,
        "here": request.get_full_path(),
    }
