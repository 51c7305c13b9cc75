"""One cell, one value: what each kind reads, notes and refuses."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imports_samples import CONTEXT, ROSTER

from samanvay.importing import Context, Fault, Field, Kind
from samanvay.importing.values import ValueRefused, convert
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import PartialDate

COUNT = Field("n", Bilingual("Cases"), Kind.INTEGER)
BALANCE = Field("n", Bilingual("Change"), Kind.INTEGER, minimum=-100, maximum=100)
FIELDS = ROSTER.by_code


def value(cell, field):
    return convert(cell, field, CONTEXT, {}).value


def fault(cell, field):
    with pytest.raises(ValueRefused) as caught:
        convert(cell, field, CONTEXT, {})
    assert caught.value.expected.en
    assert caught.value.expected.hi
    return caught.value.fault


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,23,456", 123_456),
        ("१,२३,४५६", 123_456),
        ("123,456", 123_456),
        ("1,00,00,000", 10_000_000),
        ("12 345", 12_345),
        ("500/-", 500),
        ("007", 7),
        ("12.0", 12),
        (12.0, 12),
        (12, 12),
        ("+3", 3),
        ("0", 0),
        ("", None),
        ("-", None),
        ("nil", None),
        ("NIL", None),
        ("n/a", None),
        ("—", None),
        (None, None),
    ],
)
def test_integers_are_indian(cell, number):
    assert value(cell, COUNT) == number


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("12.5", Fault.NOT_A_NUMBER),
        (12.5, Fault.NOT_A_NUMBER),
        ("1,2,3", Fault.NOT_A_NUMBER),
        ("12,34", Fault.NOT_A_NUMBER),
        ("twelve", Fault.NOT_A_NUMBER),
        ("4 (2)", Fault.NOT_A_NUMBER),
        ("--5", Fault.NOT_A_NUMBER),
        ("9" * 30, Fault.NOT_A_NUMBER),
        ("-5", Fault.OUT_OF_RANGE),
        ("1.23E+11", Fault.SHORTENED),
        ("#REF!", Fault.SHEET_ERROR),
        ("12\ufffd", Fault.UNREADABLE),
        (True, Fault.NOT_A_NUMBER),
        (float("inf"), Fault.NOT_A_NUMBER),
    ],
)
def test_what_is_no_whole_number_is_refused(cell, kind):
    assert fault(cell, COUNT) is kind


def test_bounds_are_the_fields():
    assert value("-5", BALANCE) == -5
    assert value("−5", BALANCE) == -5
    assert fault("101", BALANCE) is Fault.OUT_OF_RANGE


@given(st.integers(0, 10**12))
def test_every_number_is_read_in_indian_grouping_and_hindi_digits(number):
    plain = str(number)
    head, tail = plain[:-3], plain[-3:]
    groups = []
    while head:
        head, group = head[:-2], head[-2:]
        groups.insert(0, group)
    written = ",".join([*groups, tail])
    assert value(written, COUNT) == number
    assert value(written.translate(str.maketrans("0123456789", "०१२३४५६७८९")), COUNT) == number


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("3.4.19", date(2019, 4, 3)),
        ("03/04/2019", date(2019, 4, 3)),
        ("2019-04-03", date(2019, 4, 3)),
        ("३ अप्रैल २०१९", date(2019, 4, 3)),
        (43558.0, date(2019, 4, 3)),
        (43558, date(2019, 4, 3)),
        (date(2019, 4, 3), date(2019, 4, 3)),
        (datetime(2019, 4, 3, 10, 30), date(2019, 4, 3)),
        ("nil", None),
    ],
)
def test_dates_are_read_in_each_form(cell, day):
    assert value(cell, FIELDS["posted"]) == day


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("2019", Fault.NOT_A_DAY),
        (2019, Fault.NOT_A_DAY),
        ("Nov 2025", Fault.NOT_A_DAY),
        ("31.02.2020", Fault.NOT_A_DATE),
        ("soon", Fault.NOT_A_DATE),
        (7.0, Fault.NOT_A_DATE),
        (time(3, 4), Fault.NOT_A_DATE),
        (timedelta(hours=30), Fault.NOT_A_DATE),
        (True, Fault.NOT_A_DATE),
        ("25.11.2026", Fault.IN_THE_FUTURE),
        (date(2030, 1, 1), Fault.IN_THE_FUTURE),
    ],
)
def test_what_is_no_full_past_date_is_refused(cell, kind):
    assert fault(cell, FIELDS["posted"]) is kind


def test_a_partial_date_keeps_what_was_said():
    assert value("about 2015", FIELDS["since"]) == PartialDate.about(2015)
    assert value(2011.0, FIELDS["since"]) == PartialDate.year(2011, "2011")


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("98765 43210", ("+919876543210",)),
        (9876543210.0, ("+919876543210",)),
        ("98765 43210, 0522 2234567", ("+919876543210", "+915222234567")),
        ("9876543210/9876543210", ("+919876543210",)),
        ("-", None),
        (";", None),
    ],
)
def test_phones_of_a_cell_are_a_tuple(cell, phones):
    assert value(cell, FIELDS["phone"]) == phones


def test_bad_phones_are_refused_and_shortened_ones_are_explained():
    assert fault("98765 43210, 123", FIELDS["phone"]) is Fault.NOT_A_PHONE
    assert fault("9.88E+09", FIELDS["phone"]) is Fault.SHORTENED


@pytest.mark.parametrize("cell", ["SI", "si", "Sub Inspector", "उप-निरीक्षक", "Daroga "])
def test_a_choice_is_known_by_each_of_its_names(cell):
    assert value(cell, FIELDS["rank"]) == "si"


def test_a_wrong_choice_names_the_list_and_the_nearest():
    with pytest.raises(ValueRefused) as caught:
        convert("Constabel", FIELDS["rank"], CONTEXT, {})
    assert caught.value.expected.en == "one of: Sub-inspector, Constable (perhaps Constable?)"
    assert caught.value.expected.hi == "इनमें से एक: उप निरीक्षक, आरक्षी (शायद आरक्षी?)"


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("Yes", True),
        ("हाँ", True),
        ("हां", True),
        ("1", True),
        (True, True),
        ("✓", True),
        ("no", False),
        ("नहीं", False),
        ("0", False),
        (False, False),
        ("", None),
        ("N/A", None),
        ("NA", None),
    ],
)
def test_yes_and_no(cell, answer):
    assert value(cell, FIELDS["trained"]) is answer


def test_maybe_is_refused():
    assert fault("maybe", FIELDS["trained"]) is Fault.NOT_YES_OR_NO


def test_a_place_is_asked_of_the_resolver_and_an_old_name_is_noted():
    assert value("बहराइच", FIELDS["district"]) == "BAHRAICH"
    found = convert("Allahabad", FIELDS["district"], CONTEXT, {})
    assert (found.value, found.notes[0].words.en) == ("PRAYAGRAJ", "Allahabad read as Prayagraj.")
    assert fault("Atlantis", FIELDS["district"]) is Fault.NOT_A_PLACE


def test_a_place_without_a_resolver_is_a_fault_of_the_program():
    with pytest.raises(LookupError):
        convert("Bahraich", FIELDS["district"], Context(today=CONTEXT.today), {})


def test_a_code_has_its_form():
    assert value("br-१७", FIELDS["belt"]) == "br-17"
    assert fault("17", FIELDS["belt"]) is Fault.NOT_A_CODE
    assert fault("", FIELDS["belt"]) is Fault.MISSING


def test_text_keeps_lines_and_joiners_and_loses_control_characters():
    note = Field("note", Bilingual("Note"), max_length=30)
    assert value("a\r\nb\x07\x00c", note) == "a\nbc"
    assert value("क्\u200dष", note) == "क्\u200dष"
    assert value("nil", note) == "nil"
    assert fault("x" * 31, note) is Fault.TOO_LONG
    assert fault("\x07", Field("n", Bilingual("N"), required=True)) is Fault.MISSING


CELLS = (
    st.none()
    | st.text()
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
)


@settings(deadline=None, max_examples=200)
@given(CELLS, st.sampled_from([*ROSTER.fields, BALANCE, COUNT, Field("note", Bilingual("Note"))]))
def test_any_cell_has_a_value_or_is_refused(cell, field):
    try:
        found = convert(cell, field, CONTEXT, {})
    except ValueRefused:
        return
    assert not (field.required and found.value is None)
