"""What examinations ask of people."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

RENEW_CERTIFICATE = register_kind(
    "certificate:renew",
    "Renew a certificate with a refresher",
    "पुनश्चर्या परीक्षा देकर प्रमाणपत्र नवीनीकृत करना",
    closes_itself=True,
    link_words=Bilingual("Take the refresher", "पुनश्चर्या परीक्षा दें"),
)
DECIDE_RULING = register_kind(
    "item:rule",
    "Decide on removing a question from scoring",
    "प्रश्न को अंकों से हटाने पर निर्णय करना",
    closes_itself=True,
    link_words=Bilingual("See the question", "प्रश्न देखें"),
)
