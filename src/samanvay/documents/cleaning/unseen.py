"""What an office file holds and does not show: hidden sheets and text, comments, what its formulas ask elsewhere."""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
HREF = "{http://www.w3.org/1999/xlink}href"

# Of a workbook: what was asked elsewhere, and what was taken along of it; the cells keep what they show.
PARTS = re.compile(
    r"^(word/comments\w*\.xml|xl/(comments.*|threadedComments/.*|externalLinks/.*|connections\w*\.xml"
    r"|queryTables/.*|pivotTables/.*|pivotCache/.*|slicers/.*|slicerCaches/.*|timelines/.*|timelineCaches/.*"
    r"|calcChain\.xml))$"
)
WORD_MARKS = frozenset({"commentRangeStart", "commentRangeEnd", "commentReference"})
SHEET_MARKS = frozenset({"externalReferences", "pivotCaches", "calculatedColumnFormula", "totalsRowFormula"})
LISTS_OF_PARTS = frozenset({"slicerList", "slicerCaches", "timelineRefs", "timelineCacheRefs"})
ODF_MARKS = frozenset({
    "annotation", "annotation-end", "hidden-text", "dde-connection-decls", "dde-links", "dde-source", "section-source",
    "table-source", "cell-range-source", "database-source-sql", "database-source-table", "database-source-query",
})  # fmt: skip
FIELDS_FROM_ELSEWHERE = re.compile(r"(?i)\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE|RD|IMPORT)\b")
FROM_ELSEWHERE = re.compile(
    r"(?i)[\[|]|\b(WEBSERVICE|FILTERXML|IMAGE|RTD|CALL|REGISTER\.ID|SQL\.REQUEST|CUBE\w+|DDE|STOCKHISTORY)\s*\("
)
ODF_FROM_ELSEWHERE = re.compile(r"(?i)\b(WEBSERVICE|DDE)\s*\(|'file:|://")
ADDRESS = re.compile(r"(?i)^[a-z][a-z0-9+.-]*:")
OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a file does not show: whole parts, sheets by name, styles whose text is hidden, strings that are in use."""

    parts: set[str] = field(default_factory=set)
    sheets: tuple[str, ...] = ()
    styles: frozenset[str] = frozenset()
    strings: frozenset[int] = frozenset()

    def names(self, formula: str) -> bool:
        """Tell whether a formula points at a hidden sheet."""
        said = [name.replace("'", "''") for name in self.sheets]
        return any(f"{name}!" in formula or f"{name}'!" in formula or f"{name}'." in formula for name in said)


def local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def target_of(relations: str, target: str) -> str:
    """Return the part that a relation of a ``.rels`` means."""
    folder = posixpath.dirname(posixpath.dirname(relations))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


Tree = Callable[[bytes], Any]


def of_ooxml(given: zipfile.ZipFile, tree: Tree) -> Unseen:
    """Return what a Word or Excel file does not show."""
    names = set(given.namelist())
    parts = {name for name in names if PARTS.match(name)}
    if "word/styles.xml" in names:
        return Unseen(parts, styles=_hidden_styles(tree(given.read("word/styles.xml"))))
    if "xl/workbook.xml" not in names:
        return Unseen(parts)
    relations = {each: _relations(given, each, tree) for each in names if each.endswith(".rels")}
    targets = dict(relations.get("xl/_rels/workbook.xml.rels", ()))
    sheets = [each for each in tree(given.read("xl/workbook.xml")).iter() if local(each) == "sheet"]
    hidden = [each for each in sheets if each.get("state", "visible") != "visible"]
    hidden_parts = {targets.get(_id(each), "") for each in hidden} - {""}
    parts |= _only_below(hidden_parts, relations)
    shown = (each for each in names - parts if each.startswith("xl/worksheets/") and each.endswith(".xml"))
    strings = {int(n) for each in shown for n in _strings(tree(given.read(each)))}
    return Unseen(parts, tuple(str(each.get("name")) for each in hidden), strings=frozenset(strings))


def of_odf(given: zipfile.ZipFile, tree: Tree) -> Unseen:
    """Return what an OpenDocument file does not show."""
    styles, sheets = set(), []
    for name in ("styles.xml", "content.xml"):
        for each in tree(given.read(name)).iter() if name in given.namelist() else ():
            hides_text = each.get(f"{TEXT}display") == "none" and local(each) == "text-properties"
            hides_table = each.get(f"{TABLE}display") == "false" and local(each) == "table-properties"
            if hides_text or hides_table:
                styles.add(str(each.getparent().get(f"{STYLE}name")))
            elif each.tag == f"{TABLE}table" and each.get(f"{TABLE}style-name") in styles:
                sheets.append(str(each.get(f"{TABLE}name")))
    return Unseen(set(), tuple(sheets), frozenset(styles))


def drop_from_ooxml(root: Any, name: str, unseen: Unseen, remove: Callable[[Any], None]) -> None:
    """Take out of a part of a Word or Excel file what it does not show."""
    if name.startswith("word/"):
        _drop_from_word(root, unseen, remove)
    elif name.endswith(".vml"):
        for each in list(root.iter()):
            if local(each) == "ClientData" and each.get("ObjectType") == "Note":
                remove(each.getparent())
    elif name == "xl/sharedStrings.xml":
        for number, each in enumerate([one for one in root if local(one) == "si"]):
            if number not in unseen.strings:
                for child in list(each):
                    each.remove(child)
                each.append(etree.Element(f"{each.tag.removesuffix('si')}t"))
    else:
        _drop_from_sheets(root, unseen, remove)


def drop_from_odf(root: Any, unseen: Unseen, remove: Callable[[Any], None]) -> None:
    """Take out of a part of an OpenDocument file what it does not show."""
    for each in [one for one in root.iter() if local(one)]:
        kind = local(each)
        is_hidden = each.get(f"{TEXT}is-hidden") == "true"
        is_by_style = bool(unseen.styles & {each.get(f"{TEXT}style-name"), each.get(f"{TABLE}style-name")})
        points_there = any(unseen.names(value) for key, value in each.attrib.items() if key.endswith("-address"))
        if (
            kind in ODF_MARKS
            or is_by_style
            or points_there
            or (each.tag == f"{TEXT}section" and (is_hidden or each.get(f"{TEXT}display") == "none"))
        ):
            remove(each)
        elif kind == "hidden-paragraph" and is_hidden:
            remove(each.getparent())
        else:
            formula = each.get(f"{TABLE}formula", "")
            is_kept = each.get(f"{OFFICE}value-type") is not None
            if formula and (is_kept or ODF_FROM_ELSEWHERE.search(formula) or unseen.names(formula)):
                del each.attrib[f"{TABLE}formula"]
            if kind != "a" and ADDRESS.match(each.get(HREF, "")):
                each.set(HREF, "")


def _id(element: Any) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), "")


def _relations(given: zipfile.ZipFile, name: str, tree: Tree) -> list[tuple[str, str]]:
    """Return the parts that a ``.rels`` leads to, each under the name by which its part knows it."""
    return [
        (str(each.get("Id")), target_of(name, str(each.get("Target", ""))))
        for each in tree(given.read(name))
        if each.get("TargetMode") != "External"
    ]


def _only_below(hidden: set[str], relations: dict[str, list[tuple[str, str]]]) -> set[str]:
    """Return hidden parts with all that nothing else leads to: their drawings, tables, relations."""
    below = {_part_of(name): [target for _id, target in found] for name, found in relations.items()}

    def reached(starts: Iterable[str], without: set[str]) -> set[str]:
        found, waiting = set(), list(starts)
        while waiting:
            part = waiting.pop()
            if part not in found and part not in without:
                found.add(part)
                waiting += below.get(part, [])
        return found

    gone = reached(hidden, set()) - reached([""], hidden)
    return gone | {name for name in relations if _part_of(name) in gone}


def _part_of(relations: str) -> str:
    folder, name = posixpath.split(relations)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _strings(root: Any) -> Iterator[str]:
    for each in root.iter():
        if local(each) == "c" and each.get("t") == "s":
            yield from (str(child.text) for child in each if local(child) == "v" and str(child.text).isdecimal())


def _is_on(element: Any) -> bool:
    return element is not None and element.get(f"{W}val") not in OFF


def _hidden_styles(root: Any) -> frozenset[str]:
    """Return the styles whose text is hidden, by themselves or by what they are based on."""
    own: dict[str, bool] = {}
    base: dict[str, str] = {}
    for each in root.iter(f"{W}style"):
        name, mark, based = str(each.get(f"{W}styleId")), each.find(f"{W}rPr/{W}vanish"), each.find(f"{W}basedOn")
        if mark is not None:
            own[name] = _is_on(mark)
        if based is not None:
            base[name] = str(based.get(f"{W}val"))

    def is_hidden(name: str, depth: int = 0) -> bool:
        return own[name] if name in own else name in base and depth < len(base) and is_hidden(base[name], depth + 1)

    return frozenset(name for name in {*own, *base} if is_hidden(name))


def _drop_from_word(root: Any, unseen: Unseen, remove: Callable[[Any], None]) -> None:
    for each in list(root.iter(f"{W}tr")):
        if _is_on(each.find(f"{W}trPr/{W}hidden")):
            remove(each)
    for paragraph in list(root.iter(f"{W}p")):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        is_hidden = style is not None and style.get(f"{W}val") in unseen.styles
        for run in list(paragraph.iter(f"{W}r")):
            mark, style = run.find(f"{W}rPr/{W}vanish"), run.find(f"{W}rPr/{W}rStyle")
            by_style = is_hidden or (style is not None and style.get(f"{W}val") in unseen.styles)
            if _is_on(mark) if mark is not None else by_style:
                remove(run)
        codes = list(paragraph.iter(f"{W}instrText"))
        if FIELDS_FROM_ELSEWHERE.search("".join(each.text or "" for each in codes)):
            for each in codes:
                each.text = ""
    for each in list(root.iter()):
        if each.tag == f"{W}fldSimple" and FIELDS_FROM_ELSEWHERE.search(each.get(f"{W}instr", "")):
            each.set(f"{W}instr", "")
        elif isinstance(each.tag, str) and each.tag.startswith(W) and local(each) in WORD_MARKS:
            remove(each)


def _drop_from_sheets(root: Any, unseen: Unseen, remove: Callable[[Any], None]) -> None:
    if local(root) == "workbook":
        _drop_sheets(root, unseen, remove)
    for each in list(root.iter()):
        kind, above = local(each), each.getparent()
        said = each.text or ""
        is_elsewhere = bool(FROM_ELSEWHERE.search(said)) or unseen.names(said)
        if kind in SHEET_MARKS:
            remove(each)
        elif kind in LISTS_OF_PARTS:
            remove(above)
        elif kind == "f" and local(above) == "c":
            has_value = any(local(child) == "v" and child.text for child in above)
            if has_value or is_elsewhere or each.get("t") == "shared":
                remove(each)
        elif kind == "f" and is_elsewhere:  # of a chart, which keeps the numbers that it shows
            each.text = "#REF!"
        elif kind in ("formula", "formula1", "formula2") and is_elsewhere:
            remove(above)
        elif kind == "hyperlink" and unseen.names(each.get("location", "")):
            remove(each)


def _drop_sheets(root: Any, unseen: Unseen, remove: Callable[[Any], None]) -> None:
    sheets = [each for each in root.iter() if local(each) == "sheet"]
    kept = [at for at, each in enumerate(sheets) if each.get("state", "visible") == "visible"]
    for at, each in enumerate(sheets):
        if at not in kept:
            remove(each)
    for each in list(root.iter()):
        kind = local(each)
        if kind == "workbookView":
            for name in ("activeTab", "firstSheet"):
                each.attrib.pop(name, None)
        elif kind == "definedName":
            at = each.get("localSheetId")
            if FROM_ELSEWHERE.search(each.text or "") or unseen.names(each.text or ""):
                remove(each)
            elif at is not None and at.isdecimal() and int(at) in kept:
                each.set("localSheetId", str(kept.index(int(at))))
            elif at is not None:
                remove(each)
