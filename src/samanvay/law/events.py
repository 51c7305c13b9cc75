"""What happens to the library of the law.

Rooms above follow it, training first of all: ``law:published`` and ``law:shipped`` on a ("law entry", id) say that an
entry or a statutory clock says something else than before, with the number of its ``edition`` in the body;
``law:left`` that it is in the library no more. ``queries.code_of(id)`` gives the code by which they cite it. A release
raises one event an entry, beside the one of the whole library. These names do not change.
"""

from samanvay.audit.vocabulary import register

LAW_CHECKED = register("law:checked", "Law entry checked by counsel", "विधि प्रविष्टि विधि अधिकारी द्वारा जाँची गई")
LAW_CHECK_UNDONE = register(
    "law:check_undone",
    "Counsel's opinion on a law entry withdrawn",
    "विधि अधिकारी का मत वापस लिया गया",
)
LAW_DRAFT_SENT = register("law:draft_sent", "Law draft sent to a second person", "विधि प्रारूप दूसरे अधिकारी को भेजा गया")
LAW_DRAFT_SENT_BACK = register("law:draft_sent_back", "Law draft sent back", "विधि प्रारूप लौटाया गया")
LAW_DRAFT_WITHDRAWN = register("law:draft_withdrawn", "Law draft withdrawn", "विधि प्रारूप वापस लिया गया")
LAW_DRAFT_WRITTEN = register("law:draft_written", "Law draft written", "विधि प्रारूप लिखा गया")
LAW_KEPT = register(
    "law:kept", "State's law text kept instead of a newer version", "नए संस्करण के स्थान पर राज्य का पाठ रखा गया"
)
LAW_LEFT = register("law:left", "Law entry removed from the library", "विधि प्रविष्टि पुस्तकालय से हटाई गई")
LAW_OFFERED = register(
    "law:offered", "New version has a different text than the state's", "नए संस्करण में राज्य के पाठ से भिन्न पाठ आया"
)
LAW_PUBLISHED = register("law:published", "Law text published", "विधि का पाठ प्रकाशित हुआ")
LAW_SHIPPED = register("law:shipped", "Edition of a law entry loaded", "विधि प्रविष्टि का संस्करण दर्ज हुआ")
LAW_ANSWER_ACCEPTED = register("law:answer_accepted", "Answer on the law accepted", "विधि संबंधी उत्तर स्वीकार किया गया")
LAW_ANSWER_CONFIRMED = register(
    "law:answer_confirmed",
    "Answer on the law confirmed for a newer text",
    "विधि संबंधी उत्तर नए पाठ के लिए पुष्ट किया गया",
)
LAW_ANSWER_VOIDED = register("law:answer_voided", "Answer on the law deleted", "विधि संबंधी उत्तर हटाया गया")
LAW_ANSWER_WRONG = register(
    "law:answer_wrong", "Answer on the law found wrong by counsel", "विधि अधिकारी ने उत्तर को गलत बताया"
)
LAW_ANSWERED = register("law:answered", "Question on the law answered", "विधि संबंधी प्रश्न का उत्तर दिया गया")
LAW_ASKED = register("law:asked", "Question on the law asked", "विधि पर प्रश्न पूछा गया")
LAW_DIGEST_CHOSEN = register(
    "law:digest_chosen", "Chosen how often the digest tells of the law", "सार में विधि की सूचना की आवृत्ति चुनी गई"
)
LAW_QUESTION_VOIDED = register("law:question_voided", "Question on the law deleted", "विधि पर प्रश्न हटाया गया")
