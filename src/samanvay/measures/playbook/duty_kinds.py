"""What measures ask of people."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

DECIDE_MEASURE = register_kind(
    "measure:decide",
    "Publish a measure or set it aside",
    "उपाय प्रकाशित करना या हटाना",
    closes_itself=True,
    link_words=Bilingual("Look at the measure", "उपाय देखें"),
)
