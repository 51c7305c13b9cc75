"""The vocabularies of measures and advisories: roles of a place, cost, proof, evidence; each in both languages."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class PlaceRole(StrEnum):
    """What a district is on a corridor."""

    SOURCE = "source"
    TRANSIT = "transit"
    STOPOVER = "stopover"
    DESTINATION = "destination"


PLACE_ROLES: dict[str, Bilingual] = {
    PlaceRole.SOURCE: Bilingual("Source", "स्रोत"),
    PlaceRole.TRANSIT: Bilingual("Transit", "पारगमन"),
    PlaceRole.STOPOVER: Bilingual("Stop-over", "पड़ाव"),
    PlaceRole.DESTINATION: Bilingual("Destination", "गंतव्य"),
}

COSTS: dict[str, Bilingual] = {
    "none": Bilingual("No cost", "कोई व्यय नहीं"),
    "low": Bilingual("Low cost", "कम व्यय"),
    "medium": Bilingual("Medium cost", "मध्यम व्यय"),
    "high": Bilingual("High cost", "अधिक व्यय"),
}


class Proof(StrEnum):
    """What shows that a measure was taken."""

    NONE = "none"
    WORDS = "words"
    DOCUMENT = "document"


PROOFS: dict[str, Bilingual] = {
    Proof.NONE: Bilingual("No proof needed", "प्रमाण आवश्यक नहीं"),
    Proof.WORDS: Bilingual("Proof in words", "शब्दों में प्रमाण"),
    Proof.DOCUMENT: Bilingual("A photograph or document", "छायाचित्र या दस्तावेज़"),
}
PROOF_ORDER = (Proof.NONE, Proof.WORDS, Proof.DOCUMENT)

EVIDENCE: dict[str, Bilingual] = {
    "practised": Bilingual("In use, not measured", "उपयोग में, मापा नहीं गया"),
    "reported": Bilingual("Effect reported", "प्रभाव बताया गया"),
    "studied": Bilingual("Effect studied", "प्रभाव का अध्ययन हुआ"),
}
EVIDENCE_ORDER = ("practised", "reported", "studied")


class Origin(StrEnum):
    """Where a text of a measure comes from."""

    SHIPPED = "shipped"
    STATE = "state"
    PROPOSED = "proposed"


ORIGINS: dict[str, Bilingual] = {
    Origin.SHIPPED: Bilingual("Came with Samanvay", "समन्वय के साथ आया"),
    Origin.STATE: Bilingual("Written by the state's desk", "राज्य डेस्क द्वारा लिखित"),
    Origin.PROPOSED: Bilingual("Proposed by a district", "जनपद द्वारा प्रस्तावित"),
}
