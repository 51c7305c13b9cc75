"""What the law makes a duty of: a question that nobody answered who knows."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

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
