"""Which roles must prove themselves twice, as one readable table: the power, and why."""

from dataclasses import replace

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor

from ..permissions import Permission as P
from ..policies import holds

POWERS: dict[P, Bilingual] = {
    P.ACCESS_AGREE: Bilingual(
        "agrees to state-level roles, resets and tokens", "राज्य स्तर की भूमिका, रीसेट और टोकन पर सहमति देते हैं"
    ),
    P.ACCESS_GRANT: Bilingual("posts officers and gives roles", "अधिकारियों की तैनाती करते और भूमिकाएँ देते हैं"),
    P.API_TOKEN: Bilingual("makes tokens for machines", "मशीनों के लिए टोकन बनाते हैं"),
    P.AUDIT_READ: Bilingual("reads the log", "लॉग पढ़ते हैं"),
    P.AUDIT_VERIFY: Bilingual("verifies the log", "लॉग सत्यापित करते हैं"),
    P.BOX_APPROVE: Bilingual("approves opening a child's record", "बच्चे का अभिलेख खोलने की स्वीकृति देते हैं"),
    P.BOX_BREAK: Bilingual("can use emergency access", "आपात पहुँच का प्रयोग कर सकते हैं"),
    P.BOX_ERASE: Bilingual("erases identities", "पहचान मिटाते हैं"),
    P.CASE_EXPORT: Bilingual("exports case lists", "प्रकरण सूची निर्यात कर सकते हैं"),
    P.DEVICE_REGISTER: Bilingual("registers other officers' phones", "दूसरों के फ़ोन पंजीकृत करते हैं"),
    P.DIRECTORY_EDIT: Bilingual("changes units and places", "इकाइयाँ और स्थान बदलते हैं"),
}


def powers_of(actor: Actor) -> list[Bilingual]:
    """Return why this actor needs a second factor; empty where none is needed."""
    whole = replace(actor, is_confirmed=True)
    return [why for permission, why in POWERS.items() if holds(whole, permission)]


def needs_second_factor(actor: Actor) -> bool:
    """Tell whether an actor holds a power that a stolen password alone must not open.

    A power that rests after a reset counts: the second factor is enrolled before it wakes.
    """
    return bool(powers_of(actor))
