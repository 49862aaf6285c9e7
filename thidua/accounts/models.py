"""Users: who signs in. Who they are as persons, and their roles, stand in `organisations`."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from thidua.audit.models import JournaledModel


class UserManager(BaseUserManager["User"]):
    """Finds users by their sign-in name, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user of that sign-in name; letter case does not matter."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser, JournaledModel):
    """One who signs in. `is_system` marks the program's own user, who never can."""

    username = models.CharField(_("sign-in name"), max_length=80, unique=True)
    name = models.CharField(_("full name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_system = models.BooleanField(default=False)
    # Someone else knows the password: it is changed before anything else is done.
    must_change_password = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    # Django writes these at sign-in; a language is the user's own affair, and so is a password.
    UNVOUCHED: ClassVar = frozenset({"password", "must_change_password", "last_login", "language"})

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("username"), name="accounts_user_username_any_case"),
            models.CheckConstraint(
                condition=models.Q(is_system=False) | models.Q(is_active=False),
                name="accounts_user_system_never_signs_in",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def save(self, *args: Any, **options: Any) -> None:
        """Save inside an act; Django's own writes of unvouched columns need none."""
        written = set(options.get("update_fields") or ())
        if written and written <= self.UNVOUCHED:
            models.Model.save(self, *args, **options)
            return
        super().save(*args, **options)

    def get_full_name(self) -> str:
        """The name shown to people."""
        return self.name

    def get_short_name(self) -> str:
        """The given name: the last word of a Vietnamese name."""
        return self.name.rsplit(" ", 1)[-1]
