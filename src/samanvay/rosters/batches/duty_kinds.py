"""What batches ask of people."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

ATTEND = register_kind(
    "training:attend",
    "Come to a training",
    "प्रशिक्षण में उपस्थित होना",
    closes_itself=True,
    link_words=Bilingual("To my trainings", "मेरे प्रशिक्षण देखें"),
    rule=Bilingual("Everybody is trained every quarter", "हर तिमाही सबका प्रशिक्षण"),
)
RELEASE = register_kind(
    "training:release",
    "Release people for a training",
    "प्रशिक्षण हेतु कार्यमुक्त करना",
    link_words=Bilingual("See who is called", "देखें कि कौन बुलाया गया है"),
    rule=Bilingual("A week before, the unit says who cannot come", "एक सप्ताह पहले इकाई बताती है कि कौन नहीं आ सकता"),
)
UNPLACED = register_kind(
    "training:unplaced",
    "Find a week for those who could not be placed",
    "जिन्हें सप्ताह नहीं मिला, उनके लिए सप्ताह ढूँढना",
    closes_itself=True,
    link_words=Bilingual("See who has no week", "देखें कि किसे सप्ताह नहीं मिला"),
)
CLOSE_BATCH = register_kind(
    "training:close",
    "Close a batch that is over",
    "समाप्त बैच को संपन्न करना",
    closes_itself=True,
    link_words=Bilingual("To its roll", "उपस्थिति सूची खोलें"),
)
