"""What happens to the picture."""

from samanvay.audit.vocabulary import register

FACTS_OPENED = register("facts:opened", "Facts opened to every officer", "तथ्य सभी अधिकारियों के लिए खोले गए")
FACTS_REBUILT = register("facts:rebuilt", "Facts rebuilt", "तथ्य पुनः बनाए गए")
LAYER_IMPORTED = register("layer:imported", "Published numbers taken in", "प्रकाशित आँकड़े दर्ज हुए")
LAYER_IMPORT_UNDONE = register("layer:import_undone", "Published numbers taken back", "प्रकाशित आँकड़े वापस लिए गए")
FINDING_CLOSED = register(
    "finding:closed", "Finding for those near alone again", "निष्कर्ष पुनः केवल निकट के अधिकारियों के लिए"
)
FINDING_DECIDED = register("finding:decided", "Finding decided on", "निष्कर्ष पर निर्णय हुआ")
FINDING_GREW = register("finding:grew", "Known finding has grown", "ज्ञात निष्कर्ष बढ़ गया")
FINDING_MADE = register("finding:made", "Finding written by an officer", "अधिकारी ने निष्कर्ष दर्ज किया")
FINDING_OPENED = register("finding:opened", "Finding opened to every officer", "निष्कर्ष सभी अधिकारियों के लिए खोला गया")
FINDING_RAISED = register("finding:raised", "Change found", "बदलाव मिला")
FINDING_RELEASED = register("finding:released", "Finding no longer held back", "रोका गया निष्कर्ष जारी हुआ")
FINDINGS_LOOKED_FOR = register("findings:looked_for", "Changes looked for", "बदलाव खोजे गए")
