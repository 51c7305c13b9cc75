"""What the law makes a duty of: what is asked of those who keep its library, and a question that nobody answered."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

REVIEW_DRAFT = register_kind(
    "law:review",
    "Check a law draft as the second person",
    "विधि के प्रारूप को दूसरे अधिकारी के रूप में जाँचना",
    closes_itself=True,
    link_words=Bilingual("See the draft", "प्रारूप देखें"),
    rule=Bilingual("A writer cannot publish a law text alone", "लिखने वाले विधि का पाठ अकेले प्रकाशित नहीं कर सकते"),
)
DECIDE_SHIPPED = register_kind(
    "law:decide",
    "Choose between the state's law text and a newer version",
    "राज्य के पाठ और नए संस्करण के पाठ में से चुनना",
    closes_itself=True,
    link_words=Bilingual("Compare both", "दोनों की तुलना करें"),
    rule=Bilingual("A new version does not overwrite the state's text", "नया संस्करण राज्य का पाठ अपने आप नहीं बदलता"),
)
LAW_QUESTION = register_kind(
    "law:question",
    "Question on the law",
    "विधि पर प्रश्न",
    closes_itself=True,
    link_words=Bilingual("Answer", "उत्तर दें"),
    rule=Bilingual(
        "Questions on the law must be answered within three working days", "विधि पर प्रश्न का उत्तर तीन कार्यदिवस में देना है"
    ),
)
