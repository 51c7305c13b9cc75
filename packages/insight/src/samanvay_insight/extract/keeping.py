"""Whether people were kept at a place on the way, or only passed it, by the words around the place.

In English what is done there stands before the place ("kept for two nights in Bijnor"), in Hindi behind it
("Bijnor me rakha gaya"). The nearest of the words below decides, within the sentence; where none speaks of keeping, the
place was passed.
"""

from __future__ import annotations

import re

_ENDS = re.compile(r"[.!?;](?=\s|$)|[।॥\n]")
_STOP = r"stop[\s-]*overs?|halt(?:s|ed|ing)?"
_KEPT = (
    rf"{_STOP}|stopped\s+over|kept|keep(?:s|ing)?|held|holding|detained|confined|captive|stay(?:s|ed|ing)?|nights?|"
    r"fortnight|put\s+(?:\w+\s+)?up|lodged|housed|sheltered|hid|hidden|slept|rested|broke\s+(?:\w+\s+)?journey|hotels?|"
    r"lodge|guest[\s-]*house|dharamshala|safe[\s-]*house"
)
_ELSE = (
    r"via|through|by\s+way\s+of|from|to(?!\s+\d)|into|towards|(?:bound|left|leaving|headed|heading|train|bus)\s+for|"
    r"cross(?:ed|ing)?|chang(?:ed?|ing)|board(?:ed|ing)?|reach(?:ed|ing)?|passing|transit|intercepted|arrested|rescued|"
    r"checked|apprehended|nabbed|caught"
)
_BEFORE = re.compile(rf"\b(?:(?P<kept>{_KEPT})|(?:{_ELSE}))\b", re.IGNORECASE)
_ON = rf"(?:(?!(?:{_ELSE}|in|at)\b)\w+\s+){{0,5}}?"
# "Gorakhpur, where they were kept", "Gorakhpur and were kept there", "Bijnor was the stop-over".
_BEHIND = re.compile(
    rf"\W{{0,3}}where\s+{_ON}(?:{_KEPT})\b|\W{{0,3}}(?:and\s+)?{_ON}(?:{_KEPT})\s+{_ON}there\b"
    rf"|\s+(?:(?:is|was|were|being|as|served|serves|used)\s+){{0,3}}(?:(?:the|a|an|their)\s+)?(?:{_STOP})\b",
    re.IGNORECASE,
)

_MORE = r"[\w\u0900-\u0963]*"  # \w knows no vowel signs
_PADAV = r"पड़ाव|पड़ाव|पडाव|ठहराव|padaa?v|thahraa?v"
_HINDI_KEPT = (
    rf"{_PADAV}|(?:रख|रुक|रूक|ठहर|टिका|छिपा|छुपा|बिता){_MORE}|रोक\s*कर|बंधक|कैद|क़ैद|होटल|लॉज|धर्मशाला|"
    r"rakh\w*|ruk\w*|th[ae]hr\w*|tika\w*|ch[hu]+[ip]?pa\w*|bita\w*|rok\s*kar|bandhak|kaid|qaid"
)
_HINDI_ELSE = (
    rf"होते|होकर|रास्ते|मार्ग|पार|ले\s+(?:जा|ग){_MORE}|लाया|लाई|लायी|लाए|लाये|(?:भेज|पकड़|पकड|बदल){_MORE}|बरामद|मुक्त|"
    r"hote|hokar|raste|marg|paar|le\s+(?:ja|ga)\w*|laya|layi|laye|bhej\w*|pakad\w*|badal\w*|badli|baramad|mukt"
)
_HINDI = re.compile(
    rf"(?<![\w\u0900-\u0963])(?:(?P<kept>{_HINDI_KEPT})|(?:{_HINDI_ELSE}))(?![\w\u0900-\u0963])", re.IGNORECASE
)
# From, to or as far as the place, whatever follows.
_HINDI_LEFT = re.compile(r"\s*(?:से|को|तक|se|ko|tak)(?![\w\u0900-\u0963])", re.IGNORECASE)
_HINDI_NAMED = re.compile(rf"(?:{_PADAV})\s*(?::|-|था|थी|रहा|tha)?\s*$", re.IGNORECASE)


def is_kept_at(text: str, start: int, end: int) -> bool:
    """Tell whether the words around a place, `text[start:end]` in code points, speak of people being kept there."""
    first = max((gap.end() for gap in _ENDS.finditer(text, 0, start)), default=0)
    gap = _ENDS.search(text, end)
    before, behind = text[first:start], text[end : gap.start() if gap else len(text)]
    if _BEHIND.match(behind) or _HINDI_NAMED.search(before):
        return True
    cues = list(_BEFORE.finditer(before))
    if cues and cues[-1]["kept"]:
        return True
    said = None if _HINDI_LEFT.match(behind) else _HINDI.search(behind)
    return said is not None and said["kept"] is not None
