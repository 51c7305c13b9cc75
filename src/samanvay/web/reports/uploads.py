"""The text of an uploaded file, plain or a Word document's paragraphs and tables in order; or why it cannot be read."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table

from samanvay.importing import SheetError, plain_text

LARGEST = 1_000_000
LARGEST_DOCX = 10_000_000  # mostly photographs, which are kept and not read
MOST_PARTS = 5_000
LARGEST_UNPACKED = 60_000_000  # what an honest report unpacks to, photographs and all
TEXT, TAB, DELETED = qn("w:t"), qn("w:tab"), qn("w:del")
BREAKS = (qn("w:br"), qn("w:cr"))
# Text boxes are stored twice: for new and for old programs. Pictures' words are no words of the report.
SKIPPED = (DELETED, "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")


def is_word(name: str) -> bool:
    """Tell whether a file is a Word document by its name: it may hold photographs beside its words."""
    return name.lower().endswith(".docx")


def text_of(upload: Any) -> str:
    """Return the words of a .txt or .docx file. Raises ValidationError that names what is accepted."""
    name = str(upload.name or "")
    kind = name.lower().rpartition(".")[2]
    if kind not in ("txt", "docx"):
        raise ValidationError(
            _("%(name)s cannot be read. Use a Word document (.docx) or a text file (.txt), or paste the text.")
            % {"name": name[:80]}
        )
    if upload.size > (LARGEST_DOCX if kind == "docx" else LARGEST):
        raise ValidationError(_("The file is too large: at most 1 MB as text, 10 MB as Word."))
    raw = upload.read()
    text = words_of_docx(raw, name) if kind == "docx" else _plain(raw, name)
    if not text.strip():
        raise ValidationError(_("The file is empty."))
    return text


def _plain(raw: bytes, name: str) -> str:
    try:
        return plain_text(raw)
    except SheetError as error:
        raise ValidationError(
            _("%(name)s is not a text file. Use a text file (.txt) or a Word document (.docx).") % {"name": name[:80]}
        ) from error


def words_of_docx(raw: bytes, name: str) -> str:
    """Return the text of a .docx file, what was struck out in review left out, a table's cells side by side.

    Raises ValidationError for a file that is none, or that unpacks to more than a report can be.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise ValidationError(_("%(name)s is larger than a report can be when unpacked.") % {"name": name[:80]})
        document = Document(io.BytesIO(raw))
        blocks = [_block(block) for block in document.iter_inner_content()]
    except ValidationError:
        raise
    except Exception as error:  # a damaged file fails in as many ways as it has parts
        raise ValidationError(
            _("%(name)s cannot be opened as a Word document. Save it again as .docx, or paste the text above.")
            % {"name": name[:80]}
        ) from error
    return "\n".join(blocks).strip()


def _block(block: Any) -> str:
    return "\n".join(_rows(block)) if isinstance(block, Table) else _text(block._p)


def _rows(table: Table) -> Iterator[str]:
    above: dict[int, Any] = {}
    for tr in table._tbl.tr_lst:
        # By the marks of the file, never by its grid: a cell may claim to span a thousand million columns.
        cells: dict[int, Any] = {}
        column = tr.grid_before
        for tc in tr.tc_lst:
            cells[column] = above.get(column, tc) if tc.vMerge == "continue" else tc
            column += max(tc.grid_span, 1)
        above = cells
        said = ["; ".join(filter(None, map(_text, tc.iter(qn("w:p"))))) for tc in dict.fromkeys(cells.values())]
        if any(said):
            yield "\t".join(said)


def _text(element: Any) -> str:
    return "".join(_pieces(element)).strip()


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in SKIPPED:
            continue
        if child.tag == TEXT:
            yield child.text or ""
        elif child.tag == TAB and element.tag != qn("w:tabs"):
            yield "\t"
        elif child.tag in BREAKS:
            yield "\n"
        else:
            yield from _pieces(child)
