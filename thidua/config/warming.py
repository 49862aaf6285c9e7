"""Making a web process ready before its first request."""

import gc

from django.urls import get_resolver

from thidua.rules import shipped_law


def warm() -> None:
    """Load the law and every page, then keep what stands out of the collector's rounds.

    A full round over it takes some seventy milliseconds, and would fall on some request every few
    seconds; what is loaded here is never garbage.
    """
    shipped_law()
    list(get_resolver().url_patterns)
    gc.collect()
    gc.freeze()
