"""The forms of a Hindi verb made from its stem, so that tables hold stems: bhej gives bheja, bhejkar, bhej diya."""

from __future__ import annotations

from samanvay_insight.extract.cues.phrases import Words

_VOWELS = "aeiou"
_PERFECT = ("a", "i", "e")
_REST = ("ta", "ti", "te", "na", "ni", "ne", "kar", "ke")
_FUTURE = ("ega", "egi", "enge", "engi")
_IRREGULAR = {
    "ja": "gaya gayi gaye jaya jata jati jate jana jani jane jakar jaega jaegi jaenge jayega jayegi jayenge jaunga",
    "kar": "kiya ki kiye karta karti karte karna karni karne karke karega karegi karenge",
}
# What follows a bare stem; alone it may be another word.
_LIGHT = Words.of(
    "diya di diye dia die deta deti dete liya li liye lin leen lia lie leta leti lete gaya gayi gaye raha rahi rahe "
    "chuka "
    "chuki chuke kar ke jata jati jate jane sake saka saki dala dali dale rakha rakhi rakhe baitha baithi"
)


def conjugated(stem: str) -> tuple[str, ...]:
    """The perfect, imperfect, infinitive, absolutive and future of `stem`, and the stem with a light verb.

    In plain Latin letters. A stem that ends in a vowel takes a glide: la gives laya, laye, layi.
    """
    if stem in _IRREGULAR:
        return tuple(_IRREGULAR[stem].split()) + tuple(f"{stem} {light}" for light in ("raha", "rahi", "rahe"))
    glide = "y" if stem[-1] in _VOWELS else ""
    ends = [*(glide + end for end in _PERFECT + _FUTURE), *_REST]
    return tuple(stem + end for end in ends) + tuple(f"{stem} {light}" for light in sorted(_LIGHT))
