"""The user: who signs in. What they may do lies in grants."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password, make_password
from django.db import models

from samanvay.kernel.classify import DIRECTORY_FIELD, OWN_FIELD, SECRET_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.db.constraints import WriteGuard
from samanvay.kernel.ids import uuid7


class UserManager(BaseUserManager["User"]):
    """Finds users by login; users are made by actions only."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person (or a machine client) that signs in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    name_hi = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=[("en", "English"), ("hi", "हिन्दी")], default="en")
    is_active = models.BooleanField(default=True)
    is_persona = models.BooleanField(default=False, help_text="of the demonstration; refused in production")
    is_client = models.BooleanField(default=False, help_text="a machine: comes by token, never by password")
    joined_at = models.DateTimeField()
    last_login = None
    first_name = ""
    last_name = ""

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    classification: ClassVar[dict[str, Sort]] = {
        "id": SYSTEM_FIELD,
        "password": SECRET_FIELD,
        **dict.fromkeys(("username", "name", "name_hi", "email"), DIRECTORY_FIELD),
        "language": OWN_FIELD,
        **dict.fromkeys(("is_active", "is_persona", "is_client", "joined_at"), SYSTEM_FIELD),
    }

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [WriteGuard(name="access_user_guard")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """Compare without saving a stronger hash on the way: a sign-in writes no guarded row."""
        return check_password(raw_password, self.password)

    async def acheck_password(self, raw_password: str | None) -> bool:
        return self.check_password(raw_password)

    def set_password(self, raw_password: Any) -> None:
        self.password = make_password(raw_password)
        self._password = raw_password
