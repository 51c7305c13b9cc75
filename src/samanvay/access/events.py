"""What happens to users, grants, sign-ins, devices and tokens."""

from samanvay.audit.vocabulary import Question, register

GRANT_ENDED = register("grant:ended", "Role ended", "भूमिका समाप्त की गई")
GRANT_GIVEN = register("grant:given", "Role given", "भूमिका दी गई")
LANGUAGE_CHOSEN = register("user:language_chosen", "Language chosen", "भाषा चुनी गई")
PASSWORD_CHANGED = register("user:password_changed", "Password changed", "पासवर्ड बदला गया")
SIGNED_IN = register("user:signed_in", "Signed in", "साइन इन किया")
SIGNED_OUT = register("user:signed_out", "Signed out", "साइन आउट किया")
SIGN_IN_FAILED = register("user:sign_in_failed", "Sign-in failed", "साइन इन विफल", Question.REFUSED)
USER_CLOSED = register("user:closed", "Account closed", "खाता बंद किया गया")
USER_CREATED = register("user:created", "Account created", "खाता बनाया गया")
DEVICE_CODE_GIVEN = register("device:code_given", "Code for a phone given", "फ़ोन के लिए कोड दिया गया")
DEVICE_LOCKED = register("device:locked", "Phone locked after wrong PINs", "गलत पिन के बाद फ़ोन बंद हुआ", Question.REFUSED)
DEVICE_PIN_CHANGED = register("device:pin_changed", "PIN changed", "पिन बदला गया")
DEVICE_REGISTERED = register("device:registered", "Phone registered", "फ़ोन पंजीकृत हुआ")
DEVICE_REVOKED = register("device:revoked", "Phone registration revoked", "फ़ोन का पंजीकरण रद्द हुआ")
DEVICE_UNLOCKED = register("device:unlocked", "Phone unlocked", "फ़ोन फिर खोला गया")
LOCK_OUT_ENDED = register("user:lock_out_ended", "Sign-in unlocked", "बंद साइन इन फिर खोला गया")
LOCKED_OUT = register("user:locked_out", "Sign-in locked for a while", "साइन इन कुछ समय के लिए बंद", Question.REFUSED)
SECOND_FACTOR_ADDED = register("user:second_factor_added", "Second factor added", "दूसरा सत्यापन जोड़ा गया")
SECOND_FACTOR_REMOVED = register("user:second_factor_removed", "Second factor removed", "दूसरा सत्यापन हटाया गया")
SESSION_ENDED = register("session:ended", "Session ended", "सत्र समाप्त किया गया")
PROPOSED = register("proposal:made", "Proposed, waiting for a second person", "प्रस्तावित, दूसरे व्यक्ति की सहमति शेष")
PROPOSAL_ACCEPTED = register("proposal:accepted", "Token accepted by the unit's head", "इकाई प्रमुख ने टोकन स्वीकार किया")
PROPOSAL_AGREED = register("proposal:agreed", "Second person agreed", "दूसरे व्यक्ति ने सहमति दी")
PROPOSAL_LAPSED = register("proposal:lapsed", "Proposal expired, nobody agreed", "प्रस्ताव समाप्त, किसी ने सहमति नहीं दी")
PROPOSAL_REFUSED = register("proposal:refused", "Second person rejected", "दूसरे व्यक्ति ने अस्वीकार किया")
PROPOSAL_WITHDRAWN = register("proposal:withdrawn", "Proposal withdrawn", "प्रस्ताव वापस लिया गया")
SIGN_IN_CONFIRMED = register(
    "user:sign_in_confirmed", "Officer confirmed after a reset", "रीसेट के बाद अधिकारी की पुष्टि हुई"
)
SIGN_IN_DENIED = register(
    "user:sign_in_denied",
    "A senior officer reported that this is not the officer",
    "वरिष्ठ अधिकारी ने बताया कि यह वह अधिकारी नहीं",
    Question.REFUSED,
)
SIGN_IN_RESET = register("user:sign_in_reset", "Sign-in reset, a code handed over", "साइन इन रीसेट, कोड दिया गया")
TOKEN_ISSUED = register("token:issued", "API token issued", "एपीआई टोकन जारी हुआ")
TOKEN_REVOKED = register("token:revoked", "API token revoked", "एपीआई टोकन रद्द हुआ")
