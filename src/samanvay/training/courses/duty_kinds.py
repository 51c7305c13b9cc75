"""What courses ask of people."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

REFRESH = register_kind(
    "course:refresh",
    "Read what changed in a course",
    "पाठ्यक्रम में हुआ बदलाव पढ़ना",
    closes_itself=True,
    link_words=Bilingual("Read what changed", "बदलाव पढ़ें"),
)
LOOK_AT_MODULE = register_kind(
    "course:look",
    "Check whether a course is still right",
    "जाँचना कि पाठ्यक्रम अब भी सही है",
    closes_itself=True,
    link_words=Bilingual("See what changed", "बदलाव देखें"),
)
REVIEW_COURSE = register_kind(
    "course:review",
    "Review a course or question",
    "पाठ्यक्रम या प्रश्न की समीक्षा करना",
    closes_itself=True,
    link_words=Bilingual("Review", "समीक्षा करें"),
)
