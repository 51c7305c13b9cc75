"""Passwords that are tried first here: refused; sentences: taken."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from samanvay.access.signin.passwords import OWN_LEAST, WORDS, own_of

GUESSED = [
    "Samanvay@2026",
    "police@123456",
    "UttarPradesh#1947",
    "Welcome2Police!!",
    "AHTU-Bahraich-112",
    "qwertyuiop123456",
    "jaihindjaihind1",
    "P@ssword20262026",
    "aaaaaaaaaaaaaa",
    "abcabcabcabcabc",
    "Administrator01!",
    "स स स स स स 2026",
]
OWN = [
    "correct horse battery staple",
    "the tea at platform four is cold",
    "चार बजे की चाय ठंडी थी",
    "چائے چار بجے ٹھنڈی تھی",
    "চারটার চা ঠান্ডা ছিল",
    "நான்கு மணி தேநீர் ஆறியது",
    "ਚਾਰ ਵਜੇ ਦੀ ਚਾਹ ਠੰਢੀ ਸੀ",
    "kal raat police aayi thi phir gayi",
    "x7Kq2mVw9LtR",
    "!!zeichen-ohne-grosse-not!!",
]


@pytest.mark.parametrize("password", GUESSED)
def test_words_and_figures_that_are_tried_first_are_refused(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "password_of_the_house" in {each.code for each in refused.value.error_list}


@pytest.mark.parametrize("password", OWN)
def test_sentences_and_any_letters_are_taken(password: str) -> None:
    validate_password(password)


def test_long_passwords_are_taken_whole() -> None:
    validate_password("many quiet rivers run to one wide sea " * 3)


def test_words_of_the_house_leave_nothing() -> None:
    assert all(len(own_of(word)) < OWN_LEAST for word in WORDS)
