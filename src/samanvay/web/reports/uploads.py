"""The text of an uploaded file, or why it cannot be read."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samanvay.importing import SheetError, plain_text

from .word import words_of_docx

LARGEST = 1_000_000
LARGEST_DOCX = 10_000_000  # mostly photographs, which are kept and not read


def is_word(name: str) -> bool:
    """Tell whether a file is a Word document by its name: it may hold photographs beside its words."""
    return name.lower().endswith(".docx")


def text_of(upload: Any) -> str:
    """Return the words of a .txt or .docx file. Raises ValidationError that names what is accepted."""
    name = str(upload.name or "")
    kind = name.lower().rpartition(".")[2]
    if kind not in ("txt", "docx"):
        raise ValidationError(
            _("%(name)s cannot be read here. A Word document (.docx) or a text file (.txt) can; or paste its words.")
            % {"name": name[:80]}
        )
    if upload.size > (LARGEST_DOCX if kind == "docx" else LARGEST):
        raise ValidationError(_("The file is larger than a report of one week: 1 MB of text, 10 MB of Word."))
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
            _("%(name)s is not a text file. A text file (.txt) or a Word document (.docx) can be read.")
            % {"name": name[:80]}
        ) from error
