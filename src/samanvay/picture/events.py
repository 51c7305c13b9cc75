"""What happens to the picture."""

from samanvay.audit.vocabulary import register

FACTS_OPENED = register("facts:opened", "Facts shown to all officers", "तथ्य सभी अधिकारियों को दिखाए गए")
FACTS_REBUILT = register("facts:rebuilt", "Facts calculated again", "तथ्यों की फिर से गणना हुई")
LAYER_IMPORTED = register("layer:imported", "Published numbers imported", "प्रकाशित आँकड़े आयात हुए")
LAYER_IMPORT_UNDONE = register(
    "layer:import_undone", "Import of published numbers undone", "प्रकाशित आँकड़ों का आयात वापस लिया गया"
)
FINDING_CLOSED = register(
    "finding:closed", "Finding again shown only to nearby offices", "निष्कर्ष फिर केवल निकट के कार्यालयों को"
)
FINDING_DECIDED = register("finding:decided", "Finding decided on", "निष्कर्ष पर निर्णय हुआ")
FINDING_GREW = register("finding:grew", "Known finding increased", "ज्ञात निष्कर्ष बढ़ गया")
FINDING_MADE = register("finding:made", "Finding written by an officer", "अधिकारी ने निष्कर्ष दर्ज किया")
FINDING_OPENED = register("finding:opened", "Finding shown to all officers", "निष्कर्ष सभी अधिकारियों को दिखाया गया")
FINDING_RAISED = register("finding:raised", "Change found", "बदलाव मिला")
FINDING_RELEASED = register("finding:released", "Finding now shown to the state", "निष्कर्ष अब राज्य को दिखाया गया")
FINDINGS_LOOKED_FOR = register("findings:looked_for", "Search for changes finished", "बदलावों की खोज पूरी हुई")
