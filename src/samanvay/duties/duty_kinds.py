"""What a duty can bring with it: a question to answer, and a duty sent back to decide on."""

from samanvay.kernel.bilingual import Bilingual

from .kinds import register_kind

QUESTION = register_kind(
    "duty:question",
    "Question on a task",
    "कार्य पर प्रश्न",
    closes_itself=True,
    link_words=Bilingual("Answer", "उत्तर दें"),
    rule=Bilingual("Questions must be answered within two working days", "प्रश्न का उत्तर दो कार्यदिवस में देना है"),
)
DECISION = register_kind(
    "duty:sent_back",
    "Task sent back: decide",
    "लौटाया गया कार्य: निर्णय करें",
    closes_itself=True,
    link_words=Bilingual("Decide", "निर्णय करें"),
    rule=Bilingual(
        "Tasks sent back must be decided within one working day", "लौटाए गए कार्य पर एक कार्यदिवस में निर्णय करना है"
    ),
)
BESIDE = frozenset({QUESTION.code, DECISION.code})
