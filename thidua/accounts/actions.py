"""What users change about themselves."""

from thidua.accounts.models import User


def choose_language(*, by: User, language: str) -> User:
    """Keep the user's language. Not journaled: it is the user's own affair and proves nothing."""
    by.language = language
    by.save(update_fields=["language"])
    return by
