"""Words in two languages: chosen, filled, stored."""

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from samanvay.kernel.bilingual import Bilingual

WORDS = Bilingual("District", "ज़िला")


def test_str_follows_the_active_language():
    with translation.override("hi"):
        assert str(WORDS) == "ज़िला"
    with translation.override("en"):
        assert str(WORDS) == "District"


def test_in_takes_any_form_of_a_language_code():
    assert [WORDS.in_(code) for code in ("hi", "hi-in", "HI_IN", "en", "en-gb", "", None, "hin")] == [
        "ज़िला",
        "ज़िला",
        "ज़िला",
        "District",
        "District",
        "District",
        "District",
        "District",
    ]


def test_empty_hindi_falls_back_to_english():
    assert Bilingual("Only English").in_("hi") == "Only English"


def test_format_fills_each_language_with_its_own():
    row = Bilingual("Row {row}, {field}", "पंक्ति {row}, {field}").format(row=7, field=WORDS)
    assert row == Bilingual("Row 7, District", "पंक्ति 7, ज़िला")


@given(st.text(), st.text())
def test_json_round_trip(english, hindi):
    words = Bilingual(english, hindi)
    assert Bilingual.from_json(words.to_json()) == words


def test_from_json_takes_a_bare_string_as_english():
    assert Bilingual.from_json("Yes") == Bilingual("Yes", "")
