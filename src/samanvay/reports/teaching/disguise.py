"""A report without what could identify anybody: other names, other numbers, other days; the places stay.

What looks like a name is taken for one, also where it is none: a word that goes for nothing teaches little less.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from samanvay.kernel.contacts import long_numbers
from samanvay.kernel.digits import latin_digits
from samanvay.kernel.pii import PiiKind, find_pii
from samanvay.kernel.pii import patterns as words_of_names
from samanvay_insight import gazetteer
from samanvay_insight.extract.learned.weights import learned
from samanvay_insight.script import to_latin
from samanvay_insight.simulate.corridors import rows

from .days import Piece, moved_days
from .invented import Names

NEAREST, FARTHEST = 20, 200  # days
_HINDI = "[\u0900-\u0963]"
_BEGIN, _END = f"(?<!{_HINDI})", f"(?!{_HINDI})"
_WORD = re.compile(rf"{_BEGIN}{_HINDI}{{2,}}{_END}|(?<![\w@])[A-Za-z]{{2,}}(?![\w@])")
# A name stands behind these: one word, or up to three of them.
_BEFORE_NAMES = re.compile(
    r"\b(?:naam|name(?:d|\s+is|\s+was)?|alias|urf|called|identified\s+as|[dswc]\s?/\s?o|(?:son|daughter|wife|widow|mother|"
    r"father|sister|brother)\s+of|putri|putra|patni|beti|beta|suputri|suputra|shri|sri|smt|km|kum|ms|mrs|mr|miss|dr|si|"
    r"asi|hc|insp|inspector|sub-inspector|constable|head\s+constable|const|sho|dsp|acp|adv|advocate|mohd|mohammad|mohammed)\b\.?[\s:.\-]*"
    r"(?P<en>(?:(?!(?:of|from|was|were|is|who|and|aged|age|ko|ne|ke|ki|ka|se|the|in|at|on|r/o)\b)[A-Za-z]{2,}\s?){1,3})"
    rf"|{_BEGIN}(?:नाम|नामक|उर्फ|उर्फ़|पुत्री|पुत्र|सुपुत्री|सुपुत्र|पत्नी|बेटी|बेटा|माता|पिता|पति|श्री|श्रीमती|कुमारी|सुश्री|कु\.|उ0नि0|उ\.नि\.|"
    rf"का0|हे0का0|निरीक्षक|आरक्षी|डॉ\.?|डा0){_END}[\s:.\-]*(?P<hi>(?:(?!(?:को|ने|के|की|का|से|में|पर|और|व|तथा|एवं|निवासी|उम्र|आयु|है|हैं|थी|था|"
    rf"सहित|साथ|द्वारा|गांव|गाँव|ग्राम|थाना|जनपद){_END}){_HINDI}{{2,}}\s?){{1,3}})",
    re.IGNORECASE,
)
# And before these.
_AFTER_NAMES = re.compile(
    r"(?P<en>(?:\b[A-Z][a-z]+\s){1,2}|\b[a-z]{3,}\s)(?=(?:[dsw]\s?/\s?o\b|(?:ki|ka|ke)\s+(?:putri|putra|patni|beti|beta)\b))"
    rf"|(?P<hi>(?:{_BEGIN}{_HINDI}{{2,}}\s){{1,2}})(?=(?:(?:की|का|के)\s+)?(?:पुत्री|पुत्र|सुपुत्री|सुपुत्र|पत्नी|बेटी|बेटा){_END})"
)


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


_KIN = _words(
    "पुत्री पुत्र सुपुत्री सुपुत्र पत्नी बेटी बेटा बहन भाई पिता माता पति "
    "उसकी उसके उसका अपनी अपने अपना इनकी उनकी जिसकी एक दो तीन नाबालिग "
    "लड़की लड़का बालिका बालक महिला पुरुष पीड़िता व्यक्ति unki uski "
    "uske apni apne ladki ladka nabalig girl boy woman man victim "
    "minor police team two one her his their the and with from said accused officer duty"
)
_NEVER = _words(
    "को ने के की का से में पर और व तथा एवं या निवासी निवासिनी उम्र आयु वर्ष "
    "साल है हैं थी था थे सहित साथ द्वारा गांव गाँव ग्राम थाना जनपद जिला "
    "दिनांक नाम नामक उर्फ श्री श्रीमती कुमारी सुश्री अभियुक्त अभियुक्ता पीड़ित "
    "वादी मुकदमा of from was were is who and aged age ko ne ke ki ka se "
    "me mein the in at on ps station district village resident naam "
    "named name alias urf km smt shri sri mr mrs ms si asi hc "
    "insp inspector constable sho dsp hai tha thi umar umr saal sal varsh"
)
"""Words that stand beside names and are none."""
_REPORT_NUMBER = re.compile(
    r"(?:\b(?:letter|memo|report|ref|reference|diary|dispatch|despatch|csr|gd|dd|rapat|patrank|sr|sl|file|case|challan|ticket|pnr|cr)"
    r"\.?\s*(?:no|number|num|sankhya)\b\.?|\bpatrank\b|पत्रांक|पत्र\s*(?:संख्या|सं0|सं\.)|क्रमांक|रपट\s*(?:संख्या|सं0|सं\.|नं0)?|जी0?डी0?\s*(?:संख्या|सं0|नं0)|"
    r"रिपोर्ट\s*(?:संख्या|सं0|सं\.))[\s:.#\-]*(?P<number>[\w/()\-]*\d[\w/()\-]*)",
    re.IGNORECASE,
)
_VEHICLE = re.compile(r"\b[A-Z]{2}[ -]?\d{1,2}[ -]?(?P<rest>[A-Z]{1,3}[ -]?\d{4})\b")
_LONG_RUN = re.compile(r"\d{6,}")
_DIGIT = re.compile(r"[0-9\u0966-\u096f]")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\bhttps?://\S+")


_ATTEMPTS = 50  # until other signs are drawn than those that stand there


class StillNamed(ValueError):
    """A text that may still name somebody after it was gone through."""


@dataclass(frozen=True, slots=True)
class Disguised:
    """A text as it may leave, with what was put in the place of what, and by how many days its days were moved."""

    text: str
    pieces: tuple[Piece, ...]
    by: timedelta

    def at(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where words of the text as it was stand now; None where they were replaced."""
        moved = 0
        for piece in self.pieces:
            if piece.end <= start:
                moved += len(piece.instead) - (piece.end - piece.start)
            elif piece.start < end:
                return None
        return start + moved, end + moved


def disguised(text: str, *, written_on: date, places: Iterable[tuple[int, int]], drawn: random.Random) -> Disguised:
    """Return a text without what could identify anybody. ``places`` are words that stay.

    Raises StillNamed, and CannotMove where a day cannot be written anew.
    """
    stays = list(places)
    by = timedelta(days=-drawn.randint(NEAREST, FARTHEST))
    pieces = _kept_apart([], moved_days(text, written_on, by), [])
    pieces = _kept_apart(pieces, _numbers(text, drawn), [])
    names = Names({word.group().lower() for word in _WORD.finditer(text)}, drawn)
    for start, end in _named(text, stays):
        pieces = _kept_apart(pieces, [Piece(start, end, names.instead(text[start:end]))], stays)
    # A border is called as a woman may be: such a word goes wherever it stands.
    again = [word for word in _WORD.finditer(text) if word.group().lower() in names.known]
    pieces = _kept_apart(pieces, (Piece(*word.span(), names.instead(word.group())) for word in again), stays)
    new, last = "", 0
    for piece in pieces:
        new += text[last : piece.start] + piece.instead
        last = piece.end
    done = Disguised(new + text[last:], tuple(pieces), by)
    _refuse_left(done, stays)
    return done


def _kept_apart(known: list[Piece], more: Iterable[Piece], stays: list[tuple[int, int]]) -> list[Piece]:
    """Return pieces with those added that overlap none of them, nor words that stay."""
    pieces = list(known)
    for piece in more:
        taken = [(each.start, each.end) for each in pieces] + stays
        if all(end <= piece.start or piece.end <= start for start, end in taken):
            pieces.append(piece)
    return sorted(pieces, key=lambda each: each.start)


def _named(text: str, stays: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield each word that is taken for a part of a person's name."""
    for found in find_pii(text):
        if found.kind == PiiKind.NAME:
            yield from (
                w.span() for w in _WORD.finditer(text, found.start, found.end) if not _is_no_name(w.group().lower())
            )
    for pattern, step in ((_BEFORE_NAMES, 1), (_AFTER_NAMES, -1)):
        for match in pattern.finditer(text):
            # The word beside the cue is a name; of those further off, one that is common ends it ("named Pooja went").
            for number, word in enumerate([*_WORD.finditer(text, *match.span("en" if match["en"] else "hi"))][::step]):
                low = word.group().lower()
                if _is_no_name(low) or (number and low in learned().common and not word.group()[0].isupper()):
                    break
                yield word.span()
    for word in _WORD.finditer(text):
        said = word.group()
        if (not said.isascii() or said[0].isupper()) and said.lower() not in learned().common and _is_given(said):
            yield word.span()


def _is_no_name(low: str) -> bool:
    return low in _NEVER or low in _KIN or low in words_of_names.COMMON or low in words_of_names.HINDI_GROUPS


def _is_given(word: str) -> bool:
    """Tell whether a word sounds like a given name of many and is no place's name."""
    if _is_no_name(word.lower()):
        return False
    return gazetteer.name_key(to_latin(word)) in _given_names() and not gazetteer.lookup(word)


@cache
def _given_names() -> frozenset[str]:
    said = (name for row in rows("names") if row["part"] in ("f", "m") for name in row["names"].split())
    return frozenset(gazetteer.name_key(to_latin(name)) for name in said if len(name) > 2)


def _numbers(text: str, drawn: random.Random) -> Iterator[Piece]:
    """Yield numbers of cases, telephones, vehicles, identity papers and letters with others of the same form."""
    plain = latin_digits(text)
    for match in _ADDRESS.finditer(text):
        yield Piece(*match.span(), "office@example.in")
    for start, end in long_numbers(plain):
        yield Piece(start, end, _other_number(text[start:end], drawn))
    for match in _VEHICLE.finditer(plain):
        start, end = match.span("rest")
        yield Piece(start, end, _other_signs(text[start:end], drawn))
    for match in _REPORT_NUMBER.finditer(plain):
        start, end = match.span("number")
        yield Piece(start, end, _other_signs(text[start:end], drawn))
    for found in find_pii(text):
        if found.kind == PiiKind.NAME:
            continue
        # "मु0अ0सं0" is short for words; its noughts are no number.
        for digits in re.finditer(r"(?<![\u0900-\u0963])[0-9\u0966-\u096f]+", text[found.start : found.end]):
            if found.kind != PiiKind.CASE or not re.fullmatch("20\\d\\d", latin_digits(digits.group())):
                start = found.start + digits.start()
                yield Piece(start, start + len(digits.group()), _other_signs(digits.group(), drawn))
    for match in _LONG_RUN.finditer(plain):
        yield Piece(*match.span(), _other_signs(text[slice(*match.span())], drawn))


def _other_number(said: str, drawn: random.Random) -> str:
    """Another long number: one that begins with noughts where it can, as no telephone and no Aadhaar number does."""
    many = 0

    def other(match: re.Match[str]) -> str:
        nonlocal many
        many += 1
        return _digit(match.group(), "0" if many <= 3 else str(drawn.randint(0, 9)))

    return _DIGIT.sub(other, said)


def _other_signs(said: str, drawn: random.Random) -> str:
    """Other digits and other capital letters in the same places; a first digit is no nought."""
    drawn_anew = (_drawn_signs(said, drawn) for _attempt in range(_ATTEMPTS))
    return next((new for new in drawn_anew if new != said), said)


def _drawn_signs(said: str, drawn: random.Random) -> str:
    new, is_first = [], True
    for sign in said:
        if _DIGIT.match(sign):
            new.append(_digit(sign, str(drawn.randint(1 if is_first else 0, 9))))
            is_first = False
        else:
            new.append(drawn.choice("ABCDEFGHJKLMNPRSTUVWXYZ") if sign.isupper() and sign.isascii() else sign)
    return "".join(new)


def _digit(like: str, digit: str) -> str:
    return digit if like.isascii() else chr(0x0966 + int(digit))


def _refuse_left(done: Disguised, stays: list[tuple[int, int]]) -> None:
    """Refuse a text in which something is found that was not put there. Raises StillNamed."""
    known = [at for start, end in stays if (at := done.at(start, end)) is not None]
    moved = 0
    for piece in done.pieces:
        known.append((piece.start + moved, piece.start + moved + len(piece.instead)))
        moved += len(piece.instead) - (piece.end - piece.start)
    for found in find_pii(done.text):
        if found.is_refused:
            raise StillNamed(str(found.kind))
        if found.kind == PiiKind.NAME:
            for word in _WORD.finditer(done.text, found.start, found.end):
                is_known = any(start <= word.start() < end for start, end in known)
                if not is_known and not _is_no_name(word.group().lower()):
                    raise StillNamed(word.group())
