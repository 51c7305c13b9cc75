"""What happens at examinations."""

from samanvay.audit.vocabulary import Question, register

ANSWER_SAVED = register("sitting:answered", "Answer saved", "उत्तर सहेजा गया")
CALIBRATED = register(
    "course:calibrated",
    "Difficulty of questions calculated from answers",
    "उत्तरों से प्रश्नों की कठिनाई आँकी गई",
)
CERTIFICATE_ASKED = register("certificate:asked", "Refresher requested", "पुनश्चर्या परीक्षा का अनुरोध हुआ")
CERTIFICATE_ISSUED = register("certificate:issued", "Certificate issued", "प्रमाणपत्र जारी हुआ")
CERTIFICATE_REVOKED = register("certificate:revoked", "Certificate revoked", "प्रमाणपत्र निरस्त हुआ")
ITEM_RULED = register("item:ruled", "Decided on removing a question from scoring", "प्रश्न को अंकों से हटाने पर निर्णय हुआ")
ITEM_SET_ASIDE = register(
    "item:set_aside", "Removing a question from scoring proposed", "प्रश्न को अंकों से हटाने का प्रस्ताव हुआ"
)
ITEMS_EXPORTED = register(
    "item:exported", "Questions exported with their answers", "प्रश्न उत्तर सहित निर्यात किए गए", Question.EXPORTED
)
RESULTS_EXPORTED = register("sitting:exported", "Results exported", "परिणाम निर्यात किए गए", Question.EXPORTED)
SEATS_CLOSED = register("seats:closed", "Examination at a centre closed", "केंद्र पर परीक्षा बंद हुई")
SEATS_OPENED = register("seats:opened", "Examination at a centre opened", "केंद्र पर परीक्षा खोली गई")
SITTING_BEGUN = register("sitting:begun", "Examination begun", "परीक्षा आरंभ हुई")
SITTING_CLOSED = register("sitting:closed", "Examination closed and marked", "परीक्षा बंद हुई और अंक दिए गए")
SITTING_RESCORED = register("sitting:rescored", "Examination marked again", "परीक्षा के अंक दोबारा दिए गए")
