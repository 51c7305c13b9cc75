"""How the bytes of a document go out: never as a page of ours, never kept by the browser."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from django.http import StreamingHttpResponse

from .headers import BARE

ALONE = f"{BARE}; sandbox"
RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def disposition(name: str, *, inline: bool = False) -> str:
    """Return the header with a file's name, plain for old programs and in its own letters for the others."""
    how = "inline" if inline else "attachment"
    kept = "".join(letter for letter in name if letter.isprintable())
    plain = re.sub(r'[^ -~]|["\\]', "", kept)
    ending = kept.rsplit(".", 1)[-1]
    if plain == kept:
        return f'{how}; filename="{plain}"'
    return f"{how}; filename=\"document.{ending}\"; filename*=UTF-8''{quote(kept, safe='')}"


def guarded(answer: StreamingHttpResponse) -> StreamingHttpResponse:
    """Add the headers that keep a file from being anything but a file."""
    if answer["Content-Type"] == "text/plain":
        answer["Content-Type"] += "; charset=utf-8"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = ALONE
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer


def attached(
    name: str, media_type: str, size: int, chunks: Iterable[bytes], *, inline: bool = False
) -> StreamingHttpResponse:
    """Return a file to be saved, or ``inline`` to be shown inside a page."""
    answer = StreamingHttpResponse(chunks, content_type=media_type)
    answer["Content-Length"] = str(size)
    answer["Content-Disposition"] = disposition(name, inline=inline)
    return guarded(answer)


def shown(name: str, media_type: str, content: bytes) -> StreamingHttpResponse:
    """Return a picture to be shown inside a page."""
    return attached(name, media_type, len(content), [content], inline=True)


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """Return start and length that a Range header asks for, the whole without one, None where there is no such part.

    Several ranges at once are answered with the whole, as the standard allows (RFC 9110, 14.2).
    """
    found = RANGE.fullmatch(header.replace(" ", ""))
    if found is None or found.groups() == ("", ""):
        return 0, size
    first, last = found.groups()
    if not first:
        length = min(int(last), size)
        return (size - length, length) if length else None
    start, stop = int(first), min(int(last) if last else size - 1, size - 1)
    return (start, stop - start + 1) if start <= stop else None
