"""Tokens of names and telephones: what makes a sealed person findable without being readable.

Each token is the first 8 bytes of HMAC-SHA256 under a key of its purpose, over parts that are combined
(two words of the name; a word and the village; a word and the father's name): a thief of the table sees how
often a pair occurs, never a common name alone. Words are taken as sound skeletons, so that spelling and
script do not matter. A telephone has ten digits and could be guessed by trying all: only the key protects it.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from itertools import combinations

from samanvay.kernel.contacts import NotAPhone, phone_e164
from samanvay_insight.script import fold, skeleton

from . import keyring
from .groups import Group

NAME = "name"
PHONE = "phone"
VEHICLE = "vehicle"
MOST_WORDS = 5  # of one name; longer ones are cut, since pairs grow with the square


def token_key(purpose: str, number: int | None = None) -> bytes:
    """Return the key of a purpose, drawn from the token key with a number (by default the one in use)."""
    keys = keyring.ring(keyring.TOKENS)
    root = keys.keys[keys.current if number is None else number]
    return hmac.digest(root, b"samanvay token " + purpose.encode(), hashlib.sha256)


def _token(key: bytes, *parts: str) -> int:
    text = "\0".join(parts).encode()
    return int.from_bytes(hmac.digest(key, text, hashlib.sha256)[:8], "big", signed=True)


def _sounds(text: str) -> list[str]:
    words = dict.fromkeys(skeleton(word) for word in fold(text).split())
    return [word for word in words if word][:MOST_WORDS]


def name_tokens(values: Mapping[str, str], *, number: int | None = None) -> list[int]:
    """Return the tokens of an identity: fields ``given``, ``surname``, ``alias``, ``father``, ``village``."""
    key = token_key(NAME, number)
    village = skeleton(values.get("village", ""))
    fathers = _sounds(values.get("father", ""))[:1]
    found: dict[int, None] = {}
    full = f"{values.get('given', '')} {values.get('surname', '')}"
    for name in (full, f"{values.get('alias', '')} {values.get('surname', '')}"):
        words = _sounds(name)
        for one, two in combinations(sorted(words), 2):
            found[_token(key, "pair", one, two)] = None
        for word in words:
            if village:
                found[_token(key, "village", word, village)] = None
            for father in fathers:
                found[_token(key, "father", word, father)] = None
    return list(found)


def phone_tokens(phones: Iterable[str], *, number: int | None = None) -> list[int]:
    """Return the tokens of telephone numbers; a text that is no number gives none."""
    key = token_key(PHONE, number)
    found: dict[int, None] = {}
    for phone in phones:
        try:
            found[_token(key, phone_e164(phone))] = None
        except NotAPhone:
            continue
    return list(found)


def plate(text: str) -> str:
    """Return a vehicle's registration number in one form: capital letters and digits alone."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())


def vehicle_tokens(plates: Iterable[str], *, number: int | None = None) -> list[int]:
    """Return the tokens of registration numbers; a text without letters and digits gives none."""
    key = token_key(VEHICLE, number)
    return list(dict.fromkeys(_token(key, kept) for text in plates if (kept := plate(text))))


def tokens_of(group: Group, values: Mapping[str, str]) -> list[int]:
    """Return the tokens of a box's content; groups that are not searched give none."""
    if group is Group.IDENTITY:
        return name_tokens(values)
    if group is Group.CONTACT:
        return phone_tokens(values[name] for name in ("phone", "family_phone") if name in values)
    if group in (Group.ITEM, Group.TRACING):
        return [*phone_tokens([values.get("phone", "")]), *vehicle_tokens([values.get("vehicle", "")])]
    return []


def sought_tokens(values: Mapping[str, str], phone: str, vehicle: str = "") -> list[int]:
    """Return the tokens to look for, under every key of the ring: a rotation leaves rows of two keys side by side."""
    found: list[int] = []
    for number in keyring.ring(keyring.TOKENS).keys:
        found += name_tokens(values, number=number)
        found += phone_tokens([phone], number=number)
        found += vehicle_tokens([vehicle], number=number)
    return found
