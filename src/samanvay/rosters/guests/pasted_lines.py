"""Guests as they are pasted: one a line, "name; organisation; e-mail; phone"."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from samanvay.kernel.contacts import NotAPhone, contains_aadhaar, phone_e164

MOST_LINES = 100
LONGEST_NAME, LONGEST_ORGANISATION, LONGEST_EMAIL = 120, 160, 254


@dataclass(frozen=True, slots=True)
class GuestLine:
    """Somebody to be invited; an e-mail address or a telephone number is there."""

    name: str
    organisation: str = ""
    email: str = ""
    phone: str = ""

    @property
    def text(self) -> str:
        """The line, by which the same one is known again."""
        return ";".join((self.name, self.organisation, self.email, self.phone))


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is not taken, by its number from 1, and why; ``field`` is which part of it is wrong, if one is."""

    number: int
    text: str
    words: str
    field: str = ""


class BadGuest(ValueError):
    """What is wrong with a guest in words, and of which field, "" for the whole line."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


def read_lines(text: str) -> tuple[list[tuple[int, GuestLine]], list[BadLine]]:
    """Return the good lines with their numbers, and the bad ones; empty lines count but are neither."""
    good: list[tuple[int, GuestLine]] = []
    bad: list[BadLine] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        if len(good) + len(bad) >= MOST_LINES:
            bad.append(BadLine(number, line, _("At most %(n)d lines at once.") % {"n": MOST_LINES}))
            continue
        try:
            good.append((number, read_line(line)))
        except BadGuest as fault:
            bad.append(BadLine(number, line, str(fault), fault.field))
    return good, bad


def read_line(line: str) -> GuestLine:
    """Return one line as a guest. Raises BadGuest with words that say what is wrong."""
    parts = [" ".join(part.split()) for part in line.replace("\t", ";").split(";")]
    if len(parts) > 4:
        raise BadGuest("", _("More than four parts: name; organisation; e-mail; phone."))
    return checked(*parts)


def checked(name: str, organisation: str = "", email: str = "", phone: str = "") -> GuestLine:
    """Return a guest. Raises BadGuest with words that say what is wrong."""
    if contains_aadhaar(f"{name} {organisation} {phone}"):
        raise BadGuest("", _("Aadhaar numbers must not be written here. Delete it."))
    if not name or len(name) > LONGEST_NAME:
        raise BadGuest("name", _("The name is missing or is longer than %(n)d characters.") % {"n": LONGEST_NAME})
    if len(organisation) > LONGEST_ORGANISATION:
        raise BadGuest(
            "organisation", _("The organisation is longer than %(n)d characters.") % {"n": LONGEST_ORGANISATION}
        )
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise BadGuest("email", _("This is not a valid e-mail address.")) from None
        if len(email) > LONGEST_EMAIL:
            raise BadGuest("email", _("This is not a valid e-mail address."))
    if phone:
        try:
            phone = phone_e164(phone)
        except NotAPhone as fault:
            raise BadGuest("phone", str(fault.words)) from None
    if not email and not phone:
        raise BadGuest("email", _("Give an e-mail address or a telephone number."))
    return GuestLine(name, organisation, email.lower(), phone)
