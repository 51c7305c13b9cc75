"""What happens to the library of the law."""

from samanvay.audit.vocabulary import register

LAW_CHECKED = register("law:checked", "Entry of the law read by counsel", "विधि प्रविष्टि विधि अधिकारी द्वारा जाँची गई")
LAW_CHECK_UNDONE = register(
    "law:check_undone",
    "Counsel's word on an entry of the law taken back",
    "विधि अधिकारी का मत वापस लिया गया",
)
LAW_LEFT = register("law:left", "Entry of the law left out of the library", "विधि प्रविष्टि पुस्तकालय से हटाई गई")
LAW_SHIPPED = register("law:shipped", "Edition of the law taken in", "विधि प्रविष्टि का संस्करण दर्ज हुआ")
LAW_ANSWER_ACCEPTED = register("law:answer_accepted", "Answer on the law accepted", "विधि संबंधी उत्तर स्वीकार किया गया")
LAW_ANSWER_CONFIRMED = register(
    "law:answer_confirmed",
    "Answer on the law confirmed for a newer text",
    "विधि संबंधी उत्तर नए पाठ के लिए पुष्ट किया गया",
)
LAW_ANSWER_VOIDED = register("law:answer_voided", "Answer on the law struck out", "विधि संबंधी उत्तर काटा गया")
LAW_ANSWER_WRONG = register(
    "law:answer_wrong", "Answer on the law found wrong by counsel", "विधि अधिकारी ने उत्तर को गलत बताया"
)
LAW_ANSWERED = register("law:answered", "Question on the law answered", "विधि संबंधी प्रश्न का उत्तर दिया गया")
LAW_ASKED = register("law:asked", "Question on the law asked", "विधि पर प्रश्न पूछा गया")
LAW_DIGEST_CHOSEN = register(
    "law:digest_chosen", "Chosen how often the digest tells of the law", "सार में विधि की सूचना की आवृत्ति चुनी गई"
)
LAW_QUESTION_VOIDED = register("law:question_voided", "Question on the law struck out", "विधि पर प्रश्न काटा गया")
