"""What conferences ask of people: to look at an agenda, to confirm minutes, to do what was decided."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

PREPARE = register_kind(
    "conference:prepare",
    "Check the agenda of a meeting",
    "बैठक की कार्यसूची देखना",
    link_words=Bilingual("See the agenda", "कार्यसूची देखें"),
)
CONFIRM = register_kind(
    "conference:confirm",
    "Confirm the minutes of a meeting",
    "बैठक के कार्यवृत्त की पुष्टि",
    closes_itself=True,
    link_words=Bilingual("Read the minutes", "कार्यवृत्त देखें"),
)
DECISION = register_kind(
    "decision",
    "Decision of a meeting",
    "बैठक का निर्णय",
    asks_proof=True,
    link_words=Bilingual("See the meeting", "बैठक देखें"),
)
