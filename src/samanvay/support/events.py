"""What happens to screenings."""

from samanvay.audit.vocabulary import register

SCREENING_CORRECTED = register("screening:corrected", "Check for signs corrected", "संकेतों की जाँच सुधारी गई")
SCREENING_FORM_ANSWERED = register(
    "screening:form_answered", "Proposed form of exploitation answered", "शोषण के प्रस्तावित प्रकार का उत्तर दिया गया"
)
SCREENING_RECORDED = register("screening:recorded", "Signs of trafficking checked", "मानव तस्करी के संकेत जाँचे गए")
SCREENINGS_SHARED = register(
    "screening:shared", "Checks for signs follow their case", "संकेतों की जाँच प्रकरण के साथ साझा हुई"
)
