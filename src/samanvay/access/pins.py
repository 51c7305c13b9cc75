"""PINs and short codes: which are too easy, and how they are kept."""

import hashlib
import hmac
import itertools
import re
import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from samanvay.kernel.refusals import Invalid

PIN_LENGTH = 6
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
KEYPAD_WALKS = frozenset({"147258", "258369", "159357", "357159", "159753", "753159", "123654", "112233", "102030"})


def why_trivial(pin: str) -> str:
    """Return why a PIN is too easily guessed, or an empty string.

    Refused are repeated blocks (111111, 121212, 123123), runs up or down (456789, 987654, 890123) and well-known
    walks over the keypad.
    """
    if len(pin) != PIN_LENGTH or not pin.isascii() or not pin.isdigit():
        return _("A PIN has six digits.")
    if any(pin == pin[:size] * (PIN_LENGTH // size) for size in (1, 2, 3)):
        return _("The digits of this PIN repeat. Choose another one.")
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    if steps in ({1}, {9}):
        return _("The digits of this PIN are in order. Choose another one.")
    if pin in KEYPAD_WALKS:
        return _("This PIN is easy to guess. Choose another one.")
    return ""


def require_good_pin(pin: str) -> None:
    """Refuse a PIN that is not six digits or too easily guessed."""
    if words := why_trivial(pin):
        raise Invalid("pin", words)


def new_sign_in_code() -> str:
    """Return twelve random letters and digits in three groups, none that is mistaken for another when read out."""
    return "-".join("".join(secrets.choice(CODE_LETTERS) for _ in range(4)) for _ in range(3))


def plain_code(typed: str) -> str:
    """Return a sign-in code as typed, without the hyphens and blanks and in capitals."""
    return re.sub(r"[\s–-]", "", typed).upper()


def new_code() -> str:
    """Return six random digits."""
    return f"{secrets.randbelow(10**6):06d}"


def code_hash(code: str, *, salt: str) -> str:
    """Return the keyed hash of a code: the million codes cannot be tried without the server's key."""
    return salted_hmac(f"samanvay.access.code.{salt}", code, algorithm="sha256").hexdigest()


def is_code(code: str, kept: str, *, salt: str) -> bool:
    """Tell whether a code is the one kept, in a time that says nothing."""
    return constant_time_compare(code_hash(code, salt=salt), kept)


def secret_hash(secret: str) -> str:
    """Return the hash of a long random secret; being long, it needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret(secret: str, kept: str) -> bool:
    """Tell whether a secret is the one kept, in a time that says nothing."""
    return constant_time_compare(secret_hash(secret), kept)


def _mixed(pin: str, secret: str) -> str:
    return hmac.new(secret.encode(), pin.encode(), hashlib.sha256).hexdigest()


def pin_hash(pin: str, secret: str) -> str:
    """Return the slow hash of a PIN mixed with the phone's secret, which we do not keep."""
    return make_password(_mixed(pin, secret))


def is_pin(pin: str, secret: str, kept: str) -> bool:
    """Tell whether a PIN entered on a phone is the one chosen there."""
    return check_password(_mixed(pin, secret), kept)
