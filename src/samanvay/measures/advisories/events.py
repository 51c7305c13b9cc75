"""What happens to advisories."""

from samanvay.audit.vocabulary import register

ADVISORY_ACCEPTED = register("advisory:accepted", "Advisory accepted", "परामर्श स्वीकार हुआ")
ADVISORY_CHANGED = register("advisory:changed", "Draft of an advisory changed", "परामर्श का प्रारूप बदला गया")
ADVISORY_CHECKED = register("advisory:checked", "Work on an advisory checked", "परामर्श पर कार्य की जाँच हुई")
ADVISORY_CORRECTED = register("advisory:corrected", "Text of an advisory corrected", "परामर्श का पाठ सुधारा गया")
ADVISORY_DECLINED = register("advisory:declined", "Advisory declined", "परामर्श अस्वीकार हुआ")
ADVISORY_DISCARDED = register("advisory:discarded", "Draft of an advisory deleted", "परामर्श का प्रारूप हटाया गया")
ADVISORY_DONE = register("advisory:done", "Advisory carried out", "परामर्श पर कार्य पूर्ण हुआ")
ADVISORY_DRAFTED = register("advisory:drafted", "Draft of an advisory written", "परामर्श का प्रारूप बना")
ADVISORY_RECIPIENT_ADDED = register(
    "advisory:recipient_added", "Recipient added to an advisory", "परामर्श में प्राप्तकर्ता जोड़ा गया"
)
ADVISORY_RELEASED = register("advisory:released", "Waiting advisory sent", "रुका हुआ परामर्श भेजा गया")
ADVISORY_REMINDED = register("advisory:reminded", "Recipients of an advisory reminded", "परामर्श की याद दिलाई गई")
ADVISORY_SEEN = register("advisory:seen", "Advisory seen", "परामर्श देखा गया")
ADVISORY_SENT = register("advisory:sent", "Advisory sent", "परामर्श भेजा गया")
ADVISORY_SENT_BACK = register("advisory:sent_back", "Work on an advisory sent back", "परामर्श पर कार्य लौटाया गया")
ADVISORY_WITHDRAWN = register("advisory:withdrawn", "Advisory withdrawn", "परामर्श वापस लिया गया")
