"""Files as they lie on disk: sealed in pieces under the document's own data key.

A file is the mark ``SMV1`` and then pieces, each a random nonce, the ciphertext and its tag. Each piece is bound
to the document, to its number and to whether it is the last, so that none can be left out, put elsewhere or cut
off (the STREAM construction; Hoang, Reyhanitabar, Rogaway, Vizár, CRYPTO 2015).
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from samanvay.access.boxes.sealing import NONCE, Tampered, context, decrypt, encrypt

MARK = b"SMV1"
PIECE = 64 * 1024
SEALED_PIECE = 1 + NONCE + PIECE + 16
FILE, PREVIEW, UNDRAWN = "sealed", "preview", "undrawn"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the size and SHA-256 of the plain file."""

    size: int
    sha256: str


def path_of(document_id: UUID, part: str = FILE) -> Path:
    """Return where the file of a document lies, or its preview."""
    name = document_id.hex
    return Path(settings.SAMANVAY_HOME) / "files" / name[-2:] / f"{name}.{part}"


def _where(document_id: UUID, part: str, number: int, is_last: bool) -> bytes:
    place = (document_id,) if part == FILE else (document_id, part)
    return context(*place, number, "last" if is_last else "more")


def _pieces(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    waiting = bytearray()
    for chunk in chunks:
        start = 0
        while len(waiting) + len(chunk) - start > PIECE:
            stop = start + PIECE - len(waiting)
            yield bytes(waiting) + chunk[start:stop], False
            waiting.clear()
            start = stop
        waiting += chunk[start:]
    yield bytes(waiting), True


def write(document_id: UUID, key: bytes, chunks: Iterable[bytes], part: str = FILE) -> Written:
    """Seal a stream of bytes into the file of a document and wait until the disk has it.

    A file is written once; what was drawn of it takes its place whole, so that nobody reads half of it.
    """
    last = path_of(document_id, part)
    path = last if part == FILE else last.with_suffix(f".{part}-{os.urandom(6).hex()}")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(MARK)
            for number, (piece, is_last) in enumerate(_pieces(chunks)):
                digest.update(piece)
                size += len(piece)
                stream.write(encrypt(key, piece, _where(document_id, part, number, is_last)))
            stream.flush()
            os.fsync(stream.fileno())
        path.replace(last)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Written(size, digest.hexdigest())


def read(document_id: UUID, key: bytes, part: str = FILE) -> Iterator[bytes]:
    """Give the plain bytes piece by piece. Raises Tampered at the first piece that does not belong."""
    return _pieces_from(0, document_id, key, part)


def size_of(document_id: UUID, part: str) -> int | None:
    """Return how many plain bytes a part holds, None where there is none."""
    try:
        sealed = path_of(document_id, part).stat().st_size - len(MARK)
    except FileNotFoundError:
        return None
    return sealed - (SEALED_PIECE - PIECE) * -(-sealed // SEALED_PIECE)


def read_part(document_id: UUID, key: bytes, start: int, length: int, part: str = FILE) -> Iterator[bytes]:
    """Give ``length`` plain bytes from ``start`` on, opening only the pieces that they lie in."""
    skip, left = start % PIECE, length
    for piece in _pieces_from(start // PIECE, document_id, key, part):
        wanted = piece[skip : skip + left]
        yield wanted
        skip, left = 0, left - len(wanted)
        if left <= 0:
            return


def _pieces_from(number: int, document_id: UUID, key: bytes, part: str) -> Iterator[bytes]:
    try:
        with path_of(document_id, part).open("rb") as stream:
            if stream.read(len(MARK)) != MARK:
                raise Tampered
            stream.seek(len(MARK) + number * SEALED_PIECE)
            piece = stream.read(SEALED_PIECE)
            while True:
                following = stream.read(SEALED_PIECE)
                yield decrypt(key, piece, _where(document_id, part, number, not following))
                if not following:
                    return
                piece, number = following, number + 1
    except FileNotFoundError:
        raise Tampered from None


def remove(document_id: UUID, *parts: str) -> bool:
    """Delete the file of a document and what was drawn of it, or the named parts; tell whether there was any."""
    there = [path for part in parts or (FILE, PREVIEW, UNDRAWN) if (path := path_of(document_id, part)).exists()]
    for path in there:
        path.unlink(missing_ok=True)
    return bool(there)
