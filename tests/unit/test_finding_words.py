"""What a finding says: numbers in words first, in both languages."""

from datetime import date
from typing import Any

import pytest

from samanvay.kernel.bilingual import Bilingual
from samanvay.picture.findings.words import numbers_of, sentence_of
from samanvay.picture.models import Finding
from samanvay.picture.spots import Spot

AYODHYA = "district:177"
KNOWN = {AYODHYA: Spot(AYODHYA, "district", Bilingual("Ayodhya", "अयोध्या"), AYODHYA, "IN-UP", None)}


def finding(kind: str, seen: int, expected: float, **more: Any) -> Finding:
    """Return a finding of stops in Ayodhya in the four weeks to 29 November."""
    given = {"subject": "stopover", "place": AYODHYA, "since": date(2026, 11, 2), "until": date(2026, 11, 29), **more}
    return Finding(kind=kind, seen=seen, expected=expected, low=0.0, high=1.0, **given)


@pytest.mark.parametrize(
    ("kind", "seen", "expected", "words"),
    [
        ("rose", 8, 0.1, "Stops in Ayodhya rose sharply: 8 in four weeks, normally none (2–29 Nov 2026)."),
        ("rose", 8, 5.2, "Stops in Ayodhya rose: 8 in four weeks, normally about 5 (2–29 Nov 2026)."),
        ("fell", 2, 9.0, "Stops in Ayodhya fell sharply: 2 in four weeks, normally about 9 (2–29 Nov 2026)."),
        ("fell", 6, 9.0, "Stops in Ayodhya fell: 6 in four weeks, normally about 9 (2–29 Nov 2026)."),
        ("dried_up", 0, 6.4, "Stops in Ayodhya stopped: none in four weeks, normally about 6 (2–29 Nov 2026)."),
        ("appeared", 5, 0.0, "Stops in Ayodhya are new: 5 in four weeks, none in the year before (2–29 Nov 2026)."),
    ],
)
def test_sentence_of_a_finding_says_how_much_and_what_is_normal(
    kind: str, seen: int, expected: float, words: str
) -> None:
    assert sentence_of(finding(kind, seen, expected), KNOWN).en == words


def test_sentence_of_a_silent_district_says_how_often_it_reports() -> None:
    silent = finding("silent", 0, 3.6, subject="district")
    said = "Ayodhya stopped reporting: no report in four weeks, normally a report in 4 of them (2–29 Nov 2026)."
    assert sentence_of(silent, KNOWN).en == said


def test_hindi_sentence_of_a_finding_bends_no_verb_to_its_noun() -> None:
    said = sentence_of(finding("rose", 8, 0.1), KNOWN).hi
    assert said == "अयोध्या में ठहराव: तेज़ बढ़ोतरी। चार सप्ताह में 8, सामान्यतः एक भी नहीं (2–29 नवंबर 2026)।"


def test_numbers_of_a_finding_name_other_weeks_than_four_by_their_count() -> None:
    assert numbers_of(finding("rose", 8, 3.0, until=date(2026, 11, 15))).en == "8 in 2 weeks, normally about 3"


@pytest.mark.parametrize(
    ("kind", "seen", "expected", "words"),
    [
        ("fell", 8, 24.0, "fell to a third, lasting since about 7 Sep 2026: 8 in twelve weeks, normally about 24."),
        ("fell", 11, 24.0, "fell to half, lasting since about 7 Sep 2026: 11 in twelve weeks, normally about 24."),
        ("dried_up", 0, 9.0, "stopped, lasting since about 7 Sep 2026: none in twelve weeks, normally about 9."),
    ],
)
def test_sentence_of_a_lasting_fall_says_to_what_it_fell_and_to_look_at_recording(
    kind: str, seen: int, expected: float, words: str
) -> None:
    lasting = finding(kind, seen, expected, since=date(2026, 9, 7))
    said = sentence_of(lasting, KNOWN)
    assert said.en == f"Stops in Ayodhya {words} Fewer were recorded; check whether less was recorded in general."
    assert "से अब तक" in said.hi
    assert "lasting" in lasting.kind_words.en


def test_sentence_of_what_moved_together_sends_to_recording_first() -> None:
    more = finding("together", 60, 31.0, subject="district")
    numbers = "60 in four weeks, normally about 31 (2–29 Nov 2026)."
    said = f"Everything recorded in Ayodhya rose together. Look at recording first: {numbers}"
    assert sentence_of(more, KNOWN).en == said
    assert "fell together" in sentence_of(finding("together", 9, 31.0, subject="district"), KNOWN).en
