"""Reads of the demo: the people one may be."""

from dataclasses import dataclass
from functools import cache

import yaml

from thidua.accounts.models import User
from thidua.year.places import example_folder


@dataclass(frozen=True)
class CastMember:
    """One of the demo's people: `does` is a Vietnamese sentence saying what she does."""

    username: str
    name: str
    does: str
    is_only_council: bool


@cache
def _accounts() -> tuple[CastMember, ...]:
    cast = yaml.safe_load((example_folder() / "cast.yaml").read_text("utf-8"))
    return tuple(
        CastMember(
            username=account["username"],
            name=account["name"],
            does=account["does"],
            is_only_council=account["username"].startswith("uy-vien-"),
        )
        for account in cast["accounts"]
    )


def demo_cast() -> list[CastMember]:
    """The demo's people who have an account here, in the order of the cast. One query."""
    accounts = _accounts()
    names = [each.username for each in accounts]
    standing = set(
        User.objects.filter(username__in=names, is_active=True).values_list("username", flat=True)
    )
    return [each for each in accounts if each.username in standing]


def cast_user(username: str) -> User | None:
    """The account of one of the demo's people, else None."""
    if username not in {each.username for each in _accounts()}:
        return None
    return User.objects.filter(username=username, is_active=True).first()
