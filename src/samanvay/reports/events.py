"""What happens to situation reports and to the claims read in them."""

from samanvay.audit.vocabulary import register

CASE_ASKED_AGAIN = register(
    "case:same_asked_again", "Answer on the same incident withdrawn", "एक ही घटना संबंधी उत्तर वापस लिया गया"
)
CASE_KEPT_APART = register(
    "case:kept_apart", "Case marked as a different incident from a report", "प्रकरण रिपोर्ट से अलग घटना माना गया"
)
CASE_LINKED = register(
    "case:told_in_report", "Case marked as the same incident as in a report", "प्रकरण और रिपोर्ट की घटना एक मानी गई"
)
CASE_LOOKED = register(
    "case:looked_for",
    "Possible duplicates found in reports of other offices",
    "अन्य कार्यालयों की रिपोर्टों में संभावित समान घटनाएँ मिलीं",
)
CLAIM_ADDED = register("claim:added", "Missed detail added", "छूटा विवरण जोड़ा गया")
CLAIM_ASKED_AGAIN = register(
    "claim:asked_again", "Answer on the same incident withdrawn", "एक ही घटना संबंधी उत्तर वापस लिया गया"
)
CLAIM_CONFIRMED = register("claim:confirmed", "Detail confirmed", "विवरण की पुष्टि की गई")
CLAIM_CORRECTED = register("claim:corrected", "Detail corrected", "विवरण सुधारा गया")
CLAIM_KEPT_APART = register("claim:kept_apart", "Detail marked as a different incident", "विवरण अलग घटना माना गया")
CLAIM_LINKED = register(
    "claim:linked", "Detail marked as an incident already reported", "विवरण पहले बताई गई घटना माना गया"
)
CLAIM_PLACE_REOPENED = register(
    "claim:place_reopened", "Settled place of a detail withdrawn", "विवरण का तय किया गया स्थान वापस लिया गया"
)
CLAIM_PLACE_SETTLED = register("claim:place_settled", "Place of a detail settled", "विवरण का स्थान तय किया गया")
CLAIM_STOPS_TOLD = register(
    "claim:stops_told", "Stop-overs and places passed separated", "पड़ाव और केवल गुज़रे स्थान अलग किए गए"
)
CLAIM_REFUSED = register("claim:refused", "Detail rejected", "विवरण अस्वीकार किया गया")
CLAIM_REOPENED = register("claim:reopened", "Decision on a detail undone", "विवरण पर निर्णय वापस लिया गया")
PAIR_ASKED_AGAIN = register(
    "case_pair:asked_again",
    "Answer on two cases of the same incident withdrawn",
    "दो प्रकरणों की एक ही घटना संबंधी उत्तर वापस लिया गया",
)
PAIR_KEPT_APART = register("case_pair:kept_apart", "Two cases marked as two incidents", "दो प्रकरण अलग-अलग घटनाएँ माने गए")
PAIR_LINKED = register("case_pair:linked", "Two cases marked as the same incident", "दो प्रकरण एक ही घटना माने गए")
PAIRS_FOUND = register("case_pair:found", "Possible duplicate cases found", "संभावित समान घटना के प्रकरण मिले")
PAST_REPORTS_IMPORTED = register(
    "report:past_imported", "Reports of past weeks imported from a sheet", "तालिका से पिछले सप्ताहों की रिपोर्टें आयात हुईं"
)
PAST_REPORTS_UNDONE = register(
    "report:past_import_undone",
    "Import of reports of past weeks undone",
    "पिछले सप्ताहों की रिपोर्टों का आयात वापस लिया गया",
)
REPORT_ACCEPTANCE_UNDONE = register(
    "report:acceptance_undone", "Acceptance of a report undone", "रिपोर्ट की स्वीकृति पूर्ववत की गई"
)
REPORT_ACCEPTED = register("report:accepted", "Report accepted", "रिपोर्ट स्वीकार की गई")
REPORT_COUNTED = register("report:counted", "Counts of the report entered", "रिपोर्ट की संख्याएँ दर्ज हुईं")
REPORT_EXPLAINED = register(
    "report:explained", "Reason given for counts below the details", "विवरण से कम संख्याओं का कारण दिया गया"
)
REPORT_RETURNED = register("report:returned", "Report returned", "रिपोर्ट लौटाई गई")
REPORT_REVISED = register("report:revised", "Report edited", "रिपोर्ट सुधारी गई")
REPORT_SUBMITTED = register("report:submitted", "Report submitted", "रिपोर्ट प्रस्तुत की गई")
REPORT_TAKEN_BACK = register(
    "report:taken_back", "Import of a report of a past week undone", "पिछले सप्ताह की रिपोर्ट का आयात वापस लिया गया"
)
REPORT_TAKEN_IN = register("report:taken_in", "Report of a past week imported", "पिछले सप्ताह की रिपोर्ट आयात हुई")
REPORT_WRITTEN = register("report:written", "Report written", "रिपोर्ट लिखी गई")
REPORTS_IMPORTED = register("report:imported", "Draft reports imported from a sheet", "तालिका से रिपोर्ट के प्रारूप आयात हुए")
REPORTS_IMPORT_UNDONE = register(
    "report:import_undone", "Import of draft reports undone", "प्रारूपों का आयात वापस लिया गया"
)
TALLIES_REBUILT = register(
    "report:tallies_rebuilt", "Counts from cases calculated again", "प्रकरणों से संख्याओं की फिर से गणना हुई"
)
