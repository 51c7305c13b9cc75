"""What reporting asks of people: the week's report, and another try at one that came back."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

WEEKLY_REPORT = register_kind(
    "report:weekly",
    "Weekly report",
    "साप्ताहिक रिपोर्ट",
    closes_itself=True,
    link_words=Bilingual("Write the report", "रिपोर्ट लिखें"),
    rule=Bilingual(
        "Asked every Monday of each district, due on Tuesday 18:00", "हर सोमवार प्रत्येक जनपद से, मंगलवार 18:00 तक"
    ),
)
VACANT_REPORTS = register_kind(
    "report:weekly_vacant",
    "Weekly report of a vacant post",
    "रिक्त पद की साप्ताहिक रिपोर्ट",
    closes_itself=True,
    link_words=Bilingual("See who has not reported", "देखें, किसकी रिपोर्ट नहीं आई"),
    rule=Bilingual(
        "Where nobody is posted to write it, the weekly report falls to whoever stands above, due on Tuesday 18:00",
        "जहाँ लिखने वाला कोई तैनात नहीं, वहाँ साप्ताहिक रिपोर्ट ऊपर के अधिकारी का दायित्व, मंगलवार 18:00 तक",
    ),
)
SAME_HAPPENING = register_kind(
    "report:same",
    "The same happening?",
    "क्या यह एक ही घटना है?",
    closes_itself=True,
    link_words=Bilingual("To the question", "प्रश्न देखें"),
    rule=Bilingual(
        "One happening counts once: whether two records tell of the same is said within two days",
        "एक घटना एक ही बार गिनी जाती है: दो अभिलेख एक ही घटना के हैं या नहीं, यह दो दिन में बताना",
    ),
)
RETURNED_REPORT = register_kind(
    "report:returned",
    "Report returned",
    "लौटाई गई रिपोर्ट",
    closes_itself=True,
    link_words=Bilingual("Read what is asked", "टिप्पणी पढ़ें"),
    rule=Bilingual("A report that came back is revised within two days", "लौटाई गई रिपोर्ट दो दिन में सुधारना"),
)
