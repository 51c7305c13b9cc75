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
        "Due from every district by Tuesday 6 pm for the week before",
        "हर जनपद से पिछले सप्ताह की रिपोर्ट, मंगलवार शाम 6 बजे तक",
    ),
)
VACANT_REPORTS = register_kind(
    "report:weekly_vacant",
    "Weekly report of a vacant post",
    "रिक्त पद की साप्ताहिक रिपोर्ट",
    closes_itself=True,
    link_words=Bilingual("See who has not reported", "देखें, किसकी रिपोर्ट नहीं आई"),
    rule=Bilingual(
        "Where nobody is posted to write it, the officer above must send the weekly report by Tuesday 6 pm",
        ("जहाँ लिखने वाला कोई तैनात नहीं, वहाँ साप्ताहिक रिपोर्ट ऊपर के अधिकारी को भेजनी है, मंगलवार शाम 6 बजे तक"),
    ),
)
SAME_HAPPENING = register_kind(
    "report:same",
    "Same incident?",
    "क्या यह एक ही घटना है?",
    closes_itself=True,
    link_words=Bilingual("See the question", "प्रश्न देखें"),
    rule=Bilingual(
        "One incident must count once: answer within two days whether two records are about the same incident",
        "एक घटना एक ही बार गिनी जानी चाहिए: दो दिन में बताएँ कि दो अभिलेख एक ही घटना के हैं या नहीं",
    ),
)
RETURNED_REPORT = register_kind(
    "report:returned",
    "Report returned",
    "लौटाई गई रिपोर्ट",
    closes_itself=True,
    link_words=Bilingual("Read the remark", "टिप्पणी पढ़ें"),
    rule=Bilingual("A returned report must be corrected within two days", "लौटाई गई रिपोर्ट दो दिन में सुधारना"),
)
