"""Second factors: their secrets are kept sealed, and every one added or removed is recorded."""

import base64
import os
from typing import Any

from allauth.mfa import signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db.models.signals import post_delete, post_save

from samanvay.access.boxes import keyring
from samanvay.access.models import User
from samanvay.access.signin.actions.signing import record_failed_sign_in, record_second_factor

_MARK = "1."
_PURPOSE = b"samanvay.second-factor"


def _key() -> bytes:
    """Return the sealing key, from a file beside the other keys."""
    material = keyring.secret(keyring.SECOND_FACTOR)
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=_PURPOSE).derive(material)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secret of an authenticator app under a key that is not in the database."""

    def encrypt(self, text: str) -> str:
        nonce = os.urandom(12)
        sealed = AESGCM(_key()).encrypt(nonce, text.encode(), _PURPOSE)
        return _MARK + base64.b64encode(nonce + sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        raw = base64.b64decode(encrypted_text.removeprefix(_MARK))
        return AESGCM(_key()).decrypt(raw[:12], raw[12:], _PURPOSE).decode()


def note_saved(*, instance: Authenticator, created: bool, **_: Any) -> None:
    """Record a new authenticator, in the transaction that stores it; its later uses are no news."""
    if created:
        record_second_factor(user=instance.user, kind=str(instance.type), is_added=True)


def note_deleted(*, instance: Authenticator, **_: Any) -> None:
    """Record that an authenticator is gone, in the transaction that removes it."""
    record_second_factor(user=instance.user, kind=str(instance.type), is_added=False)


def note_failed(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Record a wrong code at the second step."""
    record_failed_sign_in(user=user, how=f"second factor: {authenticator.type}")


def listen() -> None:
    """Hear what the library does with authenticators.

    Its own signals of adding and removing come after the commit, too late for an event in the same transaction;
    the rows themselves tell in time.
    """
    post_save.connect(note_saved, sender=Authenticator, dispatch_uid="samanvay-factor-saved")
    post_delete.connect(note_deleted, sender=Authenticator, dispatch_uid="samanvay-factor-deleted")
    signals.authentication_failed.connect(note_failed, dispatch_uid="samanvay-factor-failed")
