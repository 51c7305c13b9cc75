"""What trainings ask of people."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

TEACH = register_kind(
    "training:teach",
    "Teach in a batch",
    "बैच में प्रशिक्षण देना",
    closes_itself=True,
    link_words=Bilingual("The batch", "बैच देखें"),
)
