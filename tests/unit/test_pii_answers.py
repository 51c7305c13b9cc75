"""The answer to personal data in a text: it fits this text, this field and this writer, and nothing else."""

import unicodedata
from uuid import uuid4

import pytest

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.pii import PersonalDataFound, PiiKind, check_pii, check_pii_of_fields, pii_token, refuse_pii

NAMED = "Sunita Devi, aged 14, was brought home"
WRITER = Actor(id=uuid4(), label="writer", audiences=(100,))


def refusal_of(field: str = "text", text: str = NAMED, answer: str = "", by: Actor = WRITER) -> PersonalDataFound:
    with pytest.raises(PersonalDataFound) as refusal:
        check_pii(field, text, by=by, pii_answer=answer)
    return refusal.value


def test_nothing_is_asked_of_a_text_that_identifies_nobody() -> None:
    assert check_pii("text", "Two raids were made", by=WRITER, pii_answer="") == []
    assert pii_token("text", "Two raids were made", by=WRITER) == ""


def test_right_answer_passes_and_says_what_was_confirmed() -> None:
    refusal = refusal_of()
    assert (refusal.field, refusal.code, refusal.status) == ("text", "personal_data", 400)
    found = check_pii("text", NAMED, by=WRITER, pii_answer=refusal.pii_answer)
    assert [match.kind for match in found] == [PiiKind.NAME]


@pytest.mark.parametrize("given", ["on", "yes", "True", "1", "0" * 64, " "])
def test_bare_tick_passes_nothing(given: str) -> None:
    refusal_of(answer=given)


def test_answer_for_another_text_field_or_writer_passes_nothing() -> None:
    answer = refusal_of().pii_answer
    refusal_of(text=NAMED.replace("Sunita", "Rekha"), answer=answer)
    refusal_of(text=NAMED + " by her mother", answer=answer)
    refusal_of(field="reason", answer=answer)
    refusal_of(by=Actor(id=uuid4(), label="somebody else", audiences=(100,)), answer=answer)


def test_answer_is_of_what_was_shown_so_that_a_stricter_check_asks_again() -> None:
    text = f"FIR 123/2026: {NAMED}"
    with pytest.raises(PersonalDataFound) as refusal:
        check_pii("text", text, by=WRITER, pii_answer="", allowed={PiiKind.CASE})
    refusal_of(text=text, answer=refusal.value.pii_answer)


def test_blanks_and_the_form_of_letters_make_no_other_text() -> None:
    hindi = "लड़की सुनीता देवी, उम्र 14 वर्ष, घर पहुँची"
    composed, apart = (unicodedata.normalize(form, hindi) for form in ("NFC", "NFD"))
    answer = refusal_of(text=composed).pii_answer
    check_pii("text", apart, by=WRITER, pii_answer=answer)
    check_pii("text", "  " + composed.replace(" ", " \r\n"), by=WRITER, pii_answer=answer)


def test_fields_are_asked_about_at_once_and_confirmed_one_by_one() -> None:
    texts = {"title": "Sunita Devi", "text": NAMED, "note": "Two raids"}
    with pytest.raises(PersonalDataFound) as refusal:
        check_pii_of_fields(texts, by=WRITER, pii_answer="")
    assert [each.field for each in refusal.value.findings] == ["title", "text"]
    assert check_pii_of_fields(texts, by=WRITER, pii_answer=refusal.value.pii_answer)
    changed = texts | {"text": "Rekha Kumari, aged 15"}
    with pytest.raises(PersonalDataFound) as again:
        check_pii_of_fields(changed, by=WRITER, pii_answer=refusal.value.pii_answer)
    assert [each.field for each in again.value.findings] == ["text"]
    both = f"{refusal.value.pii_answer} {again.value.pii_answer}"
    assert check_pii_of_fields(changed, by=WRITER, pii_answer=both)


@pytest.mark.parametrize("text", ["Ring 98390 11122", "Sunita Devi, aged 14, 98390 11122"])
def test_telephone_number_has_no_answer(text: str) -> None:
    refusal = refusal_of(text=text)
    assert refusal.pii_answer == ""
    assert "phone" in str(refusal)
    assert pii_token("text", text, by=WRITER) == ""


def test_text_that_nobody_may_confirm_offers_no_answer() -> None:
    with pytest.raises(PersonalDataFound) as refusal:
        refuse_pii("reason", NAMED)
    assert refusal.value.pii_answer == ""
    refuse_pii("reason", "FIR 123/2026", allowed={PiiKind.CASE})
