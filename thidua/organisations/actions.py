"""Writes about units, people, users and their roles."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from thidua.accounts.models import User
from thidua.workflow import act

SYSTEM_USERNAME = "he-thong"


def system_user() -> User:
    """The program's own user, made on first use. It never signs in."""
    found = User.objects.filter(is_system=True).first()
    if found:
        return found
    user = User(username=SYSTEM_USERNAME, name="Hệ thống", is_system=True, is_active=False)
    user.password = UNUSABLE_PASSWORD_PREFIX
    with act("organisations.make_system_user", by=user, subject=user):
        user.save()
    return user
