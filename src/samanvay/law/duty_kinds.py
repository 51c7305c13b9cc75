"""What the law makes a duty of: what is asked of those who keep its library, and a question that nobody answered."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

REVIEW_DRAFT = register_kind(
    "law:review",
    "Look at a draft of the law as the second person",
    "विधि के प्रारूप को दूसरे अधिकारी के रूप में देखना",
    closes_itself=True,
    link_words=Bilingual("To the draft", "प्रारूप देखें"),
    rule=Bilingual(
        "No text of the law is published by its writer alone", "विधि का कोई पाठ केवल लिखने वाले के कहने पर प्रकाशित नहीं होता"
    ),
)
DECIDE_SHIPPED = register_kind(
    "law:decide",
    "Decide between the state's text of the law and a newer release",
    "राज्य के पाठ और नए संस्करण के पाठ में से चुनना",
    closes_itself=True,
    link_words=Bilingual("Compare both", "दोनों की तुलना करें"),
    rule=Bilingual("A release never overwrites what the state wrote", "नया संस्करण राज्य के लिखे पाठ को अपने आप नहीं बदलता"),
)
LAW_QUESTION = register_kind(
    "law:question",
    "Question on the law",
    "विधि पर प्रश्न",
    closes_itself=True,
    link_words=Bilingual("Answer", "उत्तर दें"),
    rule=Bilingual(
        "A question on the law is answered within three working days", "विधि पर प्रश्न का उत्तर तीन कार्यदिवस में"
    ),
)
