"""A file of encrypted records in one piece: read whole and in order, or refused.

Each record is sealed by AES-256-GCM under a key made for this file alone. Its nonce is its position and whether it is
the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015), so that a flipped byte, a
record left out, put in or moved, a shortened and a lengthened file are all refused. Memory holds one record.
"""

import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"SAMANVAY-BACKUP\x01"
SALT_BYTES = 32
PREAMBLE_BYTES = len(MAGIC) + 1 + SALT_BYTES
LARGEST = 1 << 20
_TAG = 16
_PURPOSE = b"samanvay archive 1"


class ArchiveBroken(Exception):
    """Says in one sentence why a file is not read."""


class Secret:
    """What a file is locked with: random bytes of a key file, or a passphrase that is stretched first."""

    def __init__(self, material: bytes, *, is_passphrase: bool = False) -> None:
        if not material:
            raise ValueError("an empty secret locks nothing")
        self._material = material
        self.is_passphrase = is_passphrase

    def key(self, salt: bytes) -> AESGCM:
        """Return the cipher of one file. A passphrase costs 128 MiB and about half a second, for a guesser too."""
        material = self._material
        if self.is_passphrase:
            material = Scrypt(salt=salt, length=32, n=1 << 17, r=8, p=1).derive(material)
        return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=_PURPOSE).derive(material))


class ArchiveWriter:
    """Writes records to an open file. Nothing counts until :meth:`finish` has written the last one."""

    def __init__(self, stream: BinaryIO, secret: Secret) -> None:
        self._stream = stream
        self._preamble = MAGIC + bytes([secret.is_passphrase]) + os.urandom(SALT_BYTES)
        self._cipher = secret.key(self._preamble[-SALT_BYTES:])
        self._position = 0
        stream.write(self._preamble)

    def write(self, kind: bytes, data: bytes = b"") -> None:
        """Write a record: one byte of kind and at most a mebibyte. Raises ValueError for more."""
        self._put(kind, data, is_last=False)

    def finish(self, kind: bytes, data: bytes = b"") -> None:
        """Write the last record, without which the file is refused as cut short."""
        self._put(kind, data, is_last=True)

    def _put(self, kind: bytes, data: bytes, *, is_last: bool) -> None:
        if len(kind) != 1 or len(data) > LARGEST:
            raise ValueError("a record has one byte of kind and at most a mebibyte of data")
        sealed = self._cipher.encrypt(_nonce(self._position, is_last), kind + data, self._preamble)
        self._stream.write(len(sealed).to_bytes(4, "big") + sealed)
        self._position += 1


def is_locked_by_passphrase(stream: BinaryIO) -> bool:
    """Tell how a file is locked, reading its beginning. Raises ArchiveBroken for a file that is no archive."""
    preamble = stream.read(PREAMBLE_BYTES)
    stream.seek(0)
    if len(preamble) < PREAMBLE_BYTES or not preamble.startswith(MAGIC[:-1]):
        raise ArchiveBroken("This is not a backup of Samanvay.")
    if preamble[len(MAGIC) - 1] != MAGIC[-1]:
        raise ArchiveBroken("This backup was written in a format that this release does not know.")
    return preamble[len(MAGIC)] == 1


def records(stream: BinaryIO, secret: Secret) -> Iterator[tuple[bytes, bytes]]:
    """Yield (kind, data) of each record of a file opened at its beginning.

    Raises ArchiveBroken as soon as a record is not what was written at that place, and at the end of a file that was
    cut short: what was yielded before counts only if the iteration ends by itself.
    """
    is_locked_by_passphrase(stream)
    preamble = stream.read(PREAMBLE_BYTES)
    cipher = secret.key(preamble[-SALT_BYTES:])
    position = 0
    length = stream.read(4)
    while True:
        size = int.from_bytes(length, "big")
        if len(length) < 4 or not _TAG < size <= LARGEST + 1 + _TAG:
            raise _broken(position)
        sealed = stream.read(size)
        length = stream.read(4)
        is_last = not length
        try:
            opened = cipher.decrypt(_nonce(position, is_last), sealed, preamble)
        except InvalidTag:
            raise _broken(position, is_last=is_last and len(sealed) == size) from None
        yield opened[:1], opened[1:]
        if is_last:
            return
        position += 1


def _nonce(position: int, is_last: bool) -> bytes:
    return position.to_bytes(11, "big") + bytes([is_last])


def _broken(position: int, *, is_last: bool = False) -> ArchiveBroken:
    if position == 0:
        return ArchiveBroken("The backup does not open: the key is another one, or the file is damaged.")
    if is_last:
        return ArchiveBroken(f"The backup is damaged or cut short at its record {position}.")
    return ArchiveBroken(f"The backup is damaged at its record {position}.")
