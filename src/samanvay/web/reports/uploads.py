"""The text of an uploaded file, or why it cannot be read."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LARGEST = 1_000_000
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def text_of(upload: Any) -> str:
    """Return the words of a .txt file in UTF-8 or UTF-16. Raises ValidationError that names what is accepted."""
    name = str(upload.name or "")
    if not name.lower().endswith(".txt"):
        raise ValidationError(
            _("%(name)s cannot be read here. A text file (.txt, UTF-8 or UTF-16) can; or paste the words above.")
            % {"name": name[:80]}
        )
    if upload.size > LARGEST:
        raise ValidationError(_("The file is larger than 1 MB. A report of that length cannot be read as one."))
    raw = upload.read()
    encoding = next((encoding for mark, encoding in BOMS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValidationError(
            _("The letters of %(name)s cannot be read. Save it as UTF-8 text, or paste the words above.")
            % {"name": name[:80]}
        ) from error
    if "\x00" in text:
        raise ValidationError(
            _("%(name)s is not a text file. A text file (.txt, UTF-8 or UTF-16) can be read.") % {"name": name[:80]}
        )
    if not text.strip():
        raise ValidationError(_("The file is empty."))
    return str(text)
