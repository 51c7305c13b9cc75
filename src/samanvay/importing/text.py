"""CSV and TSV as offices send them: any encoding, any of four delimiters, Excel's quirks."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

from samanvay.importing.grid import Grid, Limits, SheetError, refuse_too_many_columns, refuse_too_many_rows
from samanvay.kernel.bilingual import Bilingual
from samanvay_insight.script.legacy import page_of

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_RECORDS = 60
_SAMPLE_CHARACTERS = 200_000
# An unclosed quotation mark swallows the lines after it; no true cell has so many.
_LINES_IN_A_CELL = 200
_ROWS_NAMED = 8
_DEVANAGARI, _PUNCTUATION = 0x09, 0x20  # upper bytes of UTF-16: Devanagari; dashes, quotation marks and joiners

_MIXED = Bilingual(
    "Most of the file is UTF-8, but these lines were read as Windows (cp1252): {lines}. Check them.",
    "फ़ाइल का अधिकतर भाग UTF-8 है, पर ये पंक्तियाँ Windows (cp1252) मानकर पढ़ी गईं: {lines}। इन्हें जाँच लें।",
)
_WINDOWS = Bilingual(
    "The file is not UTF-8; it was read as {encoding}. If names look wrong, save it again as “CSV UTF-8”.",
    "फ़ाइल UTF-8 नहीं है; इसे {encoding} मानकर पढ़ा गया। नाम ग़लत दिखें तो इसे “CSV UTF-8” में फिर से सहेजें।",
)
_NOT_TEXT = Bilingual(
    "This is not a table. Send CSV, XLSX, XLS or ODS.",
    "यह तालिका नहीं है। CSV, XLSX, XLS या ODS फ़ाइल भेजें।",
)
_WEB_PAGE = Bilingual(
    "This is a web page saved as a table. Open it in a spreadsheet program and save it as XLSX.",
    "यह तालिका के नाम से सहेजा गया वेब पेज है। इसे स्प्रेडशीट प्रोग्राम में खोलकर XLSX में सहेजें।",
)
_UNKNOWN_ENCODING = Bilingual("The file cannot be read as {encoding}.", "फ़ाइल को {encoding} मानकर पढ़ा नहीं जा सका।")
_OPEN_QUOTE = Bilingual(
    "A quotation mark opened in row {row} is not closed. Close it and send the file again.",
    "पंक्ति {row} में खुला उद्धरण-चिह्न बंद नहीं है। उसे बंद करके फ़ाइल फिर भेजें।",
)


@dataclass(frozen=True, slots=True)
class _Decoded:
    encoding: str
    open_text: Callable[[], io.TextIOBase]
    notes: tuple[Bilingual, ...] = ()


def read_text(content: bytes, *, limits: Limits, encoding: str | None = None) -> Grid:
    """Return the grid of a delimited text; raises `SheetError` where it is none."""
    decoded = _decode(content, encoding)
    delimiter, declared = _delimiter(decoded)

    def records() -> Iterator[list[str]]:
        with decoded.open_text() as text:
            reader = csv.reader(text, delimiter=delimiter, skipinitialspace=True)
            number = 0
            try:
                for number, record in enumerate(reader, start=1):
                    yield [] if declared and number == 1 else record
            except csv.Error as error:
                raise SheetError(_OPEN_QUOTE.format(row=number + 1)) from error

    rows, columns = _measure(records(), limits)
    return Grid(
        records=records,
        rows=rows,
        columns=columns,
        encoding=decoded.encoding,
        delimiter=delimiter,
        notes=decoded.notes,
    )


def plain_text(content: bytes) -> str:
    """Return the words of a text file, whatever its encoding; raises `SheetError` where it is no text."""
    with _decode(content, None).open_text() as text:
        return text.read()


def _measure(records: Iterator[list[str]], limits: Limits) -> tuple[int, int]:
    rows = columns = 0
    for number, record in enumerate(records, start=1):
        width = len(record)
        if width > columns:
            while width and not record[width - 1].strip():
                width -= 1
            columns = max(columns, width)
            refuse_too_many_columns(columns, limits)
        if any(map(str.strip, record)):
            rows = number
            refuse_too_many_rows(rows, limits)
            if any(len(cell) > 400 and cell.count("\n") > _LINES_IN_A_CELL for cell in record):
                raise SheetError(_OPEN_QUOTE.format(row=number))
    return rows, columns


def _decode(content: bytes, encoding: str | None) -> _Decoded:
    if encoding:
        return _decode_as(content, encoding)
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _decode_mixed(content) if name == "utf-8-sig" else _decode_as(content, name)
    head = content[:4096]
    if b"\0" in head:
        if (wide := _wide_encoding(head)) is None:
            raise SheetError(_NOT_TEXT)
        return _decode_as(content, wide)
    if sum(byte < 32 and byte not in b"\t\n\r\f\x1a\x1b" for byte in head) > len(head) // 50:
        raise SheetError(_NOT_TEXT)
    if head.lstrip()[:200].lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta")):
        raise SheetError(_WEB_PAGE)
    if (page := page_of(content)) is not None:
        return _decode_as(content, page)
    return _decode_mixed(content)


def _wide_encoding(head: bytes) -> str | None:
    """Return which UTF-16 without a mark a file with zero bytes is written in, None where it is none.

    In UTF-16 the upper byte of a letter is zero in Latin, 9 in Devanagari: nearly all of one half are these two.
    """
    for encoding, upper, lower in (("utf-16-le", head[1::2], head[0::2]), ("utf-16-be", head[0::2], head[1::2])):
        known = upper.count(0) + upper.count(_DEVANAGARI) + upper.count(_PUNCTUATION)
        if known >= 0.95 * len(upper) and lower.count(0) <= 0.05 * len(lower):
            return encoding
    return None


def _decode_as(content: bytes, encoding: str) -> _Decoded:
    try:
        content.decode(encoding)
    except (UnicodeError, LookupError) as error:
        raise SheetError(_UNKNOWN_ENCODING.format(encoding=encoding)) from error
    name = "utf-16" if encoding.startswith("utf-16") else encoding

    def open_text() -> io.TextIOBase:
        return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")

    return _Decoded(name, open_text)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _decode_mixed(content: bytes) -> _Decoded:
    if _is_utf8(content):
        return _Decoded("utf-8", lambda: io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline=""))
    lines = content.removeprefix(codecs.BOM_UTF8).split(b"\n")
    good: dict[int, str] = {}
    foreign: list[int] = []
    has_utf8 = content.startswith(codecs.BOM_UTF8)
    for number, line in enumerate(lines, start=1):
        try:
            good[number] = line.decode("utf-8")
            has_utf8 = has_utf8 or not line.isascii()
        except UnicodeDecodeError:
            foreign.append(number)
    encoding = "cp1252" if has_utf8 else _single_byte_encoding(b"\n".join(lines[n - 1] for n in foreign))
    text = "\n".join(
        # A byte that the page does not know becomes U+FFFD, which the check then refuses in its cell.
        good[number] if number in good else line.decode(encoding, errors="replace")
        for number, line in enumerate(lines, start=1)
    )
    if has_utf8:
        named = ", ".join(map(str, foreign[:_ROWS_NAMED])) + (" …" if len(foreign) > _ROWS_NAMED else "")
        note = _MIXED.format(lines=named)
        return _Decoded("utf-8 + cp1252", lambda: io.StringIO(text, newline=""), (note,))
    return _Decoded(encoding, lambda: io.StringIO(text, newline=""), (_WINDOWS.format(encoding=encoding),))


def _single_byte_encoding(sample: bytes) -> str:
    # Detection over all tables of the world sees Vietnamese in three accents; only what Indian offices'
    # machines write is asked about, and Windows' own table is the answer in doubt.
    best = from_bytes(sample[:_SAMPLE_CHARACTERS], cp_isolation=["cp1252", "mac_roman", "cp437"]).best()
    return best.encoding if best is not None else "cp1252"


def _delimiter(decoded: _Decoded) -> tuple[str, bool]:
    with decoded.open_text() as text:
        sample = text.read(_SAMPLE_CHARACTERS)
    first_line = sample.split("\n", 1)[0].strip('\r\ufeff "')
    if first_line.lower().startswith("sep=") and len(first_line) == 5 and first_line[4] in _DELIMITERS:
        return first_line[4], True
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        score = _consistency(sample, delimiter)
        if score > best_score:
            best, best_score = delimiter, score
    return best, False


def _consistency(sample: str, delimiter: str) -> int:
    """Return how many sampled rows share the commonest count of columns above one, widest first."""
    counts: dict[int, int] = {}
    try:
        for number, record in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)):
            if number >= _SAMPLE_RECORDS:
                break
            if len(record) > 1:
                counts[len(record)] = counts.get(len(record), 0) + 1
    except csv.Error:
        return 0
    return max((rows * 1000 + columns for columns, rows in counts.items()), default=0)
