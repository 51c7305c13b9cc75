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
    link_words=Bilingual("Say that it is done", "कार्य पूर्ण बताएँ"),
)
CHECK_ADVISORY = register_kind(
    "advisory:check",
    "Check what was done on an advisory",
    "परामर्श पर हुए कार्य की जाँच करना",
    closes_itself=True,
    link_words=Bilingual("Look at the proof", "प्रमाण देखें"),
)
NAME_OWNER = register_kind(
    "advisory:name_owner",
    "Name the officer whom an advisory waits for",
    "जिस अधिकारी की परामर्श को प्रतीक्षा है, उसे नामित करना",
    closes_itself=True,
    link_words=Bilingual("To the unit", "इकाई देखें"),
)
