"""The layout of Kruti Dev 010: which sign of a Devanagari typewriter stands at which Latin character.

Kruti Dev 010, 011, 016, 020 and their like, and DevLys 010, share it: they differ in the drawing of the letters
only. Every sign is one character; a letter may be one sign (d is क) or two, a half letter and the upright stroke
that completes it ([ is ख्, [k is ख). The layout was read off published glyph tables and checked against known words.
"""

from __future__ import annotations

VIRAMA, NUKTA, ANUSVARA, CHANDRABINDU, VISARGA = "्", "़", "ं", "ँ", "ः"
REPH = "र्"
STROKE = "k"

# Whole consonants and conjuncts; a vowel sign may be part of the drawing (# is रु).
WHOLE: dict[str, tuple[str, str]] = {
    "d": ("क", ""), "x": ("ग", ""), "Ä": ("घ", ""), "³": ("ङ", ""), "p": ("च", ""), "N": ("छ", ""), "t": ("ज", ""),
    ">": ("झ", ""), "¥": ("ञ", ""), "´": ("ञ", ""), "V": ("ट", ""), "B": ("ठ", ""), "M": ("ड", ""), "<": ("ढ", ""),
    "r": ("त", ""), "n": ("द", ""), "u": ("न", ""), "i": ("प", ""), "Q": ("फ", ""), "c": ("ब", ""), "e": ("म", ""),
    "\x90": ("भ", ""), "Ò": ("भ", ""), ";": ("य", ""), "j": ("र", ""), "y": ("ल", ""), "G": ("ळ", ""), "o": ("व", ""),
    "l": ("स", ""), "g": ("ह", ""),
    "K": ("ज्ञ", ""), "J": ("श्र", ""), "=": ("त्र", ""), "|": ("द्य", ""), "}": ("द्व", ""), ")": ("द्ध", ""),
    "Ø": ("क्र", ""), "£": ("ख्र", ""), "Ý": ("फ्र", ""), "æ": ("द्र", ""), "ç": ("प्र", ""), "Á": ("प्र", ""),
    "ä": ("क्त", ""), "ô": ("क्क", ""), "ê": ("ट्ट", ""), "Í": ("ट्ट", ""), "ë": ("ट्ठ", ""), "Î": ("ट्ठ", ""),
    "ð": ("ठ्ठ", ""), "ì": ("ड्ड", ""), "Ï": ("ड्ड", ""), "ï": ("ड्ढ", ""), "Ô": ("ड्ढ", ""), "í": ("द्द", ""),
    "Ì": ("द्द", ""), "ö": ("द्भ", ""), "˜": ("द्भ", ""), "ù": ("द्म", ""), "é": ("न्न", ""), "à": ("ह्न", ""),
    "á": ("ह्य", ""), "ã": ("ह्म", ""), "#": ("र", "ु"), ":": ("र", "ू"), "â": ("ह", "ृ"), "–": ("द", "ृ"),
    "—": ("क", "ृ"), "Ñ": ("क", "ृ"),
}  # fmt: skip

# Half letters: the stroke k makes them whole, a following letter joins them.
HALF: dict[str, str] = {
    "D": "क", "[": "ख", "X": "ग", "?": "घ", "P": "च", "T": "ज", "÷": "झ", "Ö": "झ", ".": "ण", "R": "त", "Ù": "त्त",
    "Ÿ": "त्त", "«": "त्र", "F": "थ", "/": "ध", "è": "ध", "Ë": "ध", "U": "न", "™": "न्न", "I": "प", "¶": "फ", "C": "ब",
    "H": "भ", "E": "म", "¸": "य", "Y": "ल", "O": "व", "'": "श", "Ü": "श", '"': "ष", "L": "स", "º": "ह", "{": "क्ष",
    "“": "श", "”": "श", "‘": "ष", "’": "ष",
}  # fmt: skip

VOWELS: dict[str, str] = {"v": "अ", "b": "इ", "Ã": "ई", "m": "उ", "Å": "ऊ", "_": "ऋ", ",": "ए"}
MATRAS: dict[str, str] = {
    STROKE: "ा", "h": "ी", "q": "ु", "w": "ू", "`": "ृ", "s": "े", "¢": "े", "S": "ै", "¨": "ो", "©": "ौ", "W": "ॅ",
    "‚": "ॉ", "È": "ी",
}  # fmt: skip
# Signs typed before the letters they belong to; reph and nasal may be part of the drawing.
BEFORE: dict[str, tuple[bool, str]] = {
    "f": (False, ""), "Æ": (True, ""), "Ç": (False, ANUSVARA), "É": (True, ANUSVARA),
}  # fmt: skip
REPHS: dict[str, tuple[str, str]] = {"Z": ("", ""), "±": ("", ANUSVARA), "Ê": ("ी", "")}
BELOW: dict[str, str] = {"z": "र", "ª": "र", "î": "य", "Ó": "य"}
SIGNS: dict[str, str] = {"a": ANUSVARA, "¡": CHANDRABINDU}
NUKTA_KEY, HALANT_KEY, VISARGA_KEY = "+", "~", "%"

# What two signs of a vowel make together, in whichever order they were typed.
TOGETHER: dict[tuple[str, str], str] = {
    ("ा", "े"): "ो", ("े", "ा"): "ो", ("ा", "ै"): "ौ", ("ै", "ा"): "ौ", ("ा", "ॅ"): "ॉ", ("ॅ", "ा"): "ॉ",
    ("ा", "ॉ"): "ॉ", ("े", "े"): "े", ("ा", "ा"): "ा", ("ी", "ी"): "ी", ("ु", "ु"): "ु", ("ू", "ू"): "ू", ("ै", "ै"): "ै",
    ("अ", "ा"): "आ", ("अ", "ो"): "ओ", ("अ", "ौ"): "औ", ("अ", "ॉ"): "ऑ", ("अ", "ॅ"): "ॲ",
    ("आ", "े"): "ओ", ("आ", "ै"): "औ", ("आ", "ॅ"): "ऑ", ("आ", "ॉ"): "ऑ", ("ए", "े"): "ऐ", ("ए", "ै"): "ऐ", ("ए", "ॅ"): "ऍ",
}  # fmt: skip

PUNCTUATION: dict[str, str] = {
    "A": "।", "]": ",", "-": ".", "&": "-", "@": "/", "(": ";", "\\": "?", "^": "‘", "*": "’", "Þ": "“", "ß": "”",
    "¼": "(", "½": ")", "¿": "{", "À": "}", "¾": "=", "$": "+", "!": "!", "ñ": "॰", "Œ": "॰", "µ": "–", "»": "÷",
    "·": "ऽ", "•": "ऽ",
}  # fmt: skip
DIGITS: dict[str, str] = dict(zip("åƒ„…†‡ˆ‰Š‹", "०१२३४५६७८९", strict=True))

# Half letters that are marks of punctuation to everyone else: with nothing to join they are meant as such.
MARKS_TOO = frozenset(".?'\"/[{“”‘’")

# Words whose ः is a sound. After any other word the same two dots are a colon.
VISARGA_WORDS = (
    "अंत अंतत अंशत अक्षरश अत अधिकांशत अनिवार्यत अन्त अन्तत आंशिकत इत कार्यत कोटिश क्रमश चतु छ तप तत्वत दु नम नि निश्चयत "
    "परिणामत पय पुन पूर्णत प्रथमत प्रात प्राय फलत बहि बहुश भागत मन मुख्यत मूलत यश वस्तुत विधित विशेषत शत शनै शब्दश शांति संभवत "
    "सम्भवत सर्वत सामान्यत स्पष्टत स्वत स्वभावत स्व"
)
WITH_VISARGA = frozenset(VISARGA_WORDS.split())

# A byte of Windows-1252 read as Latin-1 becomes a control character: told here as the sign it was.
LOST = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
} | {0xA0: " ", 0xAD: None}

KEYS = frozenset(WHOLE) | frozenset(HALF) | frozenset(VOWELS) | frozenset(MATRAS) | frozenset(BEFORE)
KEYS |= frozenset(REPHS) | frozenset(BELOW) | frozenset(SIGNS) | {NUKTA_KEY, HALANT_KEY, VISARGA_KEY}
