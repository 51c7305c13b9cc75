"""AES-256-GCM with the context of a record bound to it: pure, without database or files.

A sealed value is one format byte, a random nonce of 12 bytes, the ciphertext and its tag of 16 bytes.
The format byte and the caller's ``context`` are authenticated, so that a value moved to another row fails.
Random nonces under one key are safe far below 2^32 values (NIST SP 800-38D, 8.3).
"""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy as _

from samanvay.kernel.refusals import Refusal

FORMAT = 1
NONCE = 12
KEY = 32


class Tampered(Refusal):
    """A sealed value does not belong where it lies, was changed, or the keys are not those it was sealed with."""

    status = 500
    default_words = _(
        "This sealed record cannot be opened: it was changed, or its keys are missing. Nothing was shown. "
        "Tell the administrator."
    )


def new_secret() -> bytes:
    """Return 256 random bits."""
    return os.urandom(KEY)


def context(*parts: UUID | str | int) -> bytes:
    """Return the bytes that bind a sealed value to its place; each part carries its length."""
    encoded = [part.bytes if isinstance(part, UUID) else str(part).encode() for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)


def encrypt(key: bytes, plain: bytes, where: bytes, *, first: int = FORMAT) -> bytes:
    """Return ``plain`` sealed under a key and bound to ``where``; ``first`` is the byte it begins with."""
    head = bytes([first])
    nonce = os.urandom(NONCE)
    return head + nonce + AESGCM(key).encrypt(nonce, plain, head + where)


def decrypt(key: bytes, sealed: bytes, where: bytes) -> bytes:
    """Return what was sealed. Raises :class:`Tampered`."""
    sealed = bytes(sealed)
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], sealed[:1] + where)
    except (InvalidTag, ValueError) as error:
        raise Tampered from error
