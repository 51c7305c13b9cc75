"""What happens to the consent to teach the reader, to the rows that leave, and to the reader's numbers."""

from samanvay.audit.vocabulary import register

CONSENT_CONFIRMED = register(
    "reader_consent:confirmed", "Consent to teach the reader confirmed", "पाठक को सिखाने की सहमति की पुष्टि हुई"
)
CONSENT_GIVEN = register("reader_consent:given", "Consent to teach the reader given", "पाठक को सिखाने की सहमति दी गई")
CONSENT_WITHDRAWN = register(
    "reader_consent:withdrawn", "Consent to teach the reader withdrawn", "पाठक को सिखाने की सहमति वापस ली गई"
)
READER_ADOPTED = register("reader:adopted", "Newly learned reader put in use", "नए सिरे से सीखा पाठक उपयोग में लाया गया")
READER_EXPORTED = register(
    "reader:exported", "Rows to teach the reader exported", "पाठक को सिखाने की पंक्तियाँ निर्यात की गईं"
)
READER_WITHDRAWN = register(
    "reader:withdrawn", "Reader taken out of use, the shipped one reads again", "पाठक हटाया गया, मूल पाठक फिर उपयोग में"
)
