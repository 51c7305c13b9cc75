"""What a duty can bring with it: a question to answer, and a duty sent back to decide on."""

from samanvay.kernel.bilingual import Bilingual

from .kinds import register_kind

QUESTION = register_kind(
    "duty:question",
    "Question on a duty",
    "दायित्व पर प्रश्न",
    closes_itself=True,
    link_words=Bilingual("Answer", "उत्तर दें"),
    rule=Bilingual("A question is answered within two working days", "प्रश्न का उत्तर दो कार्यदिवस में"),
)
DECISION = register_kind(
    "duty:sent_back",
    "Duty sent back, to decide on",
    "लौटाया गया दायित्व, निर्णय हेतु",
    closes_itself=True,
    link_words=Bilingual("Decide", "निर्णय करें"),
    rule=Bilingual("What is sent back is decided within a working day", "लौटाए गए दायित्व पर एक कार्यदिवस में निर्णय"),
)
BESIDE = frozenset({QUESTION.code, DECISION.code})
