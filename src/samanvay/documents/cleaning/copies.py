"""Takes out of a file what its maker did not mean to hand over: authors, places, devices, history. Pure bytes to bytes.

What is seen and heard stays as it is. A file in which something may be left is not handed back: :class:`Unclean`.
Run by ``drawing`` in the process of its own, since files are made by strangers.
"""

import io
from collections.abc import Callable

from . import media as cleaning_media
from . import office as cleaning_office
from .media import Unclean, bare_jpeg

HIDDEN_KEYS = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF", "/SpiderInfo")
MARKUP = ("/T", "/M", "/CreationDate", "/NM", "/RC")
ROOT_KEYS = ("/Metadata", "/PieceInfo", "/AF", "/OpenAction", "/AA", "/Collection", "/Perms", "/Legal", "/DSS")
NAMES = ("/EmbeddedFiles", "/JavaScript")


def clean(media_type: str, content: bytes) -> bytes:
    """Return a file without its hidden data. Raises Unclean for a type or a file that cannot be cleaned."""
    cleaner = CLEANERS.get(media_type)
    if cleaner is None:
        raise Unclean(media_type)
    return cleaner(content)


def pdf(content: bytes) -> bytes:
    """Return a PDF written anew: no author, dates, XMP, earlier versions, attachments, scripts or names in notes.

    Pictures in it lose their own hidden data. Under a password nothing can be taken out.
    """
    import pikepdf

    try:
        document = pikepdf.open(io.BytesIO(content))
    except pikepdf.PdfError as error:
        raise Unclean("PDF") from error
    with document:
        if not len(document.pages):
            raise Unclean("PDF without pages")
        for key in ROOT_KEYS:
            _drop(document.Root, key)
        if "/Names" in document.Root:
            for key in NAMES:
                _drop(document.Root.Names, key)
        for key in list(document.trailer.keys()):
            if key in ("/Info", "/ID", "/Prev", "/XRefStm"):
                del document.trailer[key]
        for page in document.pages:
            _notes(page, pikepdf)
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                for key in HIDDEN_KEYS:
                    _drop(thing, key)
                _picture(thing, pikepdf)
        out = io.BytesIO()
        document.save(out, linearize=False, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _notes(page, pikepdf) -> None:  # type: ignore[no-untyped-def]
    _drop(page.obj, "/AA")
    kept = []
    for note in page.obj.get("/Annots", []):
        kind = str(note.get("/Subtype", ""))
        if kind == "/FileAttachment":
            continue
        for key in MARKUP if kind != "/Widget" else ("/M", "/NM"):
            _drop(note, key)  # the /T of a form's field is its name, of a note its author
        kept.append(note)
    if "/Annots" in page.obj:
        page.obj.Annots = pikepdf.Array(kept)


def _picture(thing, pikepdf) -> None:  # type: ignore[no-untyped-def]
    if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") != pikepdf.Name.Image:
        return
    if thing.get("/Filter") in (pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode])):
        raw = bytes(thing.read_raw_bytes())
        bare = bare_jpeg(raw)
        if bare != raw:
            thing.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=thing.get("/DecodeParms"))


def _drop(where, key: str) -> None:  # type: ignore[no-untyped-def]
    if key in where:
        del where[key]


def _as_it_is(content: bytes) -> bytes:
    return content


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "application/pdf": pdf,
    "audio/mpeg": cleaning_media.mp3,
    "audio/aac": cleaning_media.mp3,  # the same tags stand around it
    "audio/mp4": cleaning_media.mp4,
    "video/mp4": cleaning_media.mp4,
    "audio/ogg": cleaning_media.ogg,
    "audio/wav": cleaning_media.wav,
    "audio/amr": _as_it_is,  # the format has no place for more than sound
    "text/plain": _as_it_is,
    _OOXML + "wordprocessingml.document": cleaning_office.ooxml,
    _OOXML + "spreadsheetml.sheet": cleaning_office.ooxml,
    _ODF + "text": cleaning_office.odf,
    _ODF + "spreadsheet": cleaning_office.odf,
}
