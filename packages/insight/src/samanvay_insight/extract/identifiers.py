"""Numbers by which a record is found: FIR with station and sections, train, vehicle, telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samanvay_insight.extract.reading import Evidence, NumberRead
from samanvay_insight.script.folding import DIGITS

_NO = r"(?:\s*(?:no|nos|number|num|sankhya|नं0|नं|नंबर|सं0|सं|संख्या|स0)\.?)?"
_FIR = re.compile(
    rf"(?:\bf\.?i\.?r\.?|\bcr(?:ime)?\b\.?|\bcase\b|\bc\.?\s?r\.?|\bmu\s?0?\s?a\s?0?|"
    rf"मु[0०.]*\s?अ[0०.]*\s?(?:सं|स)?[0०.]*|अ[0०.]\s?(?:सं|स)[0०.]*|"
    rf"मुकदमा|प्राथमिकी|एफ\s?आई\s?आर|एफआईआर|कांड|"
    rf"ज\.?\s?क्र\.?){_NO}\s*[:.#\-–]*\s*(?P<n>\d{{1,5}})\s*/\s*(?P<y>(?:20)?\d\d)(?!\d|/\d)",
    re.IGNORECASE,
)
_STATION = re.compile(
    r"\b(?i:ps|p\.s\.|police station|thana|kotwali)(?![^\W\d_])[\s:.\-]*(?P<en>[A-Z][\w'-]*(?:\s[A-Z][\w'-]*)?)"
    r"|(?:थाना|कोतवाली|थाने)\s+(?P<hi>[\u0900-\u0963]+(?:\s(?:नगर|कोतवाली|देहात|रोड|कैंट))?)",
)
_OF_SECTIONS = r"[\w\u0900-\u0963()/,\s\-&+.]"
_SECTIONS = re.compile(
    r"(?:\bu/ss?\b\.?|\bunder sections?\b|\bsections?\b|\bsec\.?|\bus\b|\bdhara(?:on|o)?\b|धाराओं|धारा)[\s:.\-]*"
    rf"(?P<s>\d{_OF_SECTIONS}{{0,80}}?)"
    r"(?=\s+(?:at|in|by|was|has|is|against|regd|registered|lodged|dt|dated|ps|dinank|ke|me|mein|mei|darj|के|में|मे|का|"
    r"पंजीकृत|दर्ज|थाना)(?![\w\u0900-\u0963])|[.;।\n]\s|[;।\n]|\Z)",
    re.IGNORECASE,
)
_TRAIN = re.compile(
    rf"(?:\btrains?\b|\btrn\b|\btr\b|\bt\.?\s?no\b|ट्रेन|गाड़ी|गाड़ी|ट्रे0){_NO}\s*[:.#\-–]*\s*(?P<n>\d{{5}})(?!\d)",
    re.IGNORECASE,
)
_NAMED_TRAIN = re.compile(r"(?<!\d)(?P<n>\d{5})(?=\s+(?:[A-Z][\w-]*\s+){1,4}(?:Express|Exp|Mail|SF|Rajdhani)\b)")
_VEHICLE = re.compile(
    r"(?<![A-Z0-9])(?P<a>[A-Z]{2})[\s-]?(?P<b>\d{1,2})[\s-]?(?P<c>[A-Z]{1,3})[\s-]?(?P<d>\d{4})(?!\d)"
)
_PHONE = re.compile(r"(?<![\d/])(?:\+?91[\s-]?)?(?P<n>[6-9]\d{4}[\s-]?\d{5})(?![\d/])")
_NEAR = 60


def identifiers(text: str) -> tuple[NumberRead, ...]:
    """The numbers of a text in its order. The same number told again is given once for each time."""
    plain = text.translate(DIGITS)
    return tuple(sorted(_all(text, plain), key=lambda one: one.evidence.start))


def _all(text: str, plain: str) -> Iterator[NumberRead]:
    for match in _FIR.finditer(plain):
        year = match["y"] if len(match["y"]) > 2 else "20" + match["y"]
        behind = plain[match.end() : match.end() + _NEAR]
        before = plain[max(0, match.start() - _NEAR) : match.start()]
        station = _STATION.search(behind) or _last(_STATION, before)
        sections = _SECTIONS.search(plain, match.end(), match.end() + 3 * _NEAR)
        near = sections is not None and sections.start() - match.end() < _NEAR
        end = sections.end("s") if sections is not None and near else match.end()
        yield NumberRead(
            "fir",
            f"{int(match['n'])}/{year}",
            "" if station is None else (station["en"] or station["hi"]).strip(),
            " ".join(sections["s"].split()).rstrip(" ,.-&") if sections is not None and near else "",
            _evidence(text, match.start(), end),
        )
    trains = {match.start("n"): match for match in (*_NAMED_TRAIN.finditer(plain), *_TRAIN.finditer(plain))}
    for match in trains.values():
        yield NumberRead("train", match["n"], "", "", _evidence(text, match.start(), match.end()))
    for match in _VEHICLE.finditer(plain):
        number = f"{match['a']}{int(match['b']):02d}{match['c']}{match['d']}"
        yield NumberRead("vehicle", number, "", "", _evidence(text, match.start(), match.end()))
    for match in _PHONE.finditer(plain):
        number = re.sub(r"\D", "", match["n"])
        yield NumberRead("phone", number, "", "", _evidence(text, match.start(), match.end()))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)


def _evidence(text: str, start: int, end: int) -> Evidence:
    said = text[start:end].rstrip(" ,.-&")
    return Evidence(said, start, start + len(said))
