"""Looks at one file and draws it: run as a process of its own, with little memory and time, shut off from all else.

``python -m samanvay.documents.drawing preview|copy|clean|lines TYPE`` reads the file from standard input and writes the
picture (or the first lines as JSON) to standard output. ``reach FOLDER`` tries what a broken reader would try and tells
as JSON what shuts it off and what it reached all the same. Files are made by strangers: what breaks the reader breaks
this process alone. Ends with 3 for a picture too large to be drawn, 4 for a PDF under a password,
5 for a file in which something hidden may be left, else with 1.
"""

import io
import json
import os
import re
import resource
import socket
import sys
import zipfile
from collections.abc import Callable
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from samanvay.kernel.supervise.confine import confine

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

TOO_LARGE, LOCKED, UNCLEAN = 3, 4, 5
MOST_POINTS = 64_000_000  # of a picture: what the best cameras of telephones take, and what fits the memory
SIDE = 1600  # the longer side of a preview
MEMORY = 2 * 1024**3
SECONDS = 25
LINES, LETTERS = 12, 160
MOST_XML = 2_000_000
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/heic": "HEIF"}


class TooLarge(Exception):
    """The picture has more points than are drawn."""


class Locked(Exception):
    """The PDF asks for a password."""


class Uncleaned(Exception):
    """Something hidden may be left in the file."""


def preview(media_type: str, content: bytes) -> bytes:
    """Return a bounded WebP of a picture, or of the first page of a PDF."""
    image = _first_page(content) if media_type == "application/pdf" else _upright(media_type, content, draft=True)
    image.thumbnail((SIDE, SIDE))
    return _written(_bare(image), "WEBP", quality=80, method=4)


def copy(media_type: str, content: bytes) -> bytes:
    """Return a picture drawn anew: upright, with nothing besides its points (no place, time, camera, comment)."""
    image = _bare(_upright(media_type, content))
    if media_type == "image/png":
        return _written(image, "PNG")
    if media_type == "image/webp":
        return _written(image, "WEBP", quality=92)
    return _written(image.convert("RGB"), "JPEG", quality=92)


def clean(media_type: str, content: bytes) -> bytes:
    """Return a PDF, a recording or an office file as it is seen and heard, with nothing hidden in it."""
    from samanvay.documents.cleaning import copies as cleaning
    from samanvay.documents.cleaning.media import Unclean

    try:
        return cleaning.clean(media_type, content)
    except Unclean as error:
        raise Uncleaned from error


def lines(media_type: str, content: bytes) -> bytes:
    """Return the first lines of an office file or text, as a JSON list."""
    if media_type == "text/plain":
        found = content[:MOST_XML].decode("utf-8-sig", "replace").splitlines()
    elif media_type.endswith("wordprocessingml.document"):
        found = _paragraphs(content, "word/document.xml", "w:p", "w:t")
    elif media_type.endswith("opendocument.text"):
        found = _paragraphs(content, "content.xml", "text:p", "")
    else:
        found = _cells(content)
    kept = [re.sub(r"\s+", " ", line).strip()[:LETTERS] for line in found[: 20 * LINES]]
    return json.dumps([line for line in kept if line][:LINES]).encode()


def _upright(media_type: str, content: bytes, draft: bool = False) -> "Picture":
    from PIL import Image, ImageCms, ImageOps

    if media_type == "image/heic":
        from pi_heif import register_heif_opener

        register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MOST_POINTS
    try:
        image: Picture = Image.open(io.BytesIO(content), formats=[FORMATS[media_type]])
    except Image.DecompressionBombError as error:
        raise TooLarge from error
    if image.width * image.height > MOST_POINTS:
        raise TooLarge
    profile = image.info.get("icc_profile")
    if draft:
        image.draft("RGB", (SIDE, SIDE))  # a JPEG is read at the size that is needed
    if image.mode not in ("RGB", "RGBA", "L"):
        image = image.convert("RGBA" if "transparency" in image.info or image.mode in ("LA", "PA") else "RGB")
    image = ImageOps.exif_transpose(image)
    if profile and image.mode == "RGB":
        # The colours are kept, not the profile, which names the camera.
        try:
            source, screen = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, source, screen) or image
        except (ImageCms.PyCMSError, OSError):
            return image
    return image


def _bare(image: "Picture") -> "Picture":
    from PIL import Image

    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _written(image: "Picture", form: str, **how: int) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def _first_page(content: bytes) -> "Picture":
    import pypdfium2

    try:
        pages = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise (Locked if "assword" in str(error) else ValueError) from error
    page = pages[0]
    longest = max(page.get_size())
    if longest <= 0:
        raise ValueError("no page")
    drawn: Picture = page.render(scale=SIDE / longest).to_pil()
    return drawn.convert("RGB")


def _paragraphs(content: bytes, part: str, paragraph: str, text: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(part) as stream:
        body = stream.read(MOST_XML).decode("utf-8", "replace")
    # No reader of XML: an entity that unfolds without end has no power over a search for text.
    found = re.findall(rf"<{paragraph}[ >].*?</{paragraph}>", body, re.DOTALL)
    if text:
        return [unescape("".join(re.findall(rf"<{text}(?: [^>]*)?>([^<]*)<", each))) for each in found]
    return [unescape(re.sub(r"<[^>]*>", "", each)) for each in found]


def _cells(content: bytes) -> list[str]:
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    found = []
    for row in sheet.iter_rows():
        found.append(" | ".join(str(cell) for cell in row[:12] if cell != ""))
        if len(found) >= 10 * LINES:
            break
    return found


def reach(folder: str) -> list[str]:
    """Return what this process reaches of what it must not: the ``keys``, its ``parent``, the ``network``."""

    tried: dict[str, Callable[[], object]] = {
        "keys": lambda: [path.read_bytes() for path in Path(folder).iterdir() if path.is_file()],
        "parent": Path(f"/proc/{os.getppid()}/environ").read_bytes,
        "network": lambda: socket.socket(socket.AF_UNIX).close(),
    }
    return [name for name, try_it in tried.items() if _works(try_it)]


def _works(try_it: Callable[[], object]) -> bool:
    try:
        try_it()
    except OSError:
        return False
    return True


def _import_readers(what: str, media_type: str) -> None:
    """Import what will read the file, while its libraries can still be found."""
    names = {"lines": ["python_calamine"], "clean": ["pikepdf", "samanvay.documents.cleaning.copies"], "reach": []}
    pictures = ["pypdfium2"] if media_type == "application/pdf" else ["PIL.ImageCms", "PIL.ImageOps"]
    for name in names.get(what, ["PIL.Image", *pictures]):
        import_module(name)


def main(what: str, media_type: str) -> int:
    """Draw what is asked within the limits; return the status to end with."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _import_readers(what, media_type)
    in_force = confine()
    if what == "reach":
        sys.stdout.write(json.dumps({"in_force": in_force, "reached": reach(media_type)}))
        return 0
    content = sys.stdin.buffer.read()
    try:
        drawn = {"preview": preview, "copy": copy, "clean": clean, "lines": lines}[what](media_type, content)
    except TooLarge:
        return TOO_LARGE
    except Locked:
        return LOCKED
    except Uncleaned:
        return UNCLEAN
    sys.stdout.buffer.write(drawn)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
