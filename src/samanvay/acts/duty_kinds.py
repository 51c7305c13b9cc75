"""What an act makes a duty of: the receiver's answer, and the maker's word on a contradiction."""

from datetime import timedelta

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

ANSWER = register_kind(
    "acts:answer",
    "Confirm or contradict what another office recorded",
    "दूसरे कार्यालय की दर्ज कार्यवाही की पुष्टि या खंडन करना",
    closes_itself=True,
    fixed_hour=True,
    link_words=Bilingual("Answer", "उत्तर दें"),
    rule=Bilingual(
        "Without the receiver's answer within 48 hours, the unit above is told",
        "48 घंटे में उत्तर न हो तो ऊपर की इकाई को बताया जाता है",
    ),
)
CONTRADICTION = register_kind(
    "acts:contradiction",
    "Correct or withdraw what the receiver contradicted",
    "प्राप्तकर्ता द्वारा खंडित कार्यवाही को सुधारना या वापस लेना",
    closes_itself=True,
    fixed_hour=True,
    link_words=Bilingual("See the act", "कार्यवाही देखें"),
    rule=Bilingual("A contradiction must be answered within 72 hours", "खंडन का उत्तर 72 घंटे में देना है"),
)
ANSWERED_WITHIN = timedelta(hours=48)
SETTLED_WITHIN = timedelta(hours=72)
