"""From keys to Devanagari: a run typed in the layout is read syllable by syllable, as the eye would.

A syllable gathers what belongs to it wherever the typewriter put it: the short i typed before its letters, the
reph typed after them, the nukta and the ra below. It is written out in the order Unicode asks for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from samanvay_insight.script.legacy.layout import (
    ANUSVARA,
    BEFORE,
    BELOW,
    CHANDRABINDU,
    DIGITS,
    HALANT_KEY,
    HALF,
    KEYS,
    LOST,
    MARKS_TOO,
    MATRAS,
    NUKTA,
    NUKTA_KEY,
    PUNCTUATION,
    REPH,
    REPHS,
    SIGNS,
    STROKE,
    TOGETHER,
    VIRAMA,
    VISARGA,
    VISARGA_KEY,
    VOWELS,
    WHOLE,
    WITH_VISARGA,
)

# Numbers come from the number pad, or from a cell set in another font: their own marks are left as they are.
NUMBER = re.compile(r"\(?\d+(?:[.,:/]\d+)*\)?(?![^\s\d.,:/()\]@&%-])")
BEFORE_VISARGA = re.compile(rf"([ऀ-ॿ]*){VISARGA}")
HALF_MOONS = {"ॅ": "", "ॉ": "ा", "ऑ": "आ", "ॲ": "अ", "ऍ": "ए"}
DASHES = "–—"
CONSONANT = re.compile("[\u0915-\u0939]")


@dataclass(slots=True)
class Syllable:
    """What has been typed of one syllable."""

    base: str = ""
    is_vowel: bool = False
    is_half: bool = False  # ends in a half letter, which wants a stroke or another letter
    has_halant: bool = False
    has_short_i: bool = False
    has_reph: bool = False
    matra: str = ""
    sign: str = ""

    def written(self) -> str:
        """Return the syllable in the order of Unicode."""
        joint = VIRAMA if (self.is_half and not self.matra) or self.has_halant else ""
        short_i = "ि" if self.has_short_i else ""
        return f"{REPH if self.has_reph else ''}{self.base}{joint}{short_i}{self.matra}{self.sign}"


class Typist:
    """Follows the keys of one run and keeps the text read so far."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        self.out: list[str] = []
        self.now: Syllable | None = None

    def end(self) -> None:
        """Write out the syllable in hand."""
        if self.now is not None:
            self.out.append(self.now.written())
            self.now = None

    def begin(self, **given: bool | str) -> Syllable:
        """Begin a syllable."""
        self.end()
        self.now = Syllable(**given)  # type: ignore[arg-type]
        return self.now

    def letter(self, base: str, *, matra: str = "", is_half: bool = False) -> None:
        """Take a letter: it joins the half letter before it, or fills the short i that waits, or begins anew."""
        now = self.now
        if now is not None and (now.is_half or now.has_halant) and not now.matra and not now.sign:
            now.base += VIRAMA + base
        elif now is not None and not now.base:
            now.base = base
        else:
            now = self.begin(base=base)
        now.is_half, now.has_halant, now.matra = is_half, False, matra

    def short_i(self, *, has_reph: bool, sign: str) -> None:
        """Take a short i, typed before its letters or between a half letter and the next."""
        now = self.now
        if now is not None and now.is_half and not now.has_short_i and not now.matra and not now.sign:
            now.has_short_i = True
        else:
            now = self.begin(has_short_i=True)
        now.has_reph = now.has_reph or has_reph
        now.sign = sign

    def matra_sign(self, matra: str, key: str) -> None:
        """Take a vowel sign; the stroke k only completes a half letter."""
        now = self.now
        if now is None:
            self.out.append(matra)
        elif key == STROKE and now.is_half:
            now.is_half = False
        elif now.is_vowel and (now.base, matra) in TOGETHER:
            now.base = TOGETHER[now.base, matra]
        else:
            if now.is_half:  # a whole letter was meant; the stroke may still come after े or ै
                now.is_half = key in ("s", "S")
            now.matra = TOGETHER.get((now.matra, matra), now.matra + matra)

    def reph(self, matra: str, sign: str) -> None:
        """Take a reph: it goes to the head of the syllable just typed; over इ it makes ई."""
        now = self.now
        if now is None or not now.base:
            self.out.append(REPH)
            return
        if now.is_vowel and now.base == "इ":
            now.base = "ई"
        else:
            now.has_reph = True
        now.matra += matra
        now.sign = sign or now.sign

    def below(self, letter: str) -> None:
        """Take a ra or ya drawn below or beside the letter just typed."""
        now = self.now
        if now is None or not now.base:
            self.out.append(VIRAMA + letter)
        elif not now.base.endswith(VIRAMA + letter):
            now.base += VIRAMA + letter
            now.has_halant = False

    def nukta(self) -> bool:
        """Take a nukta. Returns whether there was a letter to bear it."""
        now = self.now
        if now is None or not CONSONANT.match(now.base[-1:]):
            return False
        now.base += NUKTA
        return True

    def nasal(self, sign: str) -> None:
        """Take an anusvara or chandrabindu; a half moon and a dot are a chandrabindu put together."""
        now = self.now
        if now is None:
            self.out.append(sign)
            return
        now.sign = sign
        if sign == ANUSVARA and now.matra[-1:] in HALF_MOONS:
            now.matra, now.sign = now.matra[:-1] + HALF_MOONS[now.matra[-1]], CHANDRABINDU
        elif sign == ANUSVARA and now.is_vowel and not now.matra and now.base in HALF_MOONS:
            now.base, now.sign = HALF_MOONS[now.base], CHANDRABINDU

    def halant(self) -> None:
        """Take a halant typed out."""
        if self.now is None:
            self.out.append(VIRAMA)
        else:
            self.now.has_halant = True

    def plain(self, text: str) -> None:
        """Take what is no part of a syllable."""
        self.end()
        self.out.append(text)


def keys(text: str) -> str:
    """Return the characters of `text` as the typist's keys, one character to a key, whatever the file did to them."""
    return text if text.isascii() else text.translate(LOST_NOT_WIDTH)


# A soft hyphen is left in place: positions in the text must not move.
LOST_NOT_WIDTH = {code: sign for code, sign in LOST.items() if sign is not None}


def devanagari(text: str) -> str:
    """Return a run typed in the layout as Unicode Devanagari; what the layout does not know stays as it is."""
    typed = keys(text)
    typist = Typist()
    at = 0
    while at < len(typed):
        number = NUMBER.match(typed, at) if typed[at] in "(0123456789" else None
        if number is not None:
            typist.plain(number.group())
            at = number.end()
            continue
        _take(typist, typed, at)
        at += 1
    typist.end()
    return unicodedata.normalize("NFC", BEFORE_VISARGA.sub(_colon, "".join(typist.out)))


def _take(typist: Typist, typed: str, at: int) -> None:
    key = typed[at]
    if (key in MARKS_TOO or key in DASHES) and not _joins(typed, at):
        typist.plain(key)
    elif key in WHOLE:
        base, matra = WHOLE[key]
        typist.letter(base, matra=matra)
    elif key in HALF:
        typist.letter(HALF[key], is_half=True)
    elif key in MATRAS:
        typist.matra_sign(MATRAS[key], key)
        if key == "È":
            typist.nasal(ANUSVARA)
    elif key in VOWELS:
        typist.begin(base=VOWELS[key], is_vowel=True)
    elif key in BEFORE:
        has_reph, sign = BEFORE[key]
        typist.short_i(has_reph=has_reph, sign=sign)
    elif key in REPHS:
        typist.reph(*REPHS[key])
    elif key in BELOW:
        typist.below(BELOW[key])
    elif key in SIGNS:
        typist.nasal(SIGNS[key])
    elif key == VISARGA_KEY:
        is_per_cent = at > 0 and typed[at - 1].isdigit() and not typed[at + 1 : at + 2].isdigit()
        typist.plain(key if is_per_cent else VISARGA)
    elif key == HALANT_KEY:
        typist.halant()
    elif key == NUKTA_KEY:
        if not typist.nukta():
            typist.plain(key)
    else:
        typist.plain(PUNCTUATION.get(key) or DIGITS.get(key) or key)


def _joins(typed: str, at: int) -> bool:
    """Return whether the mark at a place is a half letter: something follows that it joins."""
    after = typed[at + 1 : at + 2]
    if typed[at] in DASHES:
        return after in KEYS or (at > 0 and typed[at - 1] in KEYS)
    if after not in KEYS or after == "":
        return False
    if after == STROKE:
        return True
    before = typed[at - 1] if at else " "
    if typed[at] in "“”‘’":  # before a word it is an opening quotation mark
        return before in KEYS
    return not before.isdigit()  # "1.uke" is a number, its stop and a word


def _colon(found: re.Match[str]) -> str:
    word = found.group(1)
    return word + (VISARGA if unicodedata.normalize("NFC", word) in WITH_VISARGA else ":")
