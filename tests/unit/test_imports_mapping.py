"""Columns onto fields: exact, folded, nearest, remembered, chosen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imports_samples import ROSTER

from samanvay.importing import Field, How, ImportSpec, Kind, Mapping, signature, suggest_mapping
from samanvay.importing.folding import fold
from samanvay.kernel.bilingual import Bilingual


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mobile No.", "mobile  no"),
        ("ज़िला", "ज़िला"),
        ("ज़िला", "जिला"),
        ("थाना (कोड)", "थाना कोड"),
        ("पाँच", "पांच"),
        ("Café_5", "cafe ५"),
        ("date\nof birth", "DATE OF BIRTH"),
    ],
)
def test_folding_joins_what_is_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("जिला", "जल"), ("Cases", "Case"), ("मामला", "माला")])
def test_folding_keeps_apart_what_is_different(one, other):
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_each_ground_of_a_suggestion_is_told():
    mapping = suggest_mapping(["Belt number", "NAAM", "Distrct", "मोबाइल", "Remarks"], ROSTER)
    assert mapping.columns == {"belt": "Belt number", "name": "NAAM", "district": "Distrct", "phone": "मोबाइल"}
    assert mapping.how == {"belt": How.EXACT, "name": How.FOLDED, "district": How.FUZZY, "phone": How.EXACT}
    assert mapping.unused(["Belt number", "NAAM", "Distrct", "मोबाइल", "Remarks"]) == ("Remarks",)


def test_a_far_name_is_not_guessed_and_the_missing_field_is_named():
    mapping = suggest_mapping(["Father's name", "Serial", "Dist"], ROSTER)
    assert mapping.columns == {}
    assert [field.code for field in mapping.missing(ROSTER)] == ["belt", "name"]


def test_one_column_feeds_one_field():
    spec = ImportSpec("two", (Field("a", Bilingual("Name")), Field("b", Bilingual("Names"))))
    assert suggest_mapping(["Name"], spec).columns == {"a": "Name"}
    assert suggest_mapping(["Names", "Name"], spec).columns == {"a": "Name", "b": "Names"}


def test_a_remembered_mapping_of_the_same_header_wins():
    headers = ["No.", "Officer", "Belt number"]
    remembered = suggest_mapping(headers, ROSTER).choose("belt", "No.").choose("name", "Officer")
    again = suggest_mapping(["NO", "officer", "Belt  Number"], ROSTER, remembered)
    assert again.columns == {"belt": "NO", "name": "officer"}
    assert set(again.how.values()) == {How.REMEMBERED}
    other = suggest_mapping([*headers, "New"], ROSTER, [remembered])
    assert other.columns == {"belt": "Belt number"}


def test_a_mapping_of_another_import_is_not_used():
    headers = ["No."]
    elsewhere = Mapping("cases", signature(headers), {"belt": "No."}, {"belt": How.CHOSEN})
    assert suggest_mapping(headers, ROSTER, elsewhere).columns == {}


def test_a_choice_takes_the_column_from_the_field_that_had_it():
    mapping = suggest_mapping(["Belt number", "Name"], ROSTER).choose("name", "Belt number")
    assert mapping.columns == {"name": "Belt number"}
    assert mapping.choose("name", None).columns == {}


@settings(deadline=None)
@given(st.lists(st.text(max_size=15), max_size=8, unique=True))
def test_any_headers_are_mapped_and_the_mapping_is_stored_and_read_back(headers):
    mapping = suggest_mapping(headers, ROSTER)
    assert Mapping.from_json(mapping.to_json()) == mapping
    assert set(mapping.columns.values()) <= set(headers)
    assert len(set(mapping.columns.values())) == len(mapping.columns)
    again = suggest_mapping(headers, ROSTER, mapping)
    assert set(again.columns) == set(mapping.columns)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": Kind.CHOICE},
        {"kind": Kind.CODE},
        {"kind": Kind.TEXT, "pattern": "x"},
        {"kind": Kind.DATE, "many": True},
    ],
)
def test_a_field_that_contradicts_itself_cannot_be_written(wrong):
    with pytest.raises(ValueError, match="field x"):
        Field("x", Bilingual("X"), **wrong)


def test_a_spec_that_contradicts_itself_cannot_be_written():
    with pytest.raises(ValueError, match="one code"):
        ImportSpec("twice", (Field("a", Bilingual("A")), Field("a", Bilingual("B"))))
    with pytest.raises(ValueError, match="names no field"):
        ImportSpec("keyless", (Field("a", Bilingual("A")),), key=("b",))
