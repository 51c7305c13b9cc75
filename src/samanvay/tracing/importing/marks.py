"""Marks as sheets tell them ("scar on left cheek", "बाएँ गाल पर चोट का निशान") in the codes of the registers.

Rules of words, in both languages: a phrase gives a code where it names what and where; all else stays in words alone.
"""

import re
from collections.abc import Iterable

from samanvay.importing.folding import fold

from ..kinds import BODY_PARTS, MARK_KINDS, SIDES

MOST_MARKS = 12

# Longer words come first: "cut mark" is a cut, "birth mark" a birthmark, "old injury mark" a scar.
KIND_WORDS: dict[str, tuple[str, ...]] = {
    "birthmark": ("birth mark", "birthmark", "janm nishan", "janam chinh", "जन्म चिह्न", "जन्मचिह्न", "जन्म निशान",
                  "जन्मजात निशान", "लहसन", "लहसुन"),
    "burn": ("burn mark", "burnt mark", "burn", "burnt", "jale ka", "जले का निशान", "जलने का निशान", "जला हुआ", "जले"),
    "cut": ("cut mark", "cutmark", "cut", "stitch", "stitches", "kate ka", "कटे का निशान", "कटने का निशान", "कटा",
            "टाँके", "टांके", "चीरा"),
    "deformity": ("deformity", "deformed", "bent", "limp", "polio", "टेढ़ा", "टेढ़ी", "विकृत", "लंगड़ा", "लँगड़ा"),
    "mole": ("mole", "til", "massa", "wart", "तिल", "मस्सा"),
    "missing_tooth": ("missing tooth", "tooth missing", "broken tooth", "tooth broken", "teeth missing", "टूटा दाँत",
                      "दाँत टूटा", "दांत टूटा", "टूटा दांत"),
    "piercing": ("piercing", "pierced", "nose ring", "छिदा", "छिदी", "छिदे"),
    "pox": ("pox mark", "pox marks", "small pox", "chicken pox", "chechak", "चेचक"),
    "tattoo": ("tattoo", "tatoo", "godna", "gudna", "गोदना", "गुदना", "गुदा", "टैटू", "गोदवाया"),
    "scar": ("old injury mark", "injury mark", "wound mark", "scar", "scar mark", "chot ka nishan", "chot", "ghav",
             "चोट का निशान", "चोट", "घाव", "दाग", "निशान", "mark", "nishan"),
}  # fmt: skip
PART_WORDS: dict[str, tuple[str, ...]] = {
    "arm": ("upper arm", "arm", "bazu", "baju", "बाँह", "बांह", "बाजू", "बाज़ू", "भुजा"),
    "back": ("back", "peeth", "पीठ", "कमर", "waist"),
    "belly": ("belly", "stomach", "abdomen", "navel", "pet", "पेट", "नाभि"),
    "cheek": ("cheek", "gaal", "gal", "गाल"),
    "chest": ("chest", "breast", "chhati", "seena", "छाती", "सीना", "सीने"),
    "chin": ("chin", "thodi", "thuddi", "ठोड़ी", "ठुड्डी", "ठोढ़ी"),
    "ear": ("ear", "kaan", "kan", "कान"),
    "elbow": ("elbow", "kohni", "कोहनी"),
    "eye": ("eye", "aankh", "ankh", "आँख", "आंख"),
    "eyebrow": ("eyebrow", "eye brow", "brow", "bhaun", "भौंह", "भौं"),
    "face": ("face", "chehra", "muh", "चेहरा", "चेहरे", "मुँह", "मुंह"),
    "finger": ("finger", "thumb", "ungli", "anguli", "उँगली", "उंगली", "अंगुली", "अँगूठा", "अंगूठा", "अंगूठे"),
    "foot": ("foot", "feet", "toe", "ankle", "pair", "pav", "पैर", "पाँव", "पांव", "टखना", "टखने"),
    "forearm": ("forearm", "fore arm", "wrist", "kalai", "कलाई", "अग्रबाहु"),
    "forehead": ("forehead", "fore head", "matha", "mathe", "lalat", "माथा", "माथे", "ललाट"),
    "hand": ("hand", "palm", "haath", "hath", "हाथ", "हथेली"),
    "knee": ("knee", "ghutna", "ghutne", "घुटना", "घुटने"),
    "leg": ("leg", "shin", "calf", "taang", "tang", "टाँग", "टांग", "पिंडली"),
    "lip": ("lip", "lips", "hont", "honth", "होंठ", "होठ", "ओंठ"),
    "lower_jaw": ("lower jaw", "lower tooth", "lower teeth", "नीचे का दाँत", "निचला जबड़ा", "निचले जबड़े"),
    "neck": ("neck", "throat", "gardan", "gala", "गर्दन", "गरदन", "गला", "गले"),
    "nose": ("nose", "naak", "nak", "नाक"),
    "shoulder": ("shoulder", "kandha", "kandhe", "कंधा", "कंधे", "कन्धा", "कन्धे"),
    "thigh": ("thigh", "jaangh", "jangh", "जाँघ", "जांघ"),
    "upper_jaw": ("upper jaw", "front tooth", "front teeth", "upper tooth", "upper teeth", "आगे का दाँत", "सामने का दाँत",
                  "ऊपरी जबड़ा", "ऊपर का दाँत"),
}  # fmt: skip
SIDE_WORDS: dict[str, tuple[str, ...]] = {
    "left": ("left", "lt", "l", "bayan", "baye", "bayi", "baen", "baayen", "बाएँ", "बाएं", "बायें", "बायाँ", "बायां", "बाँए",
             "बांए", "बाईं", "बायीं", "बाँये"),
    "right": ("right", "rt", "r", "dayan", "daye", "dayi", "daen", "daayen", "दाएँ", "दाएं", "दायें", "दाहिने", "दाहिना",
              "दाहिनी", "दाईं", "दायीं", "दांए", "दाँए"),
    "both": ("both", "dono", "दोनों", "दोनो"),
}  # fmt: skip
NONE_WORDS = ("no", "nil", "none", "not", "without", "nahi", "nahin", "नहीं", "नही", "निल")

_PHRASES = re.compile(r"[,;|\n।/]|\.(?!\d)|&|\+|\b(?:and|also|aur|tatha)\b|(?<!\S)(?:और|तथा|एवं|व)(?!\S)", re.IGNORECASE)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    folded = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, folded))})s?(?!\S)")


def _patterns(words: dict[str, tuple[str, ...]]) -> dict[str, re.Pattern[str]]:
    return {code: _pattern(said) for code, said in words.items()}


_KINDS, _PARTS, _SIDES = _patterns(KIND_WORDS), _patterns(PART_WORDS), _patterns(SIDE_WORDS)
_NONE = _pattern(NONE_WORDS)
assert set(_KINDS) == set(MARK_KINDS)
assert set(_PARTS) == set(BODY_PARTS)
assert {"", *_SIDES} == set(SIDES)


def read_marks(text: str) -> list[str]:
    """Return the codes of the marks that a text tells, as "scar:left cheek"; what it tells otherwise is left out.

    The part is the one named last before another mark begins ("mole near the lip, on the chin" is on the chin); a mark
    that is denied gives none.
    """
    found: dict[str, None] = {}
    kind = ""
    for phrase in _PHRASES.split(text):
        said = fold(phrase)
        if not said or _NONE.search(said):
            kind = ""
            continue
        # In "scars on left cheek, right arm" the second phrase has no kind of its own.
        kind = _first(_KINDS, said) or kind
        part = _longest(_PARTS, said)
        if kind and part:
            side = _first(_SIDES, said)
            found[f"{kind}:{side} {part}" if side else f"{kind}:{part}"] = None
    return list(found)[:MOST_MARKS]


def _first(patterns: dict[str, re.Pattern[str]], said: str) -> str:
    return next((code for code, pattern in patterns.items() if pattern.search(said)), "")


def _longest(patterns: dict[str, re.Pattern[str]], said: str) -> str:
    """Return the part whose words are the longest, the last of them: "forehead" is no "head", "upper arm" an arm."""
    hits = [
        (match.end() - match.start(), match.start(), code)
        for code, pattern in patterns.items()
        for match in pattern.finditer(said)
    ]
    return max(hits)[2] if hits else ""
