"""What happens to requests and offers. No event holds a token or what was written."""

from samanvay.audit.vocabulary import register

OFFER_MADE = register("offer:made", "Help offered to other districts", "अन्य जनपदों को सहायता का प्रस्ताव")
OFFER_WITHDRAWN = register("offer:withdrawn", "Offer of help withdrawn", "सहायता का प्रस्ताव वापस लिया गया")
REQUEST_ANSWERED = register("request:answered", "Request answered", "अनुरोध का उत्तर दिया गया")
REQUEST_ANSWERED_OUTSIDE = register(
    "request:answered_outside", "Request answered from outside, not verified", "अनुरोध का बाहर से उत्तर, असत्यापित"
)
REQUEST_CHANGED = register("request:changed", "Draft of a request changed", "अनुरोध का प्रारूप बदला गया")
REQUEST_CONFIRMED = register("request:confirmed", "Answer from outside confirmed", "बाहर से आए उत्तर की पुष्टि")
REQUEST_LETTER_MADE = register("request:letter_made", "Letter of a request made", "अनुरोध का पत्र बनाया गया")
REQUEST_REVOKED = register("request:revoked", "Reply address of a request closed", "अनुरोध के उत्तर का पता बंद")
REQUEST_SENT = register("request:sent", "Request sent", "अनुरोध भेजा गया")
REQUEST_SET_ASIDE = register("request:set_aside", "Answer from outside rejected", "बाहर से आया उत्तर अस्वीकार हुआ")
REQUEST_TIMED = register("request:timed", "Time of a request discussed", "अनुरोध के समय पर बात हुई")
REQUEST_WITHDRAWN = register("request:withdrawn", "Request withdrawn", "अनुरोध वापस लिया गया")
REQUEST_WRITTEN = register("request:written", "Request written", "अनुरोध लिखा गया")
