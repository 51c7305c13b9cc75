"""Passwords that are easily guessed here: words of the house and of the keyboard, with little else around them."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OWN_LEAST = 6  # so many letters and digits must be left of a password when these words are taken out of it

# Whoever tries passwords here tries these: the product, the services and their short names, the state and its
# places, what stands on the wall of every station, and what fingers and calendars make of themselves.
WORDS = (
    "samanvay", "trafficking", "missing", "rescue", "helpline", "childline", "policestation", "police", "thana",
    "station", "officer", "inspector", "constable", "administrator", "admin", "nodal", "bureau", "magistrate",
    "collector", "secretary", "home", "ahtu", "sjpu", "dcpu", "cwc", "grp", "rpf", "ssb", "uttarpradesh", "uppolice",
    "uttar", "pradesh", "lucknow", "kanpur", "varanasi", "bahraich", "gorakhpur", "prayagraj", "bharat", "india",
    "hindustan", "jaihind", "satyamevajayate", "welcome", "password", "passwort", "secret", "letmein", "changeme",
    "login", "qwerty", "qwertyuiop", "asdfghjkl", "asdf", "zxcvbnm", "abcdef", "abcd", "iloveyou", "namaste",
    "krishna", "mahadev", "jaishreeram", "january", "february", "march", "april", "june", "july", "august",
    "september", "october", "november", "december",
)  # fmt: skip
_LONGEST_FIRST = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))
_ALIKE = str.maketrans({"@": "a", "$": "s", "!": "i"})


def own_of(password: str) -> str:
    """Return what is left of a password without words of the house, rows of digits and repetitions."""
    said = password.casefold().translate(_ALIKE)
    left = "".join(each for each in said if unicodedata.category(each)[0] in "LMN")  # letters, their signs, figures
    left = _LONGEST_FIRST.sub("", left)
    return re.sub(r"(.+?)\1{2,}", r"\1", re.sub(r"\d{3,}", "", left))


class OwnWordsValidator:
    """Refuses a password that is made of such words and figures and of little else."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise a ValidationError that says what to do instead."""
        if len(own_of(password)) < OWN_LEAST:
            raise ValidationError(self.get_help_text(), code="password_of_the_house")

    def get_help_text(self) -> str:
        return _(
            "This password is easy to guess: it is made of a place, a service, a year or the like. Choose "
            "words that nobody connects with your work. A sentence is easiest to remember."
        )
