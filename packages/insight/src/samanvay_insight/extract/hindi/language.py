"""Which runs of a sentence are Hindi, in either script, and which English."""

from __future__ import annotations

from collections.abc import Sequence

from samanvay_insight.extract.cues.phrases import Words
from samanvay_insight.extract.tokens import Sentence, Token

_HINDI = Words.of(
    "se mein mei ko ke ki ka ne pe par pr hai hain thi tha thin aur rahe raha rahi rhe rhi rha gaya gayi gaye "
    "gya gyi gye kiya kiye liye lye "
    "liya diya ja jaa jo ye yah yeh wo woh voh koi nahi nahin nhi bhi kar karke kr hui hua hue huye wali wale "
    "wala vali vale vala ladki ladkiya "
    "ladkiyan ladkiyo ladkiyon ladka ladke ladko ladkon larki larkiya larkiyan larke bachche bache bacche "
    "bachcho bacho bachchi bachi mahila "
    "mahilaye mahilaen aurat log logo logon ek do_ teen char paanch unhe unko use usko uske uski jinhe jise "
    "jisko wahan yahan waha vahan vaha tak "
    "sath saath liye hokar hoke hote raste lapata laapata giraftar giraftaar pakda pakdi pakde pakra pakri pakre "
    "bachaya bachayi bachaye mukt chhudaya "
    "bheja bheji bheje bhej becha bechi bech laya layi laye lai leke lekar aaya aayi aaye aa thana thane zila "
    "jila janpad gaon ganv baramad nabalig "
    "naabalig balika kishori yuvti tatha evam va dwara dvara hetu yadi agar lekin magar par_ jata jati jate kuch "
    "kuchh sab sabhi dono dalal taskar taskari aropi "
    "mahine maah giraftari abhiyukt kaam naukri shadi suna bataya kaha gumshuda jagrukta karyakram mila mili "
    "mile roka roki roke dinank kal aaj tha. nivasi niwasi rehne rahne ho hoga the_ me_ mai"
)
_ENGLISH = Words.of(
    "the of was were is are from and in at by for with being been to has have had that who which they their them "
    "on not no an she it this these those "
    "said will be would her his he a after before through as into when where while also or but near under during all"
)
# Both languages have these: they tell the language only by what stands beside them.
_EITHER = Words.of("the to do me he us a in or on is par")
_BEFORE_NAMES = Words.of("from of at via near and by")
_BREAKS = frozenset({",", ";", ":", "\u2014", "|", "("})


def runs(sentence: Sentence, *, hindi_before: bool) -> list[tuple[bool, tuple[Token, ...]]]:
    """The sentence as runs of one language, each with whether it is Hindi."""
    tokens = sentence.tokens
    whole = _vote(tokens)
    if whole[0] == 0:
        plain = whole[1] == 0 and any(t.kind == "word" for t in tokens)
        return [(hindi_before and plain, tokens)]
    if whole[1] == 0:
        return [(True, tokens)]
    pieces = _pieces(tokens)
    votes = [_vote(piece) for piece in pieces]
    said: list[bool | None] = [None if h == e == 0 else h >= e for h, e in votes]
    first = next((s for s in said if s is not None), whole[0] > whole[1])
    made: list[tuple[bool, tuple[Token, ...]]] = []
    now = first
    for piece, tongue in zip(pieces, said, strict=True):
        now = now if tongue is None else tongue
        if made and made[-1][0] == now:
            made[-1] = (now, made[-1][1] + piece)
        else:
            made.append((now, piece))
    return made


def opens_in_hindi(said: Sequence[Sentence]) -> bool:
    """Whether the first sentence that tells its language is Hindi, so that a bare name above it is read so too."""
    votes = (_vote(sentence.tokens) for sentence in said)
    return next((hindi > english for hindi, english in votes if hindi != english), False)


def _pieces(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    made: list[tuple[Token, ...]] = []
    begin = 0
    for index, token in enumerate(tokens):
        if token.text in _BREAKS or (token.low in ("aur", "और", "and") and index > begin + 2):
            made.append(tuple(tokens[begin : index + 1]))
            begin = index + 1
    if begin < len(tokens):
        made.append(tuple(tokens[begin:]))
    return made


def _vote(tokens: Sequence[Token]) -> tuple[int, int]:
    """How many words are Hindi's and how many English's; those of both count for neither."""
    hindi = english = 0
    for index, token in enumerate(tokens):
        if token.kind != "word":
            continue
        if "\u0900" <= token.text[0] <= "\u097f":
            hindi += 1
        elif token.capital and index and tokens[index - 1].low in _BEFORE_NAMES:
            # "three from Gaya" names a town, whatever the word is in Hindi.
            continue
        elif token.low in _EITHER:
            english += token.low in ("the", "to", "in", "on", "a") and _among_english(tokens, index)
        elif token.low in _HINDI:
            hindi += 1
        elif token.low in _ENGLISH:
            english += 1
    return hindi, english


def _among_english(tokens: Sequence[Token], index: int) -> bool:
    """ "the girls", not "ja rahe the"."""
    before = tokens[index - 1].low if index else ""
    return (
        before not in _HINDI
        and before[-2:] not in ("ye", "he")
        and index + 1 < len(tokens)
        and tokens[index + 1].kind != "mark"
    )
