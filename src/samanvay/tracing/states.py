"""Where an entry, a candidate and a restoration stand, and what may follow what: as data."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual

from .kinds import EntryKind


class EntryState(StrEnum):
    """Where an entry of a register stands."""

    CLOSED = "closed"
    OPEN = "open"
    RESTORED = "restored"
    TRACED = "traced"


ENTRY_STATES: dict[str, Bilingual] = {
    EntryState.OPEN: Bilingual("Search continues", "तलाश जारी"),
    EntryState.TRACED: Bilingual("Traced, not restored yet", "पता चला, पुनर्स्थापन शेष"),
    EntryState.RESTORED: Bilingual("Restored", "पुनर्स्थापित"),
    EntryState.CLOSED: Bilingual("Closed for another reason", "अन्य कारण से बंद"),
}
# Whom nobody has reported missing is not sought: what is open of them is the family, or who they were.
_OF_KIND: dict[str, dict[str, Bilingual]] = {
    EntryKind.FOUND: {
        EntryState.OPEN: Bilingual("Family not traced", "परिवार का पता नहीं"),
        EntryState.TRACED: Bilingual("Family traced, not home yet", "परिवार का पता चला, घर वापसी शेष"),
    },
    EntryKind.SIGHTING: {EntryState.OPEN: Bilingual("Not identified yet", "पहचान शेष")},
}
# Of all registers together.
ENTRY_STATES_OF_ALL: dict[str, Bilingual] = {
    **ENTRY_STATES,
    EntryState.OPEN: Bilingual("Search continues, or family not traced", "तलाश जारी या परिवार का पता नहीं"),
}


def entry_states(kind: str) -> dict[str, Bilingual]:
    """Return the words of the states in one register; in all of them for an empty ``kind``."""
    return {**ENTRY_STATES, **_OF_KIND.get(kind, {})} if kind else ENTRY_STATES_OF_ALL


ENTRY_TRANSITIONS: dict[EntryState, frozenset[EntryState]] = {
    EntryState.OPEN: frozenset({EntryState.TRACED, EntryState.CLOSED}),
    EntryState.TRACED: frozenset({EntryState.RESTORED, EntryState.OPEN, EntryState.CLOSED}),
    EntryState.RESTORED: frozenset({EntryState.OPEN, EntryState.TRACED}),
    EntryState.CLOSED: frozenset({EntryState.OPEN}),
}


class CandidateState(StrEnum):
    """Where a pair stands that may be one person. No machine moves it past ``PROPOSED`` but back into it."""

    ACCEPTED = "accepted"
    DIFFERENT = "different"
    LAPSED = "lapsed"
    PROPOSED = "proposed"
    SAME = "same"
    UNSURE = "unsure"
    VERIFIED = "verified"


CANDIDATE_STATES: dict[str, Bilingual] = {
    CandidateState.PROPOSED: Bilingual("Not checked yet", "जाँच शेष"),
    CandidateState.UNSURE: Bilingual("Checked, unsure", "जाँच हुई, निश्चित नहीं"),
    CandidateState.SAME: Bilingual("Judged the same, not accepted yet", "एक ही व्यक्ति माना गया, स्वीकृति शेष"),
    CandidateState.DIFFERENT: Bilingual("Judged different persons", "अलग व्यक्ति माने गए"),
    CandidateState.ACCEPTED: Bilingual("Both districts accepted", "दोनों जनपदों ने स्वीकार किया"),
    CandidateState.VERIFIED: Bilingual("Verified, the same person", "सत्यापित, एक ही व्यक्ति"),
    CandidateState.LAPSED: Bilingual(
        "No longer valid: an entry was closed or changed", "अब मान्य नहीं: प्रविष्टि बंद हुई या बदली"
    ),
}


class Verdict(StrEnum):
    """What a person says of a pair."""

    DIFFERENT = "different"
    SAME = "same"
    UNSURE = "unsure"


VERDICTS: dict[str, Bilingual] = {
    Verdict.SAME: Bilingual("The same person", "एक ही व्यक्ति"),
    Verdict.DIFFERENT: Bilingual("Different persons", "अलग-अलग व्यक्ति"),
    Verdict.UNSURE: Bilingual("Unsure", "निश्चित नहीं"),
}


# By what a person's identity was confirmed; only then is a match verified.
VERIFIED_HOW: dict[str, Bilingual] = {
    "family": Bilingual("Recognised by the family", "परिवार ने पहचाना"),
    "documents": Bilingual("Documents", "दस्तावेज़ों से"),
    "home": Bilingual("Verification of the home", "गृह सत्यापन से"),
    "court": Bilingual("Court or Child Welfare Committee", "न्यायालय या बाल कल्याण समिति द्वारा"),
}
# What tells the family that the person was found: not before a grown-up has consented.
TELLS_FAMILY = frozenset({"family", "home"})


class Band(StrEnum):
    """How strongly the records speak for one person; never a decision."""

    LOOK = "look"
    STRONG = "strong"
    WEAK = "weak"


BANDS: dict[str, Bilingual] = {
    Band.STRONG: Bilingual("Strong", "मज़बूत"),
    Band.LOOK: Bilingual("Possible", "संभव"),
    Band.WEAK: Bilingual("Weak", "कमज़ोर"),
}


class RestorationState(StrEnum):
    """Where the way home stands."""

    CONSENT = "consent"
    HOME_CHECK = "home_check"
    READY = "ready"
    REFUSED = "refused"
    RESTORED = "restored"
    UNSAFE = "unsafe"


RESTORATION_STATES: dict[str, Bilingual] = {
    RestorationState.CONSENT: Bilingual("Waiting for the person's own consent", "स्वयं व्यक्ति की सहमति शेष"),
    RestorationState.REFUSED: Bilingual(
        "The person does not want the family informed", "व्यक्ति नहीं चाहते कि परिवार को बताया जाए"
    ),
    RestorationState.HOME_CHECK: Bilingual("Home is being verified", "गृह सत्यापन चल रहा है"),
    RestorationState.UNSAFE: Bilingual("Home is not safe", "घर सुरक्षित नहीं"),
    RestorationState.READY: Bilingual("Can be restored", "पुनर्स्थापन हो सकता है"),
    RestorationState.RESTORED: Bilingual("Restored", "पुनर्स्थापित"),
}
CONSENTS: dict[str, Bilingual] = {
    "given": Bilingual("The person consents", "व्यक्ति सहमत हैं"),
    "refused": Bilingual("The person does not consent", "व्यक्ति सहमत नहीं हैं"),
}
HOMES: dict[str, Bilingual] = {
    "safe": Bilingual("Safe to return to", "लौटने हेतु सुरक्षित"),
    "unsafe": Bilingual("Not safe", "सुरक्षित नहीं"),
    "not_found": Bilingual("Home not found", "घर नहीं मिला"),
}
RETURNED_TO: dict[str, Bilingual] = {
    "mother": Bilingual("Mother", "माता"),
    "father": Bilingual("Father", "पिता"),
    "parents": Bilingual("Both parents", "माता-पिता"),
    "spouse": Bilingual("Husband or wife", "पति या पत्नी"),
    "kin": Bilingual("Other kin", "अन्य परिजन"),
    "own_household": Bilingual("Their own household", "अपना स्वयं का घर"),
}
RESTORATION_TRANSITIONS: dict[RestorationState, frozenset[RestorationState]] = {
    RestorationState.CONSENT: frozenset({RestorationState.HOME_CHECK, RestorationState.REFUSED}),
    RestorationState.REFUSED: frozenset({RestorationState.CONSENT, RestorationState.HOME_CHECK}),
    RestorationState.HOME_CHECK: frozenset({RestorationState.READY, RestorationState.UNSAFE, RestorationState.REFUSED}),
    RestorationState.UNSAFE: frozenset({RestorationState.HOME_CHECK, RestorationState.READY, RestorationState.REFUSED}),
    RestorationState.READY: frozenset({RestorationState.RESTORED, RestorationState.UNSAFE, RestorationState.REFUSED}),
    RestorationState.RESTORED: frozenset(),
}
