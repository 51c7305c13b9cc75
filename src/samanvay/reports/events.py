"""What happens to situation reports and to the claims read in them."""

from samanvay.audit.vocabulary import register

CASE_ASKED_AGAIN = register(
    "case:same_asked_again", "Answer on the same happening taken back", "एक ही घटना संबंधी उत्तर वापस लिया गया"
)
CASE_KEPT_APART = register(
    "case:kept_apart", "Case tells of another happening than a report", "प्रकरण रिपोर्ट से अलग घटना बताया गया"
)
CASE_LINKED = register(
    "case:told_in_report", "Case tells of a happening told in a report", "प्रकरण रिपोर्ट में बताई गई घटना से जोड़ा गया"
)
CASE_LOOKED = register(
    "case:looked_for",
    "Reports of other offices found that may tell of the same",
    "अन्य कार्यालयों के संभवतः उसी घटना की रिपोर्टें मिलीं",
)
CLAIM_ASKED_AGAIN = register(
    "claim:asked_again", "Answer on the same happening taken back", "एक ही घटना संबंधी उत्तर वापस लिया गया"
)
CLAIM_CONFIRMED = register("claim:confirmed", "Reading confirmed", "पठन की पुष्टि की गई")
CLAIM_CORRECTED = register("claim:corrected", "Reading corrected", "पठन सुधारा गया")
CLAIM_KEPT_APART = register("claim:kept_apart", "Reading is another happening", "पठन अलग घटना बताया गया")
CLAIM_LINKED = register("claim:linked", "Reading tells of a happening told already", "पठन पहले बताई गई घटना से जोड़ा गया")
CLAIM_STOPS_TOLD = register(
    "claim:stops_told", "Stop-overs told from places passed", "पड़ाव और केवल गुज़रे स्थान अलग बताए गए"
)
CLAIM_REFUSED = register("claim:refused", "Reading refused", "पठन अस्वीकार किया गया")
CLAIM_REOPENED = register("claim:reopened", "Decision on a reading taken back", "पठन पर निर्णय वापस लिया गया")
PAIR_ASKED_AGAIN = register(
    "case_pair:asked_again",
    "Answer on two cases of one happening taken back",
    "दो प्रकरणों की एक ही घटना संबंधी उत्तर वापस लिया गया",
)
PAIR_KEPT_APART = register(
    "case_pair:kept_apart", "Two cases tell of two happenings", "दो प्रकरण अलग-अलग घटनाओं के बताए गए"
)
PAIR_LINKED = register("case_pair:linked", "Two cases tell of one happening", "दो प्रकरण एक ही घटना के बताए गए")
PAIRS_FOUND = register(
    "case_pair:found", "Other cases found that may tell of the same", "संभवतः उसी घटना के अन्य प्रकरण मिले"
)
PAST_REPORTS_IMPORTED = register(
    "report:past_imported", "Reports of past weeks taken from a sheet", "तालिका से पिछले सप्ताहों की रिपोर्टें ली गईं"
)
PAST_REPORTS_UNDONE = register(
    "report:past_import_undone", "Reports of past weeks taken back", "पिछले सप्ताहों की रिपोर्टें वापस ली गईं"
)
REPORT_ACCEPTANCE_UNDONE = register(
    "report:acceptance_undone", "Acceptance of a report undone", "रिपोर्ट की स्वीकृति पूर्ववत की गई"
)
REPORT_ACCEPTED = register("report:accepted", "Report accepted", "रिपोर्ट स्वीकार की गई")
REPORT_COUNTED = register("report:counted", "Counts of the report given", "रिपोर्ट की गणना दी गई")
REPORT_RETURNED = register("report:returned", "Report returned", "रिपोर्ट लौटाई गई")
REPORT_REVISED = register("report:revised", "Report revised", "रिपोर्ट संशोधित की गई")
REPORT_SUBMITTED = register("report:submitted", "Report submitted", "रिपोर्ट प्रस्तुत की गई")
REPORT_TAKEN_BACK = register("report:taken_back", "Report of a past week taken back", "पिछले सप्ताह की रिपोर्ट वापस ली गई")
REPORT_TAKEN_IN = register("report:taken_in", "Report of a past week taken in", "पिछले सप्ताह की रिपोर्ट ली गई")
REPORT_WRITTEN = register("report:written", "Report written", "रिपोर्ट लिखी गई")
REPORTS_IMPORTED = register("report:imported", "Draft reports taken from a sheet", "तालिका से रिपोर्ट के प्रारूप बने")
REPORTS_IMPORT_UNDONE = register("report:import_undone", "Drafts of a sheet taken back", "तालिका के प्रारूप वापस लिए गए")
TALLIES_REBUILT = register(
    "report:tallies_rebuilt", "Counts from cases worked out anew", "प्रकरणों से गणनाएँ पुनः निकाली गईं"
)
