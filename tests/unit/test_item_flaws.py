"""Item-writing flaws: each is found where it stands, none in what ships."""

from typing import Any

import pytest

from samanvay.training.courses.flaws import flaws_of_bank, flaws_of_question
from samanvay.training.library.files import ShippedCourse, shipped_courses

GOOD = ["Tell the AHTU by ten", "Wait for the father", "Send her to the court", "Ask the doctor again"]
HINDI = ["दस बजे एएचटीयू को बताएँ", "पिता की प्रतीक्षा करें", "उसे न्यायालय भेजें", "चिकित्सक से फिर पूछें"]


def question(options: list[str], answer: tuple[int, ...] = (1,), **said: Any) -> dict[str, Any]:
    kind = "single" if len(answer) == 1 else "multiple"
    made = {"code": "q1", "kind": kind, "answer": list(answer), "options_en": options, "options_hi": HINDI}
    return {**made, **said}


def found(said: dict[str, Any]) -> list[str]:
    return [f"{each.field}: {each.expected}" for each in flaws_of_question(said)]


def test_equal_options_have_no_flaw() -> None:
    assert found(question(GOOD)) == []
    assert found(question(GOOD, (1, 2))) == []
    assert found({"code": "q1", "kind": "ordering", "options_en": ["a", "a"]}) == []
    assert found({"code": "q1", "kind": "single"}) == [], "a draft may lack anything"
    assert found(question(GOOD, (9,))) == []


FLAWS = {
    "longest": (
        question(["Tell the AHTU in writing with the hour and the place", *GOOD[1:]]),
        "options_en: The right option is much longer",
    ),
    "unequal": (
        question([GOOD[0], "No", "Send the girl to the court of the other district today", GOOD[3]]),
        "options_en: The options are of very different length: 2 to 54",
    ),
    "twice": (
        question([GOOD[0], "Wait for the father.", "wait for  the father", GOOD[3]]),
        "options_en: Two options say the same: wait for the father",
    ),
    "absolutes": (
        question([GOOD[0], "Never tell the father", "Only send her home", GOOD[3]]),
        "options_en: Words such as always",
    ),
    "absolutes in Hindi": (
        question(GOOD, options_hi=[HINDI[0], "केवल पिता को बताएँ", "हमेशा घर भेजें", HINDI[3]]),
        "options_hi: Words such as always",
    ),
    "summary": (question([*GOOD[:3], "All of the above"]), "options_en: An option sums up others"),
    "summary in Hindi": (
        question(GOOD, options_hi=[*HINDI[:3], "उपरोक्त सभी"]),
        "options_hi: An option sums up others",
    ),
    "number": (
        question(["Tell the AHTU by 10", *GOOD[1:]]),
        "options_en: The right option alone has a number",
    ),
    "no number": (
        question(["Ten days", "12 days", "14 days", "20 days"]),
        "options_en: The right option alone has no number",
    ),
    "first word": (
        question([GOOD[0], "Wait for the father", "Wait for the court", "Wait for the doctor"]),
        "options_en: All wrong options begin with “wait”",
    ),
}


@pytest.mark.parametrize(("said", "words"), FLAWS.values(), ids=FLAWS)
def test_a_flaw_is_named_with_its_language(said: dict[str, Any], words: str) -> None:
    assert any(each.startswith(words) for each in found(said)), found(said)


def test_absolutes_in_the_right_option_too_give_nothing_away() -> None:
    assert found(question(["Tell nobody in the house", "Never tell the AHTU", "Only tell the town", GOOD[3]])) == []


def test_a_bank_gives_away_the_place_and_the_length_of_what_is_right() -> None:
    bank = [question(GOOD, (no % 4 + 1,)) for no in range(12)]
    assert list(flaws_of_bank(bank)) == []
    fields = [each.field for each in flaws_of_bank([question(GOOD, (3,))] * 10)]
    assert fields == ["answer", "options_en"], "“Send her to the court” is the longest of the English ones"
    assert list(flaws_of_bank([question(GOOD, (3,))] * 9)) == [], "of a few questions nothing is said"


@pytest.mark.parametrize("course", shipped_courses(), ids=lambda each: each.code)
def test_what_ships_has_no_flaw(course: ShippedCourse) -> None:
    questions = [str(flaw) for each in course.questions for flaw in flaws_of_question(each)]
    assert [*questions, *map(str, flaws_of_bank(course.questions))] == []
