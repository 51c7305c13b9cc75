"""A look into a packed workbook before it is opened: bombs and endless sheets are refused unread."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from samanvay.importing.grid import Limits, SheetError, refuse_too_many_columns, refuse_too_many_rows
from samanvay.kernel.bilingual import Bilingual

_CHUNK = 1 << 20
_PARTS = 5_000
_ODS_CONTENT = 200 * 1024 * 1024

# A cell with something in it; formatting alone ends at once (<c r="XFD9" s="4"/>, <c r="XFD9" s="4"></c>). Some
# programs put a prefix before the tag's name, other attributes first, or apostrophes for quotes.
_XLSX_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})([0-9]{1,7})["'][^>/]*>(?=[^<]|<[^/])""")
_HIDDEN = re.compile(rb"""<(?:\w+:)?(?:row|col)\s[^>]*?\bhidden=["'](?:1|true)["']""")

_BROKEN = Bilingual(
    "The workbook is damaged. Open it in a spreadsheet program and save it again.",
    "वर्कबुक ख़राब है। इसे स्प्रेडशीट प्रोग्राम में खोलकर फिर से सहेजें।",
)
_BOMB = Bilingual(
    "The workbook is far too large when unpacked, so it was not opened.",
    "वर्कबुक खुलने पर बहुत बड़ी हो जाती है, इसलिए नहीं खोली गई।",
)
_HAS_HIDDEN = Bilingual(
    "The workbook has hidden rows or columns; they were also read.",
    "वर्कबुक में छिपी पंक्तियाँ या कॉलम हैं; वे भी पढ़े गए।",
)
_ODS_MERGED = Bilingual(
    "The sheet has merged cells; in this format only the first keeps the value. Check the rows below it.",
    "शीट में मर्ज किए सेल हैं; इस प्रारूप में मान केवल पहले सेल में रहता है। उसके नीचे की पंक्तियाँ जाँच लें।",
)


@dataclass(frozen=True, slots=True)
class PackedLook:
    """What the look found worth telling."""

    notes: tuple[Bilingual, ...]


def look_inside(content: bytes, limits: Limits) -> PackedLook:
    """Unpack each part once, counting only; raises `SheetError` before anything is laid out in memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _look(packed, limits)
    except SheetError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise SheetError(_BROKEN) from error


def _look(packed: zipfile.ZipFile, limits: Limits) -> PackedLook:
    parts = packed.infolist()
    declared = sum(part.file_size for part in parts)
    if len(parts) > _PARTS or declared > limits.unpacked:
        raise SheetError(_BOMB)
    notes: dict[str, Bilingual] = {}
    for part in parts:
        name = part.filename
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > 10 * _CHUNK and ratio > limits.packing_ratio:
            raise SheetError(_BOMB)
        if name == "content.xml":
            if part.file_size > _ODS_CONTENT:
                raise SheetError(_BOMB)
            if _ods_extent(_chunks(packed, part), limits):
                notes["merged"] = _ODS_MERGED
            continue
        is_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
        tail = b""
        # Reading to the end also proves the declared size: a part that lies fails its check sum.
        for chunk in _chunks(packed, part):
            if is_sheet:
                seen = tail + chunk
                _xlsx_extent(seen, limits)
                if "hidden" not in notes and _HIDDEN.search(seen):
                    notes["hidden"] = _HAS_HIDDEN
                tail = seen[-256:]
    return PackedLook(tuple(notes.values()))


def _chunks(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with packed.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _xlsx_extent(seen: bytes, limits: Limits) -> None:
    cells = _XLSX_CELL.findall(seen)
    if not cells:
        return
    widest = max({letters for letters, _ in cells}, key=lambda letters: (len(letters), letters))
    refuse_too_many_columns(_column_number(widest), limits)
    refuse_too_many_rows(max(int(row) for row in {row for _, row in cells}), limits)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_extent(chunks: Iterator[bytes], limits: Limits) -> bool:
    """Walk an ODS content part; returns whether it has merged cells."""
    row = column = height = 0
    filled = merged = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, height, filled, merged
        if tag == "table:table":
            row = 0
        elif tag == "table:table-row":
            column, filled = 0, False
            height = int(attributes.get("table:number-rows-repeated", "1"))
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            column += int(attributes.get("table:number-columns-repeated", "1"))
            spans = (attributes.get(f"table:number-{kind}-spanned", "1") for kind in ("rows", "columns"))
            merged = merged or any(span != "1" for span in spans)
            if "office:value-type" in attributes:
                filled = True
                refuse_too_many_columns(column, limits)

    def end(tag: str) -> None:
        nonlocal row
        if tag == "table:table-row":
            row += height
            if filled:
                refuse_too_many_rows(row, limits)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except SheetError:
        raise
    except (expat.ExpatError, ValueError) as error:
        raise SheetError(_BROKEN) from error
    return merged
