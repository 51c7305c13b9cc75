"""What teaching the reader asks of the state's desk: whether it consents, and the second person."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

READER_ROWS = register_kind(
    "reader:rows",
    "May decided reports teach the reader?",
    "क्या निर्णीत रिपोर्टों से पाठक सीख सकता है?",
    asks_proof=True,
    link_words=Bilingual("See what would leave, and decide", "देखें कि क्या बाहर जाएगा, और तय करें"),
    rule=Bilingual(
        "Nothing leaves without the consent of two persons of the state's desk; asked at most once a quarter",
        "राज्य डेस्क के दो व्यक्तियों की सहमति बिना कुछ बाहर नहीं जाता; तिमाही में एक बार ही पूछा जाता है",
    ),
)
READER_SECOND = register_kind(
    "reader:second",
    "Consent waits for a second person",
    "सहमति को दूसरे व्यक्ति की पुष्टि चाहिए",
    closes_itself=True,
    link_words=Bilingual("See the sample, then confirm or withdraw", "नमूना देखें, फिर पुष्टि करें या वापस लें"),
    rule=Bilingual(
        "Consent to teach the reader holds once a second person of the state's desk confirms it",
        "पाठक को सिखाने की सहमति राज्य डेस्क के दूसरे व्यक्ति की पुष्टि पर लागू होती है",
    ),
)
