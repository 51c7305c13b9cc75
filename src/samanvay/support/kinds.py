"""The vocabularies of a screening: answers, what follows, what is done at once, who interpreted."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class Answer(StrEnum):
    """What an officer can say of one sign. Asked and not seen is something else than not asked."""

    SEEN = "seen"
    SAID = "said"
    NOT_SEEN = "not_seen"
    NOT_ASKED = "not_asked"


ANSWERS: dict[str, Bilingual] = {
    Answer.SEEN: Bilingual("I see it", "मैंने देखा"),
    Answer.SAID: Bilingual("The person says so", "व्यक्ति ने बताया"),
    Answer.NOT_SEEN: Bilingual("No", "नहीं"),
    Answer.NOT_ASKED: Bilingual("Not asked", "नहीं पूछा"),
}
SHOWS = frozenset({Answer.SEEN, Answer.SAID})  # the sign is there


class Outcome(StrEnum):
    """What a screening came to, in kinds and never in a number."""

    SIGN = "sign"
    FURTHER = "further"
    NONE = "none"


OUTCOMES: dict[str, Bilingual] = {
    Outcome.SIGN: Bilingual("Sign of trafficking seen", "मानव तस्करी का संकेत मिला"),
    Outcome.FURTHER: Bilingual("Ask further", "और पूछें"),
    Outcome.NONE: Bilingual("No sign seen", "कोई संकेत नहीं मिला"),
}
OUTCOME_SENTENCES: dict[str, Bilingual] = {
    Outcome.SIGN: Bilingual(
        "A sign of trafficking was seen. The AHTU must be told at once.",
        "मानव तस्करी का संकेत मिला। एएचटीयू को तुरंत सूचना देनी है।",
    ),
    Outcome.FURTHER: Bilingual(
        "Something was seen that alone is no sign of trafficking. Ask further, apart from the companions.",
        "कुछ दिखा जो अकेले मानव तस्करी का संकेत नहीं है। साथ वालों से अलग, और पूछें।",
    ),
    Outcome.NONE: Bilingual(
        "No sign was seen. This does not say that there is none.",
        "कोई संकेत नहीं मिला। इसका अर्थ यह नहीं कि कोई संकेत है ही नहीं।",
    ),
}


class AtOnce(StrEnum):
    """What cannot wait."""

    CHILD = "child"
    DANGER = "danger"
    DOCTOR = "doctor"
    INTERPRETER = "interpreter"


AT_ONCE: dict[str, Bilingual] = {
    AtOnce.DANGER: Bilingual(
        "Danger: bring the person apart from the companions to a safe place. Call 112 for help.",
        "खतरा: व्यक्ति को साथ वालों से अलग सुरक्षित स्थान पर ले जाएँ। मदद के लिए 112 पर फ़ोन करें।",
    ),
    AtOnce.CHILD: Bilingual(
        "A child, or perhaps one: call 1098 and bring the child before the CWC within 24 hours.",
        "बच्चा है या हो सकता है: 1098 पर फ़ोन करें और 24 घंटे में बाल कल्याण समिति के समक्ष प्रस्तुत करें।",
    ),
    AtOnce.DOCTOR: Bilingual(
        "Needs a doctor: take the person to the nearest hospital; treatment is free and comes before any paper.",
        "डॉक्टर की ज़रूरत: निकटतम अस्पताल ले जाएँ; इलाज निःशुल्क है और हर काग़ज़ से पहले।",
    ),
    AtOnce.INTERPRETER: Bilingual(
        "Needs an interpreter: not one of the companions. Ask again in the person's own language.",
        "दुभाषिए की ज़रूरत: साथ वालों में से कोई नहीं। व्यक्ति की अपनी भाषा में फिर पूछें।",
    ),
}
# The law behind it, by code of the library.
AT_ONCE_LAW: dict[str, tuple[str, ...]] = {
    AtOnce.CHILD: ("jj_31",),
    AtOnce.DOCTOR: ("bnss_397",),
}


class Interpreter(StrEnum):
    """Who stood between officer and person."""

    NOT_NEEDED = "not_needed"
    OFFICER = "officer"
    OUTSIDE = "outside"
    COMPANION = "companion"
    MISSING = "missing"


INTERPRETERS: dict[str, Bilingual] = {
    Interpreter.NOT_NEEDED: Bilingual("Not needed", "ज़रूरत नहीं थी"),
    Interpreter.OFFICER: Bilingual("An officer interpreted", "किसी अधिकारी ने"),
    Interpreter.OUTSIDE: Bilingual("An interpreter from outside", "बाहर के दुभाषिए ने"),
    Interpreter.COMPANION: Bilingual("Somebody who came along", "साथ आए किसी व्यक्ति ने"),
    Interpreter.MISSING: Bilingual("Needed, but nobody was there", "ज़रूरत थी, पर कोई नहीं था"),
}
# Whoever came along is no interpreter: the person cannot speak freely.
ASKS_INTERPRETER = frozenset({Interpreter.COMPANION, Interpreter.MISSING})
