"""Words for persons in English and Hindi, by the sort of person they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from samanvay_insight.extract.tokens import Token, tokens

Sort = Literal["girl", "boy", "woman", "man", "child", "victim", "suspect", "kin", "person"]
MINORS_AND_VICTIMS: frozenset[Sort] = frozenset({"girl", "boy", "child", "victim"})
# Besides suspects by name: grown-ups and kin, of whom a text may say so of either side.
MAY_BE_SUSPECTS: frozenset[Sort] = frozenset({"suspect", "woman", "man", "kin", "person"})
# The first that fits a word is its sort.
_WORDS: tuple[tuple[Sort, str], ...] = (
    (
        "girl",
        "girls? schoolgirls? daughters? sisters? nieces? ladk[iy]\\w* larki\\w* bachch?i\\w* bacch?i\\w* "
        "bachiy\\w* balika\\w* "
        "kishori\\w* bet[iy]\\w* लड़की लड़कि.* लड़की लड़कि.* बच्ची बच्चिय.* बालिका.* किशोरी किशोरिय.* "
        "बेटी बेटिय.* बहन.* छात्रा.*",
    ),
    (
        "woman",
        "wom[ae]n lad(?:y|ies) females? wife mahila\\w* aurat\\w* yuv[a]?ti\\w* महिला.* औरत.* युवती युवतिय.*",
    ),
    (
        "suspect",
        "accused traffickers? agents? touts? dalals? suspects? culprits? pimps? brokers? middlem[ae]n "
        "contractors? owners? "
        "kidnappers? smugglers? handlers? recruiters? employers? managers? th?ekedar\\w* task[ae]r\\w* "
        "aa?ropi\\w* "
        "abhiyukt\\w* apradhi\\w* abductors? drivers? miscreants? gangs? malik\\w* sanchalak\\w* आरोपी "
        "आरोपिय.* आरोपित.* अभियुक्त.* "
        "तस्कर.* दलाल.* ठेकेदार.* मालिक.* संचालक.* एजेंट.* एजेण्ट.* अपराधी अपराधिय.* गिरोह शातिर वांछित चालक",
    ),
    (
        "boy",
        "boys? sons? lads? ladk[aeo]\\w* larke?\\w* balako?n? kishoro?n? bet[ae] beton लड़का लड़के "
        "लड़कों लड़का लड़के लड़कों बालक.* "
        "किशोर किशोरों बेटा बेटे बेटों छात्र छात्रों",
    ),
    (
        "man",
        "m[ae]n males? youths? yuvako?n? purush\\w* aa?dmi\\w* पुरुष.* युवक.* आदमी आदमिय.*",
    ),
    (
        "child",
        "child(?:ren)? kids? minors? infants? bab(?:y|ies) juveniles? teenagers? bachch?[aeo]\\w* "
        "bacch?[aeo]\\w* bache bacho n[ao]+ba+li[gk]\\w* "
        "navjat shishu बच्चा बच्चे बच्चों नाबालिग.* शिशु.* नवजात मासूम.*",
    ),
    (
        "victim",
        "victims? survivors? labou?rers? workers? p(?:ee?|i)[dr][iy]t\\w* bandhua ma[zj]d[ou]+r\\w* "
        "shramik\\w* पीड़ित.* पीड़ित.* मजदूर.* "
        "मज़दूर.* श्रमिक.* बंधक.*",
    ),
    (
        "kin",
        "couples? uncles? aunt\\w* husbands? fathers? mothers? brothers? mausi mama chacha bhai पति पिता "
        "माता भाई मौसी मामा चाचा दंपति",
    ),
    (
        "person",
        "persons? people nationals? passengers? individuals? members? families nafar logo?n? vyakti\\w* "
        "व्यक्ति.* लोग.* नफर यात्री यात्रिय.*",
    ),
)
_SORTS = tuple((sort, re.compile(rf"(?:{'|'.join(said.split())})\Z", re.IGNORECASE)) for sort, said in _WORDS)


def sort_of(word: str) -> Sort | None:
    """The sort of person that a word names; none where it names no person."""
    return next((sort for sort, said in _SORTS if said.match(word)), None)


def sorts_in(said: Iterable[Token]) -> frozenset[Sort]:
    """The sorts of persons that words name."""
    return frozenset(sort for token in said if token.kind == "word" and (sort := sort_of(token.text)) is not None)


def sorts_said(text: str) -> frozenset[Sort]:
    """The sorts of persons that a text names."""
    return sorts_in(tokens(text))
