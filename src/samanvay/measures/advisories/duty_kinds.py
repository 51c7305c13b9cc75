"""What advisories ask of people."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

ANSWER_ADVISORY = register_kind(
    "advisory:answer",
    "Accept or decline an advisory",
    "परामर्श स्वीकार या अस्वीकार करना",
    closes_itself=True,
    link_words=Bilingual("Read and answer", "पढ़ें और उत्तर दें"),
)
DO_ADVISORY = register_kind(
    "advisory:do",
    "Carry out an advisory",
    "परामर्श पर कार्य करना",
    closes_itself=True,
    link_words=Bilingual("Report as done", "पूर्ण बताएँ"),
)
CHECK_ADVISORY = register_kind(
    "advisory:check",
    "Check what was done on an advisory",
    "परामर्श पर हुए कार्य की जाँच करना",
    closes_itself=True,
    link_words=Bilingual("Check the proof", "प्रमाण जाँचें"),
)
NAME_OWNER = register_kind(
    "advisory:name_owner",
    "Name the officer to receive an advisory",
    "परामर्श पाने वाले अधिकारी को नामित करना",
    closes_itself=True,
    link_words=Bilingual("See the unit", "इकाई देखें"),
)
