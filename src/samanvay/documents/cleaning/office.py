"""Office files without author, history, names of machines and what their pictures hide. Pure bytes to bytes."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from . import unseen as cleaning_unseen
from .media import Unclean, bare_emf, bare_gif, bare_jpeg, bare_png
from .unseen import TEXT, Unseen, W, drop_from_odf, drop_from_ooxml, target_of
from .unseen import local as _local

WITHOUT_NAMES = frozenset({"wmf", "bmp", "odttf", "fntdata", "ttf", "otf"})
MOST = 200 * 1024 * 1024  # unpacked
MOST_PARTS = 5_000
DC = "{http://purl.org/dc/elements/1.1/}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
CONFIG = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"

_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/"
_ODF_META = (
    b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/>'
    b"</office:document-meta>"
)
EMPTY = {
    "docProps/core.xml": _CORE,
    "docProps/app.xml": f'<Properties xmlns="{_EXTENDED}extended-properties"/>'.encode(),
    "docProps/custom.xml": f'<Properties xmlns="{_EXTENDED}custom-properties"/>'.encode(),
    "meta.xml": _ODF_META,
}
PICTURES = {b"\xff\xd8": bare_jpeg, b"\x89PNG": bare_png, b"GIF8": bare_gif}  # whatever their name says
LEFT_OUT = re.compile(
    r"^(docProps/thumbnail\.\w+|Thumbnails/.*|xl/revisions/.*|xl/printerSettings/.*|customXml/.*|.*vba(Project|Data).*"
    r"|word/people\.xml|xl/persons/.*|xl/users/.*|VersionList\.xml|Versions/.*|layout-cache|docMetadata/.*"
    r"|_xmlsignatures/.*|META-INF/\w+signatures\.xml|Basic/.*|Scripts/.*|ObjectReplacements/.*)$"
)
AUTHORS = re.compile(r"(^|\})(author|initials|date|dateUtc|userId|providerId|displayName|userName|lastEdited|ed)$")
# Who refreshed a pivot table, who may edit a range, from which file or data base something came.
OF_THE_MAKER = re.compile(r"(^|\})(refreshedBy|securityDescriptor|odcFile|sourceFile)$")
OF_THE_MACHINE = re.compile(r"(?i)printer|rsid|path|url|user|data")
ON_THEIR_MACHINE = re.compile(r"(?i)(file:/|[a-z]:\\|^\\\\|^[a-z]:/|^/(home|users|media|mnt|run|tmp|var|volumes)/)")
RSID = re.compile(r"(^|\})rsid\w*$")
TEXTS_OF_AUTHORS = frozenset({"author", "absPath", "rsids", "creator", "date-string"})
ODF_AUTHORS = frozenset({"creator", "creator-initials", "sender-initials", "initial-creator", "printed-by"})
HIDDEN = frozenset({
    "absPath", "rsids", "fileSharing", "docVars", "mailMerge", "customWorkbookViews", "customSheetViews", "metadata",
    "namedview",
})  # fmt: skip
RUNNING = frozenset({"script", "foreignObject", "handler", "listener"})
SCRIPT = re.compile(r"(?i)(java|vb)script:|data:text/html")
DRAWING_PROGRAMS = ("inkscape.org", "sodipodi.sourceforge.net")
STRUCK = frozenset({"del", "moveFrom", "cellDel"})
KEPT_CHANGE = frozenset({"ins", "moveTo"})


def ooxml(content: bytes) -> bytes:
    """Return a Word or Excel file without author, dates, revisions, machine paths, thumbnails and what it hides.

    Changes that were tracked are taken as they were meant: what was struck out is gone, not merely hidden. Cells keep
    the values of their formulas.
    """
    return _rewritten(content, cleaning_unseen.of_ooxml, _ooxml_part)


def odf(content: bytes) -> bytes:
    """Return an OpenDocument file without author, dates, history, printers, thumbnails and what it hides."""
    return _rewritten(content, cleaning_unseen.of_odf, _odf_part)


def _rewritten(content: bytes, unseen_of, part_of) -> bytes:  # type: ignore[no-untyped-def]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as given:
            entries = given.infolist()
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST:
                raise Unclean("an archive too large")
            unseen = unseen_of(given, _tree)
            gone = unseen.parts
            gone |= {entry.filename for entry in entries if LEFT_OUT.match(entry.filename)}
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
                for entry in entries:
                    if entry.filename not in gone and not entry.is_dir():
                        fresh = zipfile.ZipInfo(entry.filename)  # of 1980, by nobody
                        part = part_of(entry.filename, given.read(entry), unseen)
                        made.writestr(fresh, part, entry.compress_type)
            return out.getvalue()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, etree.LxmlError) as error:
        raise Unclean("an office file") from error


def _picture(name: str, content: bytes) -> bytes:
    ending = name.rpartition(".")[2].lower()
    for start, bare in PICTURES.items():
        if content.startswith(start):
            return bare(content)
    if ending == "emf":
        return bare_emf(content)
    if ending == "svg":
        return _drawing(content)
    if content and name != "mimetype" and ending not in WITHOUT_NAMES:
        raise Unclean(f"a {ending} inside")
    return content


def _drawing(content: bytes) -> bytes:
    """Return an SVG without what its drawing program wrote down of its maker, and without what runs."""
    tree = _tree(content)
    for each in _all(tree):
        if not _local(each) or _local(each) in HIDDEN | RUNNING:
            _remove(each)
            continue
        for key, value in list(each.attrib.items()):
            runs = key.lower().startswith("on") or SCRIPT.match(re.sub(r"[\x00-\x20]", "", value))
            if runs or any(program in key for program in DRAWING_PROGRAMS):
                del each.attrib[key]
        _forget_paths(each)
    return _written(tree)


def _forget_paths(element) -> None:  # type: ignore[no-untyped-def]
    for key, value in element.attrib.items():
        if ON_THEIR_MACHINE.search(value):
            element.attrib[key] = ""


def _tree(content: bytes):  # type: ignore[no-untyped-def]
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _written(tree) -> bytes:  # type: ignore[no-untyped-def]
    made: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _all(tree) -> Iterator:  # type: ignore[no-untyped-def,type-arg]
    return iter(list(tree.iter()))


def _ooxml_part(name: str, content: bytes, unseen: Unseen) -> bytes:
    if name in EMPTY:
        return EMPTY[name]
    if not name.endswith((".xml", ".rels", ".vml")):
        return _picture(name, content)
    if not content.strip():
        return content
    tree = _tree(content)
    is_of_text = name.startswith("word/")
    if name.endswith(".rels") or name == "[Content_Types].xml":
        _forget_parts(tree, name, unseen.parts)
        return _written(tree)
    drop_from_ooxml(tree, name, unseen, _remove)
    for each in _all(tree):
        local = _local(each)
        if not local or (each.getparent() is None and each is not tree):
            if not local and each.getparent() is not None:
                _remove(each)  # a comment of the XML itself
            continue
        if is_of_text and each.tag.startswith(W) and (local in STRUCK or local.endswith("Change")):
            _remove(each)
        elif is_of_text and each.tag.startswith(W) and local in KEPT_CHANGE:
            _unwrap(each)
        elif local in HIDDEN:
            _remove(each)
        else:
            _forget_paths(each)
            if local == "dbPr":
                each.attrib.update({key: "" for key in ("connection", "command") if key in each.attrib})
            if local in TEXTS_OF_AUTHORS and each.text:
                each.text = ""
            for key in list(each.attrib):
                if RSID.search(key) or OF_THE_MAKER.search(key):
                    del each.attrib[key]
                elif AUTHORS.search(key) and (is_of_text or "omments" in name):
                    _blank(each, key)
    return _written(tree)


def _blank(element, key: str) -> None:  # type: ignore[no-untyped-def]
    # Word asks for an author; all else may be missing.
    if key.endswith(("author", "initials", "displayName")):
        element.attrib[key] = ""
    else:
        del element.attrib[key]


def _forget_parts(tree, name: str, gone: set[str]) -> None:  # type: ignore[no-untyped-def]
    for each in list(tree):
        target = str(each.get("Target") or each.get("PartName") or "")
        is_gone = (target_of(name, target) if name.endswith(".rels") else target.lstrip("/")) in gone
        if is_gone:
            tree.remove(each)
        elif each.get("TargetMode") == "External" and (
            ON_THEIR_MACHINE.search(target) or not str(each.get("Type")).endswith("/hyperlink")
        ):
            # Only a link is seen; a template, a picture or a table from elsewhere tells where its maker keeps it.
            each.set("Target", "about:blank")


def _odf_part(name: str, content: bytes, unseen: Unseen) -> bytes:
    if name.rpartition("/")[2] == "meta.xml":  # an object inside has one of its own
        return _ODF_META
    if not name.endswith((".xml", ".rdf")):
        return _picture(name, content)
    if not content.strip():
        return content
    tree = _tree(content)
    drop_from_odf(tree, unseen, _remove)
    shown = {each.get(f"{TEXT}name") for each in tree.iter(f"{TEXT}user-field-get", f"{TEXT}user-field-input")}
    for each in _all(tree):
        local = _local(each)
        _forget_paths(each)
        is_unseen = local == "user-field-decl" and each.get(f"{TEXT}name") not in shown
        is_gone = local == "file-entry" and any(
            value in unseen.parts or value in ("Thumbnails/", "Versions/") for value in each.attrib.values()
        )
        if not local or is_unseen or is_gone:
            _remove(each)
        elif local == "encryption-data":
            raise Unclean("a file under a password")
        elif local == "tracked-changes" or each.tag in (f"{TEXT}change", f"{TEXT}change-start", f"{TEXT}change-end"):
            _remove(each)
        elif local in ODF_AUTHORS:
            each.text = ""
        elif each.tag in (f"{DC}date", f"{META}date-string"):
            _remove(each)
        elif local == "config-item" and OF_THE_MACHINE.search(str(each.get(f"{CONFIG}name"))):
            each.text = "0" if str(each.get(f"{CONFIG}type")) in ("int", "short", "long") else ""
    return _written(tree)


def _remove(element) -> None:  # type: ignore[no-untyped-def]
    above = element.getparent()
    if above is None:
        return
    _keep_tail(element)
    above.remove(element)


def _unwrap(element) -> None:  # type: ignore[no-untyped-def]
    above = element.getparent()
    if above is None:
        return
    at = above.index(element)
    _keep_tail(element)
    for number, child in enumerate(list(element)):
        above.insert(at + number, child)
    above.remove(element)


def _keep_tail(element) -> None:  # type: ignore[no-untyped-def]
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            element.getparent().text = (element.getparent().text or "") + element.tail
        element.tail = None
