"""Sound, film and pictures without what their makers' devices wrote beside them. Pure bytes to bytes.

Tags are cut off where they stand before or after the sound, and overwritten in place where an index counts bytes.
"""

import struct
from collections.abc import Iterator

# Of the APPn these alone stay, and comments go. An APP2 may as well lead to further pictures behind this one (MPF).
KEPT_JPEG = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
KEPT_PNG = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs"}
)
KEPT_WAV = frozenset({b"fmt ", b"fact", b"data"})
HOLDS_BOXES = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"moof", b"traf", b"mvex"})
EMPTIED = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"iods", b"ID32", b"gps ", b"loci", b"gpmd"})
MOST_COMMENT = 4 * 1024 * 1024
TIMED = {b"mvhd", b"tkhd", b"mdhd"}
PLAYED = frozenset({b"vide", b"soun"})


class Unclean(Exception):
    """What is hidden in this file cannot be taken out."""


def bare_jpeg(content: bytes) -> bytes:
    """Return a JPEG whose picture is the same byte for byte, without Exif, XMP, IPTC and comments.

    It ends where its picture ends: what phones hang behind it (a second picture with its own Exif, a film) goes.
    """
    if content[:2] != b"\xff\xd8":
        return content
    out, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark == 0xFF:  # a filler
            at += 1
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        kept = KEPT_JPEG.get(mark)
        is_app = 0xE0 <= mark <= 0xEF
        if mark != 0xFE and (not is_app or (kept is not None and content.startswith(kept, at + 4))):
            out += content[at : at + 2 + length]
        at += 2 + length
        if mark == 0xDA:  # a scan of the picture follows; another, or the end of it, after that
            stop = _end_of_scan(content, at)
            out += content[at:stop]
            at = stop
            if content[at : at + 2] in (b"\xff\xd9", b""):
                return bytes(out + b"\xff\xd9")
    raise Unclean("JPEG")


def _end_of_scan(content: bytes, at: int) -> int:
    """Return where the next marker stands that is no part of a scan: neither a stuffed byte nor a restart."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] not in (0x00, 0xFF) and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 1 if content[at + 1] == 0xFF else 2
    return len(content)


def bare_png(content: bytes) -> bytes:
    """Return a PNG with the chunks alone that make up its picture."""
    out, at = bytearray(content[:8]), 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        name = content[at + 4 : at + 8]
        if name in KEPT_PNG:
            out += content[at : at + 12 + length]
        at += 12 + length
        if name == b"IEND":
            return bytes(out)
    raise Unclean("PNG")


def bare_gif(content: bytes) -> bytes:
    """Return a GIF with its pictures and their times alone: no comment, no XMP, no text of a program."""
    at = 13 + (3 << (content[10] & 7) + 1 if len(content) > 10 and content[10] & 0x80 else 0)
    out = bytearray(content[:at])
    while at < len(content):
        mark, start = content[at : at + 2], at
        if mark[:1] == b";":
            return bytes(out + b";")
        if mark[:1] == b",":
            flags = content[at + 9] if at + 9 < len(content) else 0
            at += 11 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
        elif mark[:1] == b"!":
            at += 2
        else:
            break
        is_kept = mark[:1] == b"," or mark == b"!\xf9" or content.startswith(b"!\xff\x0bNETSCAPE2.0", start)
        while at < len(content) and content[at]:
            at += 1 + content[at]
        at += 1
        if is_kept:
            out += content[start:at]
    raise Unclean("GIF")


def bare_emf(content: bytes) -> bytes:
    """Return a Windows drawing whose head names neither the program nor the drawing that it was made from."""
    if len(content) < 88 or content[40:44] != b" EMF":
        raise Unclean("EMF")
    letters, start = struct.unpack_from("<II", content, 60)
    made = bytearray(content)
    stop = min(start + 2 * letters, len(made))
    made[start:stop] = bytes(max(stop - start, 0))
    return bytes(made)


def mp3(content: bytes) -> bytes:
    """Return MPEG sound without ID3 and APE tags, before and after it."""
    while content[:3] == b"ID3" and len(content) > 10:
        size = sum((byte & 0x7F) << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))
        content = content[10 + size + (10 if content[5] & 0x10 else 0) :]
    content = content.lstrip(b"\0")
    before = None
    while before != len(content):
        before = len(content)
        if content[-128:-125] == b"TAG":
            content = content[:-128]
        if content[-227 - 128 :][:4] == b"TAG+":
            content = content[: -227 - 128]
        if content[-32:-24] == b"APETAGEX":
            size, _items, flags = struct.unpack("<III", content[-20:-8])
            content = content[: len(content) - size - (32 if flags & 0x80000000 else 0)]
        if content[-9:-6].isdigit() and content.endswith(b"LYRICS200"):
            content = content[: -15 - int(content[-15:-9])]
    if content[:1] != b"\xff" or b"APETAGEX" in content or b"LYRICSBEGIN" in content:
        raise Unclean("MPEG")
    return content


def wav(content: bytes) -> bytes:
    """Return a WAV with its sound alone: no author, place, time, markers or notes of a device."""
    out, at = bytearray(), 12
    while at + 8 <= len(content):
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if name in KEPT_WAV:
            part = content[at : at + 8 + size]
            out += part + (b"\0" if size % 2 else b"")
        at += 8 + size + size % 2
    if b"data" not in out[:200]:
        raise Unclean("WAV")
    return b"RIFF" + struct.pack("<I", 4 + len(out)) + b"WAVE" + bytes(out)


def ogg(content: bytes) -> bytes:
    """Return Ogg sound whose comments are blanks of the same length: every page stays where it was."""
    pages = list(_pages(content))
    starts = (b"OpusTags", b"\x03vorbis")
    at = next((content.find(mark) for mark in starts if mark in content[:65_536]), -1)
    if at < 0:
        raise Unclean("Ogg")  # Speex and others, whose comments stand elsewhere
    made = bytearray(content)
    mark = next(mark for mark in starts if content.startswith(mark, at))
    where = _flat(content, pages, at, to_its_end=mark == b"OpusTags")
    cursor = len(mark)

    def number() -> int:
        nonlocal cursor
        spots = where[cursor : cursor + 4]
        if len(spots) < 4:
            raise Unclean("Ogg")
        cursor += 4
        return int.from_bytes(bytes(content[spot] for spot in spots), "little")

    def blank(length: int, first: bytes) -> None:
        nonlocal cursor
        spots = where[cursor : cursor + length]
        if len(spots) < length:
            raise Unclean("Ogg")
        for spot, byte in zip(spots, first.ljust(length, b" "), strict=False):
            made[spot] = byte
        cursor += length

    blank(number(), b"")
    for _each in range(number()):
        length = number()
        blank(length, b"X=" if length >= 2 else b"")
    if mark == b"OpusTags":  # what pads the packet may hold more
        for spot in where[cursor:]:
            made[spot] = 0
    for start, _body, stop in pages:
        if made[start:stop] == content[start:stop]:
            continue
        made[start + 22 : start + 26] = b"\0\0\0\0"
        made[start + 22 : start + 26] = _crc(made[start:stop]).to_bytes(4, "little")
    return bytes(made)


def _pages(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Give where each page begins, where its body does, and where it ends."""
    at = 0
    while at < len(content):
        if content[at : at + 4] != b"OggS" or at + 27 > len(content):
            raise Unclean("Ogg")
        count = content[at + 26]
        body = at + 27 + count
        stop = body + sum(content[at + 27 : body])
        if stop > len(content):
            raise Unclean("Ogg")
        yield at, body, stop
        at = stop


def _flat(content: bytes, pages: list[tuple[int, int, int]], at: int, *, to_its_end: bool) -> list[int]:
    """Return where the bytes of the bodies lie from a place on; ``to_its_end`` of the packet, which ends its page."""
    spots: list[int] = []
    for _start, body, stop in pages:
        if stop <= at:
            continue
        spots.extend(range(max(body, at), stop))
        # A packet goes on in the next page where the last piece of this one is full (RFC 3533, 6).
        if len(spots) > MOST_COMMENT or (to_its_end and content[body - 1] != 255):
            break
    return spots


_CRC = []
for _n in range(256):
    _value = _n << 24
    for _bit in range(8):
        _value = ((_value << 1) ^ 0x04C11DB7 if _value & 0x80000000 else _value << 1) & 0xFFFFFFFF
    _CRC.append(_value)


def _crc(page: bytes | bytearray) -> int:
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ _CRC[(value >> 24) ^ byte]
    return value


def mp4(content: bytes) -> bytes:
    """Return sound or film in MP4 with its place, device, names and times blanked; nothing in it moves.

    A track that is neither seen nor heard (a course of GPS beside a film) stays with its samples: Unclean.
    """
    made = bytearray(content)
    if not _blanked(made, 0, len(made)):
        raise Unclean("MP4")
    return bytes(made)


def _blanked(made: bytearray, at: int, stop: int) -> bool:
    """Blank the boxes between two places; tell whether there was a movie among them."""
    found = False
    while at + 8 <= stop:
        size, name, head = int.from_bytes(made[at : at + 4], "big"), bytes(made[at + 4 : at + 8]), 8
        if size == 1:
            size, head = int.from_bytes(made[at + 8 : at + 16], "big"), 16
        size = stop - at if size == 0 else size
        if size < head or at + size > stop:
            raise Unclean("MP4")
        body, end = at + head, at + size
        if name in EMPTIED:
            made[at + 4 : at + 8] = b"free"
            made[body:end] = bytes(end - body)
        elif name in TIMED:
            width = 8 if made[body] else 4
            made[body + 4 : body + 4 + 2 * width] = bytes(2 * width)
        elif name == b"hdlr":
            if bytes(made[body + 8 : body + 12]) not in PLAYED:
                raise Unclean("MP4 with a track of data")
            made[body + 12 : end] = bytes(end - body - 12)
        elif name in HOLDS_BOXES:
            _blanked(made, body, end)
        found = found or name in (b"moov", b"moof")
        at = end
    return found
