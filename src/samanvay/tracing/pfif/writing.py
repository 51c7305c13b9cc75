"""Records as a document of PFIF 1.4, fields in the order of the specification."""

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from .fields import MANDATORY, NAMESPACE, NOTE_FIELDS, PERSON_FIELDS, PLACEHOLDER_FIELDS, WRITTEN
from .reading import PersonRecord

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_pfif(records: Iterable[PersonRecord]) -> bytes:
    """Return a PFIF 1.4 document in UTF-8.

    A record that holds no more than a placeholder's fields is written as one. Raises ValueError for a field that PFIF
    does not have or a mandatory one that is missing: a fault of the program, not of the data.
    """
    space = f"{NAMESPACE}{WRITTEN}"
    root = etree.Element(f"{{{space}}}pfif", nsmap={"pfif": space})
    for record in records:
        person = etree.SubElement(root, f"{{{space}}}person")
        needed = PLACEHOLDER_FIELDS if record.is_placeholder else MANDATORY["person"]
        _write(person, space, record.fields, PERSON_FIELDS, needed)
        for note in record.notes:
            _write(etree.SubElement(person, f"{{{space}}}note"), space, note, NOTE_FIELDS, MANDATORY["note"])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _write(
    into: "etree._Element", space: str, fields: Mapping[str, str], known: tuple[str, ...], needed: Iterable[str]
) -> None:
    if unknown := set(fields) - set(known):
        raise ValueError(f"PFIF {WRITTEN} has no field {sorted(unknown)}")
    if missing := [name for name in needed if not fields.get(name)]:
        raise ValueError(f"PFIF {WRITTEN} asks for {missing}")
    for name in known:
        if fields.get(name):
            etree.SubElement(into, f"{{{space}}}{name}").text = _NOT_IN_XML.sub("", fields[name])
