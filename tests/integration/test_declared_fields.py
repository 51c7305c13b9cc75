"""A field of a case or a person is declared once: everything that asks, keeps, gives and names it reads that."""

from dataclasses import replace

import pytest

from samanvay.api.schemas import CASE_GIVEN, CaseIn, CaseOut
from samanvay.cases.fields import CASE_FIELDS, PERSON_FIELDS
from samanvay.cases.importing.spec import FIELDS as SHEET
from samanvay.cases.models import Case, CasePerson
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.refusals import Invalid
from samanvay.recording.fields import Declared, Text, columns, recorded
from samanvay.web.cases.forms import AmendCaseForm, AmendPersonForm, OpenCaseForm, PersonForm
from samanvay.web.kit.field_words import field_words
from samanvay.web.kit.fields import form_field

SCHOOL = Text(name="school", label=Bilingual("School", "विद्यालय"), longest=60)


def test_fields_of_a_case_are_asked_corrected_sent_and_given() -> None:
    asked = {field.name for field in CASE_FIELDS}
    opening, correcting = OpenCaseForm(actor=None, units={1: "unit"}), AmendCaseForm(actor=None)
    assert asked <= {*opening.fields, "place"}
    assert asked <= {*correcting.fields, "place"}
    assert asked <= {*CaseIn.model_fields}
    assert {field.name for field in CASE_GIVEN} <= {*CaseOut.model_fields}
    assert all(field_words(field.name if field.name != "occurred" else "occurred_said") for field in CASE_FIELDS)


def test_fields_of_a_person_are_asked_and_corrected() -> None:
    assert {field.name for field in PERSON_FIELDS} <= {*PersonForm().fields}
    assert {field.name for field in PERSON_FIELDS if field.is_amended} <= {*AmendPersonForm().fields}


@pytest.mark.parametrize(("model", "fields"), [(Case, CASE_FIELDS), (CasePerson, PERSON_FIELDS)])
def test_every_declared_field_is_classified_as_declared(model: type[Case], fields: tuple[Declared, ...]) -> None:
    for field in fields:
        for column, sort in field.sorts.items():
            assert model.classification[column] is sort, column


def test_a_sheet_names_codes_as_the_form_does() -> None:
    sheet = {field.code: field for field in SHEET}
    for field in CASE_FIELDS:
        if field.name in ("forms", "lures", "source"):
            assert sheet[field.name].label is field.label
            assert [choice.value for choice in sheet[field.name].choices] == list(field.codes)  # type: ignore[attr-defined]


def test_a_new_field_brings_its_form_its_check_and_its_words() -> None:
    assert form_field(SCHOOL).label is SCHOOL.label
    assert recorded([SCHOOL], {}) == {"school": ""}
    assert recorded([SCHOOL], {"school": None}) == {"school": ""}
    assert recorded([SCHOOL], {"school": " Primary school 2 "}) == {"school": "Primary school 2"}
    for wrong in ("x" * 61, "2341 2341 2346"):
        with pytest.raises(Invalid) as refused:
            columns([SCHOOL], {"school": wrong})
        assert refused.value.field == "school"
    with pytest.raises(Invalid):
        columns([replace(SCHOOL, name="college")], {"school": "x"})
