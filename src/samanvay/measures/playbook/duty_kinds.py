"""What measures ask of people."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

DECIDE_MEASURE = register_kind(
    "measure:decide",
    "Publish or reject a measure",
    "उपाय प्रकाशित या अस्वीकार करना",
    closes_itself=True,
    link_words=Bilingual("See the measure", "उपाय देखें"),
)
