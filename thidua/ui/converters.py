"""The key of a row in an address."""

from django.urls import register_converter

# What both databases keep in an integer column of eight bytes.
LARGEST = 2**63 - 1


class Key:
    """`<key:pk>`: a whole number that a row's key can be; another is no address (404).

    Django's own `int` lets any number through, which fails in the database.
    """

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        """The number. Raises ValueError where no row can have it."""
        number = int(value)
        if number > LARGEST:
            raise ValueError(value)
        return number

    def to_url(self, value: int | str) -> str:
        """The number as an address writes it."""
        return str(value)


def register() -> None:
    """Make `<key:…>` known to the addresses of every app."""
    register_converter(Key, "key")
