"""What batches ask of people."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

ATTEND = register_kind(
    "training:attend",
    "Attend a training",
    "प्रशिक्षण में उपस्थित होना",
    closes_itself=True,
    link_words=Bilingual("See my trainings", "मेरे प्रशिक्षण देखें"),
    rule=Bilingual("Everybody is trained every quarter", "हर तिमाही सबका प्रशिक्षण"),
)
RELEASE = register_kind(
    "training:release",
    "Confirm or excuse people for a training",
    "प्रशिक्षण हेतु पुष्टि करना या छूट देना",
    link_words=Bilingual("See who is called", "देखें कि कौन बुलाया गया है"),
    rule=Bilingual("A unit must say a week before who cannot come", "इकाई एक सप्ताह पहले बताए कि कौन नहीं आ सकता"),
)
UNPLACED = register_kind(
    "training:unplaced",
    "Find a week for those who have none",
    "जिन्हें सप्ताह नहीं मिला, उनके लिए सप्ताह ढूँढना",
    closes_itself=True,
    link_words=Bilingual("See who has no week", "देखें कि किसे सप्ताह नहीं मिला"),
)
CLOSE_BATCH = register_kind(
    "training:close",
    "Close a batch that is over",
    "समाप्त बैच को संपन्न करना",
    closes_itself=True,
    link_words=Bilingual("See the attendance", "उपस्थिति देखें"),
)
