"""What happens in the registers. None of these events ever holds a name."""

from samanvay.audit.vocabulary import Question, register

ENTRY_ADDED = register("tracing:entry_added", "Entry added to a register", "पंजी में प्रविष्टि जोड़ी गई")
ENTRY_AMENDED = register("tracing:entry_amended", "Entry of a register corrected", "पंजी की प्रविष्टि सुधारी गई")
ENTRY_CODED = register("tracing:entry_coded", "Entry coded for matching", "प्रविष्टि मिलान हेतु कूटबद्ध की गई")
ENTRY_LINKED = register("tracing:entry_linked", "Entry joined to a case", "प्रविष्टि प्रकरण से जोड़ी गई")
ENTRY_MOVED = register("tracing:entry_moved", "Status of a register entry changed", "पंजी की प्रविष्टि की स्थिति बदली")
ENTRY_SHARED = register("tracing:entry_shared", "Entry shared with a unit", "प्रविष्टि इकाई से साझा की गई")
ENTRY_SAME = register(
    "tracing:entry_same", "Entry is a second report of the same person", "प्रविष्टि उसी व्यक्ति की दूसरी सूचना पाई गई"
)
ENTRY_TOLD = register(
    "tracing:entry_told", "Older entry added to the weekly counts", "पुरानी प्रविष्टि साप्ताहिक गणना में जोड़ी गई"
)
ENTRY_STEP_ADDED = register("tracing:step_added", "Step of the search recorded", "तलाश की कार्रवाई दर्ज हुई")
ENTRY_VOIDED = register("tracing:entry_voided", "Register entry cancelled", "पंजी की प्रविष्टि निरस्त की गई")
ENTRIES_EXPORTED = register(
    "tracing:entries_exported", "Entries of a register exported", "पंजी की प्रविष्टियाँ निर्यात की गईं", Question.EXPORTED
)
ENTRIES_IMPORTED = register("tracing:entries_imported", "Entries imported from a sheet", "तालिका से प्रविष्टियाँ आयात हुईं")
ENTRIES_IMPORT_UNDONE = register(
    "tracing:entries_import_undone", "Import of entries undone", "प्रविष्टियों का आयात वापस लिया गया"
)
QUESTIONS_ANSWERED = register(
    "tracing:questions_answered", "Questions about trafficking answered", "मानव तस्करी संबंधी प्रश्नों के उत्तर दर्ज हुए"
)
RECEIPT_PRINTED = register("tracing:receipt_printed", "Receipt for the family printed", "परिवार के लिए रसीद छापी गई")
CANDIDATES_PROPOSED = register("tracing:candidates_proposed", "Possible matches proposed", "संभावित मिलान सुझाए गए")
CANDIDATE_LAPSED = register("tracing:candidate_lapsed", "Possible match no longer valid", "संभावित मिलान अब मान्य नहीं")
CANDIDATE_JUDGED = register(
    "tracing:candidate_judged", "Decision on a possible match", "संभावित मिलान पर निर्णय दिया गया"
)
JUDGEMENT_WITHDRAWN = register(
    "tracing:judgement_withdrawn", "Decision on a match withdrawn", "मिलान पर दिया निर्णय वापस लिया गया"
)
MATCH_ACCEPTED = register(
    "tracing:match_accepted", "Match accepted by a nodal officer", "नोडल अधिकारी ने मिलान स्वीकार किया"
)
MATCH_DECLINED = register(
    "tracing:match_declined", "Match rejected by a nodal officer", "नोडल अधिकारी ने मिलान अस्वीकार किया"
)
MATCH_UNMASKED = register(
    "tracing:match_unmasked", "Two teams can open each other's records", "दोनों दल एक-दूसरे के अभिलेख खोल सकते हैं"
)
MATCH_VERIFIED = register("tracing:match_verified", "Match verified", "मिलान सत्यापित हुआ")
RESTORATION_BEGUN = register("tracing:restoration_begun", "Restoration begun", "पुनर्स्थापन आरंभ हुआ")
RESTORATION_MOVED = register("tracing:restoration_moved", "Step of restoration recorded", "पुनर्स्थापन का चरण दर्ज हुआ")
NOTICE_APPROVED = register("tracing:notice_approved", "Hue-and-cry notice approved", "तलाश सूचना स्वीकृत हुई")
NOTICE_ASKED = register("tracing:notice_asked", "Hue-and-cry notice requested", "तलाश सूचना का प्रस्ताव हुआ")
NOTICE_DECLINED = register("tracing:notice_declined", "Hue-and-cry notice rejected", "तलाश सूचना अस्वीकृत हुई")
NOTICE_EXCHANGED = register(
    "tracing:notice_exchanged",
    "Records of notices given to another register",
    "सूचनाओं के अभिलेख अन्य पंजी को दिए गए",
    Question.EXPORTED,
)
NOTICE_PRINTED = register("tracing:notice_printed", "Hue-and-cry notice printed", "तलाश सूचना मुद्रित हुई")
NOTICE_WITHDRAWN = register("tracing:notice_withdrawn", "Hue-and-cry notice withdrawn", "तलाश सूचना वापस ली गई")
