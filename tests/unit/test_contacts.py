"""Phones in one form; Aadhaar numbers known in every dress, and nothing else taken for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import verhoeff

from samanvay.kernel.contacts import NotAPhone, contains_aadhaar, contains_phone, mask_digits, phone_e164

# 2341 2341 2346 is the check-digit example of the Aadhaar documentation, given to nobody.
EXAMPLE = "234123412346"
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")


@st.composite
def aadhaar_numbers(draw):
    head = draw(st.text("23456789", min_size=1, max_size=1)) + draw(st.text("0123456789", min_size=10, max_size=10))
    number = head + verhoeff.calc_check_digit(head)
    return EXAMPLE if number == number[::-1] else number


@pytest.mark.parametrize(
    "text",
    [
        "2341 2341 2346",
        "2341-2341-2346",
        "2341.2341.2346",
        "2341 – 2341 – 2346",
        "२३४१ २३४१ २३४६",
        "२३४१२३४१२३४६",
        "২৩৪১ ২৩৪১ ২৩৪৬",
        "23 41 23 41 23 46",
        "2 3 4 1 2 3 4 1 2 3 4 6",
        "2341\u00a02341\u00a02346",
        "2341\u200b23412346",
        "Aadhaar:234123412346, phone 9876543210",
        "आधार संख्या २३४१ २३४१ २३४६ है",
        "+234123412346",
        "x234123412346x",
    ],
)
def test_an_aadhaar_number_is_known(text):
    assert contains_aadhaar(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "234123412345",  # wrong check digit
        "2341234123461",  # thirteen digits
        "92341234123461234",
        "1341 2341 2342",  # none begins with 0 or 1
        "+919876543210",
        "+91 98765 43210",
        "24.11.2026 0003",  # its digits end in a valid check digit, and so do those of the next
        "91 98765 43216",
        "2341/2341/2346",
        "2341, 2341, 2346",
        "FIR 0123/2026",
    ],
)
def test_another_number_is_not_taken_for_one(text):
    assert not contains_aadhaar(text)


@given(aadhaar_numbers(), st.sampled_from(["", " ", "-", ".", " - ", "\u00a0", "\n"]), st.booleans())
def test_every_aadhaar_number_is_known_however_it_is_grouped(number, joint, hindi):
    text = joint.join((number[:4], number[4:8], number[8:]))
    assert contains_aadhaar(f"id {text.translate(DEVANAGARI) if hindi else text}.")


@given(aadhaar_numbers(), st.text("0123456789", min_size=1, max_size=8), st.booleans())
def test_a_longer_run_of_digits_is_another_number(number, more, before):
    assert not contains_aadhaar(more + number if before else number + more)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_answered_and_masking_leaves_no_aadhaar_number(text):
    contains_aadhaar(text)
    masked = mask_digits(text)
    assert len(masked) == len(text)
    assert not contains_aadhaar(masked)


@given(aadhaar_numbers(), st.text(max_size=20), st.text(max_size=20))
def test_masking_hides_the_number_and_keeps_the_words(number, before, after):
    masked = mask_digits(f"{before} | {number} | {after}")
    assert number not in masked
    assert "•" * 12 in masked


def test_masking_keeps_dates_and_counts_readable():
    assert mask_digits("24-11-2026, 1,23,456 and 98765 43210") == "24-11-2026, 1,23,456 and ••••• •••••"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("98765 43210", "+919876543210"),
        ("098765-43210", "+919876543210"),
        ("919876543210", "+919876543210"),
        ("+91 (98765) 43210", "+919876543210"),
        ("९८७६५ ४३२१०", "+919876543210"),
        ("0522 223 4567", "+915222234567"),
        ("+977 984-1234567", "+9779841234567"),
    ],
)
def test_a_phone_gets_its_one_form(text, number):
    assert phone_e164(text) == number


def test_a_bare_number_is_read_in_the_default_region_first():
    assert phone_e164("9841234567") == "+919841234567"
    assert phone_e164("9841234567", default_region="NP") == "+9779841234567"


@pytest.mark.parametrize(
    "text",
    [
        "98765 43210",
        "Nokia 98765 43210, black",
        "2 SIM, 98765 43210 and 98765 43211",
        "Rs 5000 98765 43210",
        "दो सिम 9876543210",
        "+91 98 7654 3210",
        "+977 984 1234567",
        "0522 223 4567",
    ],
)
def test_a_phone_is_found_among_other_words_and_numbers(text):
    assert contains_phone(text)


@pytest.mark.parametrize("text", ["", "White car", "8.12.2025 345", "10 notes of 500", "54321", "2025-11-24 10:30"])
def test_counts_and_dates_are_no_phone(text):
    assert not contains_phone(text)


@pytest.mark.parametrize("text", ["", "  ", "54321", "not a phone", "99999999999999999", "0" * 500])
def test_what_is_no_phone_is_refused_without_repeating_it(text):
    with pytest.raises(NotAPhone) as caught:
        phone_e164(text)
    assert "98765 43210" in caught.value.words.en
    assert caught.value.words.hi
    assert not text.strip() or text not in str(caught.value)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_phone_or_refused(text):
    try:
        number = phone_e164(text)
    except NotAPhone:
        return
    assert phone_e164(number) == number
