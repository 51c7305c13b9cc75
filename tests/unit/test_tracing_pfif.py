"""PFIF as a hostile and as an honest sender writes it, and what goes out against the order of the specification."""

import pytest
from lxml import etree

from samanvay.tracing.pfif import (
    NOTE_FIELDS,
    PERSON_FIELDS,
    PLACEHOLDER_FIELDS,
    NotPfif,
    PersonRecord,
    read_pfif,
    write_pfif,
)

OLD = """<?xml version="1.0" encoding="UTF-8"?>
<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/{version}">
  <pfif:person>
    <pfif:person_record_id>example.org/p.1</pfif:person_record_id>
    <pfif:entry_date>2026-10-02T08:00:00Z</pfif:entry_date>
    <pfif:first_name>Meera</pfif:first_name>
    <pfif:last_name>Kisku</pfif:last_name>
    <pfif:home_zip>814101</pfif:home_zip>
    <pfif:other>description:
      blue   frock
      scar on left cheek</pfif:other>
    <pfif:caste>nobody's</pfif:caste>
    <pfif:note>
      <pfif:note_record_id>example.org/n.2</pfif:note_record_id>
      <pfif:source_date>2026-10-04T08:00:00Z</pfif:source_date>
      <pfif:found>true</pfif:found>
      <pfif:last_known_location>Dumka bus stand</pfif:last_known_location>
    </pfif:note>
    <pfif:note>
      <pfif:note_record_id>example.org/n.1</pfif:note_record_id>
      <pfif:source_date>2026-10-03T08:00:00Z</pfif:source_date>
      <pfif:last_known_location>Jasidih</pfif:last_known_location>
      <pfif:text>Seen on the platform</pfif:text>
    </pfif:note>
  </pfif:person>
  <pfif:person><pfif:person_record_id>example.org/p.2</pfif:person_record_id></pfif:person>
</pfif:pfif>"""

NEW = """<pfif xmlns="http://zesty.ca/pfif/1.4">
  <note><note_record_id>e/n</note_record_id><person_record_id>e/p</person_record_id>
    <status>believed_alive</status><author_made_contact>true</author_made_contact></note>
  <person><person_record_id>e/p</person_record_id><full_name>राम कुमार</full_name><sex>male</sex><age>10-14</age>
    <expiry_date>2027-01-01T00:00:00Z</expiry_date></person>
</pfif>"""


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3"])
def test_earlier_versions_are_read_under_the_names_of_1_4(version: str) -> None:
    told, (person, bare) = read_pfif(OLD.format(version=version).encode())
    assert told == version
    assert person.fields["given_name"] == "Meera"
    assert person.fields["full_name"] == "Meera Kisku"
    assert person.fields["home_postal_code"] == "814101"
    assert person.fields["description"] == "description:\nblue frock\nscar on left cheek"
    assert "caste" not in person.fields
    assert [note["note_record_id"] for note in person.notes] == ["example.org/n.1", "example.org/n.2"]
    assert (person.latest("last_known_location"), person.latest("text")) == ("Dumka bus stand", "Seen on the platform")
    assert person.notes[1]["author_made_contact"] == "true"
    assert bare.is_placeholder
    assert not person.is_placeholder


def test_notes_beside_the_persons_find_theirs() -> None:
    _version, (person,) = read_pfif(NEW.encode())
    assert person.status == "believed_alive"
    assert person.fields["full_name"] == "राम कुमार"


BOMB = """<!DOCTYPE pfif [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<pfif xmlns="http://zesty.ca/pfif/1.4"><person><person_record_id>&b;</person_record_id></person></pfif>"""
OUTSIDE = """<!DOCTYPE pfif [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<pfif xmlns="http://zesty.ca/pfif/1.4"><person><person_record_id>&x;</person_record_id></person></pfif>"""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB.encode(), "document type"),
        (OUTSIDE.encode(), "document type"),
        (BOMB.encode("utf-16"), "document type"),
        (b"<pfif", "not valid XML"),
        (b"", "not valid XML"),
        (b"PK\x03\x04", "not valid XML"),
        (b'<pfif xmlns="http://zesty.ca/pfif/1.5"/>', "not a PFIF"),
        (b"<html/>", "not a PFIF"),
        (b'<pfif xmlns="http://zesty.ca/pfif/1.4"/>', "no record"),
        (b"<a>" * 400 + b"</a>" * 400, "not valid XML"),
    ],
)
def test_what_is_no_pfif_is_refused_in_words_that_repeat_nothing_of_it(content: bytes, said: str) -> None:
    with pytest.raises(NotPfif) as refused:
        read_pfif(content)
    assert said in refused.value.words.en
    assert refused.value.words.hi
    assert "passwd" not in str(refused.value)


def test_written_records_stand_in_the_order_of_the_specification_and_read_back_the_same() -> None:
    whole = {name: f"{name} & <x>" for name in PERSON_FIELDS}
    note = {name: f"{name} ‑ शब्द" for name in NOTE_FIELDS}
    gone = dict.fromkeys(PLACEHOLDER_FIELDS, "2026-11-01T00:00:00Z")
    written = write_pfif([PersonRecord(1, dict(reversed(whole.items())), (note,)), PersonRecord(2, gone)])
    space = "{http://zesty.ca/pfif/1.4}"
    person, placeholder = etree.fromstring(written)
    assert [each.tag for each in person] == [space + name for name in (*PERSON_FIELDS, "note")]
    assert [each.tag for each in person[-1]] == [space + name for name in NOTE_FIELDS]
    assert [each.tag for each in placeholder] == [space + name for name in PERSON_FIELDS if name in PLACEHOLDER_FIELDS]
    version, (again, expired) = read_pfif(written)
    assert version == "1.4"
    assert again.fields == whole
    assert again.notes == (note,)
    assert expired.is_placeholder


def test_a_record_without_what_the_format_asks_for_is_not_written() -> None:
    with pytest.raises(ValueError, match="source_date"):
        write_pfif([PersonRecord(1, {"person_record_id": "e/p", "full_name": "x"})])
    with pytest.raises(ValueError, match="caste"):
        write_pfif([PersonRecord(1, {"person_record_id": "e/p", "full_name": "x", "source_date": "d", "caste": "y"})])
