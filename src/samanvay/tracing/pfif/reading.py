"""A PFIF document as records: every version under the names of 1.4, nothing fetched, nothing unfolded.

The file comes from strangers: no entities, no document type, no network; sizes and counts are bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from samanvay.kernel.bilingual import Bilingual

from .fields import NAMESPACE, NOTE_FIELDS, PERSON_FIELDS, PLACEHOLDER_FIELDS, RENAMED, VERSIONS

MOST_BYTES = 20 * 1024 * 1024
MOST_PERSONS = 20_000
MOST_NOTES = 200  # of one person; more are counted, not kept
LONGEST = 10_000  # letters of one field; what is longer is cut
TEXTS = frozenset({"description", "text", "profile_urls", "alternate_names", "home_street"})

_TOO_LARGE = Bilingual(
    "The file is larger than {limit} MB. Split it into several.", "फ़ाइल {limit} एमबी से बड़ी है। इसे कई फ़ाइलों में बाँटें।"
)
_NOT_XML = Bilingual(
    "The file is not valid XML (line {line}). Ask the sender for a new one.",
    "फ़ाइल मान्य XML नहीं है (पंक्ति {line})। प्रेषक से नई फ़ाइल माँगें।",
)
_HAS_DOCTYPE = Bilingual(
    "The file has a document type or entities. PFIF does not have these, so it was not read.",
    "फ़ाइल में दस्तावेज़ प्रकार या एंटिटी घोषित हैं, जो पीएफआईएफ में नहीं होते। इसे पढ़ा नहीं गया।",
)
_NOT_PFIF = Bilingual(
    "This is not a PFIF file of version 1.1, 1.2, 1.3 or 1.4.", "यह पीएफआईएफ संस्करण 1.1, 1.2, 1.3 या 1.4 की फ़ाइल नहीं है।"
)
_NOBODY = Bilingual("The file contains no record of a person.", "फ़ाइल में किसी व्यक्ति का अभिलेख नहीं है।")
_TOO_MANY = Bilingual(
    "The file contains more than {limit} persons. Split it into several.",
    "फ़ाइल में {limit} से अधिक व्यक्ति हैं। इसे कई फ़ाइलों में बाँटें।",
)


class NotPfif(ValueError):
    """A file that is not read at all; ``words`` say why and repeat nothing of it."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A person with the notes about them, in the order of their dates.

    ``fields`` and each note are name of PFIF 1.4 → text, only what is filled. ``number`` counts the persons of the file
    from 1.
    """

    number: int
    fields: dict[str, str]
    notes: tuple[dict[str, str], ...] = ()
    notes_left_out: int = 0

    @property
    def is_placeholder(self) -> bool:
        """Tell whether only what an expired record leaves behind is there."""
        return set(self.fields) <= set(PLACEHOLDER_FIELDS)

    @property
    def status(self) -> str:
        """The latest status that a note gives, empty where none does."""
        return next((note["status"] for note in reversed(self.notes) if note.get("status")), "")

    def latest(self, name: str) -> str:
        """Return a field of the latest note that fills it, empty where none does."""
        return next((note[name] for note in reversed(self.notes) if note.get(name)), "")


@dataclass(slots=True)
class _Persons:
    """Persons as they are met, and notes that stand beside them."""

    found: list[dict[str, str]] = field(default_factory=list)
    inside: list[list[dict[str, str]]] = field(default_factory=list)
    beside: list[dict[str, str]] = field(default_factory=list)


def read_pfif(content: bytes) -> tuple[str, list[PersonRecord]]:
    """Return the version of a document and its persons. Raises :class:`NotPfif`.

    Notes inside a person are that person's; notes beside them are put to theirs by ``person_record_id``. Fields that
    PFIF does not know, and a second value of one field, are left out.
    """
    root = _root(content)
    version = _version(root)
    namespace = f"{{{NAMESPACE}{version}}}"
    met = _Persons()
    for element in root:
        if element.tag == f"{namespace}person":
            if len(met.found) >= MOST_PERSONS:
                raise NotPfif(_TOO_MANY.format(limit=MOST_PERSONS))
            met.found.append(_fields(element, namespace, PERSON_FIELDS))
            met.inside.append(
                [_fields(each, namespace, NOTE_FIELDS) for each in element.iterchildren(f"{namespace}note")]
            )
        elif element.tag == f"{namespace}note":
            met.beside.append(_fields(element, namespace, NOTE_FIELDS))
    if not met.found:
        raise NotPfif(_NOBODY)
    return version, list(_records(met))


def _root(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        raise NotPfif(_TOO_LARGE.format(limit=MOST_BYTES // 1024 // 1024))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, attribute_defaults=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content.strip(), parser)
    except etree.XMLSyntaxError as error:
        raise NotPfif(_NOT_XML.format(line=error.lineno or 1)) from None
    except ValueError:
        raise NotPfif(_NOT_XML.format(line=1)) from None
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise NotPfif(_HAS_DOCTYPE)
    return root


def _version(root: Any) -> str:
    for version in VERSIONS:
        if root.tag == f"{{{NAMESPACE}{version}}}pfif":
            return version
    raise NotPfif(_NOT_PFIF)


def _fields(element: Any, namespace: str, known: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in element.iterchildren():
        if not isinstance(child.tag, str) or not child.tag.startswith(namespace):
            continue
        name = child.tag.removeprefix(namespace)
        name = RENAMED.get(name, name)
        if name in known and name not in found and (text := _text(name, child)):
            found[name] = text
    return found


def _text(name: str, element: Any) -> str:
    text = (element.text or "")[:LONGEST]
    if name in TEXTS:
        lines = (" ".join(line.split()) for line in text.splitlines())
        return "\n".join(line for line in lines if line)
    return " ".join(text.split())


def _records(met: _Persons) -> Iterator[PersonRecord]:
    beside: dict[str, list[dict[str, str]]] = {}
    for note in met.beside:
        if of := note.get("person_record_id"):
            beside.setdefault(of, []).append(note)
    for number, (fields, inside) in enumerate(zip(met.found, met.inside, strict=True), 1):
        if "full_name" not in fields and (names := _joined(fields)):
            fields["full_name"] = names
        notes = [*inside, *beside.get(fields.get("person_record_id", ""), [])]
        # ISO dates in UTC are in order as texts; a note without one counts as the earliest.
        notes.sort(key=lambda note: note.get("source_date", note.get("entry_date", "")))
        left_out = max(len(notes) - MOST_NOTES, 0)
        yield PersonRecord(number, fields, tuple(notes[left_out:]), left_out)


def _joined(fields: dict[str, str]) -> str:
    # Up to 1.2 there is no full name, up to 1.3 the first and the last name were mandatory, "?" for not known.
    parts = (fields.get("given_name", ""), fields.get("family_name", ""))
    return " ".join(part for part in parts if part.strip("?- "))
