"""What the picture asks of people: to look at what changed."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

NEW_FINDING = register_kind(
    "finding:new",
    "New finding",
    "नया निष्कर्ष",
    closes_itself=True,
    link_words=Bilingual("See the finding", "निष्कर्ष देखें"),
    rule=Bilingual("From the nightly search for changes", "रात में होने वाली बदलाव की खोज से"),
)
