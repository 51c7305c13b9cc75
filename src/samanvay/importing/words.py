"""What the import frame says of a cell, in English and Hindi: each says what is expected."""

from __future__ import annotations

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class Fault(StrEnum):
    """The kinds of fault by which errors are grouped."""

    AADHAAR = "aadhaar"
    DUPLICATE = "duplicate"
    OTHER_NUMBERS = "other numbers"
    IN_THE_FUTURE = "in the future"
    MISSING = "missing"
    NOT_A_CHOICE = "not a choice"
    NOT_A_CODE = "not a code"
    NOT_A_DATE = "not a date"
    NOT_A_DAY = "not a day"
    NOT_A_NUMBER = "not a number"
    NOT_A_PHONE = "not a phone"
    NOT_A_PLACE = "not a place"
    NOT_YES_OR_NO = "not yes or no"
    OUT_OF_RANGE = "out of range"
    RULE = "rule"
    SHEET_ERROR = "sheet error"
    SHORTENED = "shortened"
    TOO_LONG = "too long"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> Bilingual:
        """The words under which a person sees the group."""
        return _FAULT_LABELS[self]


_FAULT_LABELS: dict[Fault, Bilingual] = {
    Fault.AADHAAR: Bilingual("Aadhaar number", "आधार नंबर"),
    Fault.DUPLICATE: Bilingual("twice in the file", "फ़ाइल में दो बार"),
    Fault.OTHER_NUMBERS: Bilingual("twice with other numbers", "दो बार, अलग संख्याओं के साथ"),
    Fault.IN_THE_FUTURE: Bilingual("in the future", "भविष्य की तारीख़"),
    Fault.MISSING: Bilingual("missing", "ख़ाली"),
    Fault.NOT_A_CHOICE: Bilingual("not in the list", "सूची में नहीं"),
    Fault.NOT_A_CODE: Bilingual("not a valid code", "मान्य कोड नहीं"),
    Fault.NOT_A_DATE: Bilingual("not a date", "तारीख़ नहीं"),
    Fault.NOT_A_DAY: Bilingual("not a full date", "पूरी तारीख़ नहीं"),
    Fault.NOT_A_NUMBER: Bilingual("not a number", "संख्या नहीं"),
    Fault.NOT_A_PHONE: Bilingual("not a telephone number", "फ़ोन नंबर नहीं"),
    Fault.NOT_A_PLACE: Bilingual("not a known place", "अज्ञात स्थान"),
    Fault.NOT_YES_OR_NO: Bilingual("not yes or no", "हाँ या नहीं नहीं है"),
    Fault.OUT_OF_RANGE: Bilingual("number too small or too large", "संख्या सीमा से बाहर"),
    Fault.RULE: Bilingual("does not match the rest of the row", "पंक्ति के बाकी मानों से मेल नहीं"),
    Fault.SHEET_ERROR: Bilingual("spreadsheet error", "स्प्रेडशीट की त्रुटि"),
    Fault.SHORTENED: Bilingual("shortened by the spreadsheet", "स्प्रेडशीट ने छोटा कर दिया"),
    Fault.TOO_LONG: Bilingual("too long", "बहुत लंबा"),
    Fault.UNREADABLE: Bilingual("unreadable characters", "न पढ़े जा सके अक्षर"),
}

HIDDEN = "•••"

AADHAAR = Bilingual(
    "no Aadhaar number: this system never stores one. Delete it from the file; write phone numbers with +91",
    "आधार नंबर नहीं: यह प्रणाली इसे कभी नहीं रखती। फ़ाइल से हटा दें; फ़ोन नंबर +91 के साथ लिखें",
)
CODE = Bilingual("a code in the right form", "सही रूप में कोड")
CODE_LIKE = Bilingual("a code such as {example}", "कोड, जैसे {example}")
DAY = Bilingual("a full date with day, month and year", "दिन, महीना और वर्ष सहित पूरी तारीख़")
DUPLICATE = Bilingual("each row only once: this one repeats row {row}", "हर पंक्ति एक बार: यह पंक्ति {row} का दोहराव है")
FILLED = Bilingual("Taken from the merged cell above.", "ऊपर के मर्ज सेल से लिया गया।")
MISSING = Bilingual("a value; this field is required", "मान; यह ख़ाना भरना ज़रूरी है")
NOT_LATER_THAN_TODAY = Bilingual("a date not later than today", "आज या आज से पहले की तारीख़")
NUMBER = Bilingual("a whole number such as 1,23,456", "पूर्ण संख्या, जैसे 1,23,456")
NUMBER_WITHIN = Bilingual("a whole number from {least} to {most}", "{least} से {most} तक की पूर्ण संख्या")
ONE_OF = Bilingual("one of: {choices}", "इनमें से एक: {choices}")
OTHER_NUMBERS = Bilingual(
    "only one row per unit and year: row {row} has the same unit and year with other numbers: {numbers}. "
    "Save this row as another unit, correct its place, or leave it out",
    (
        "एक इकाई और वर्ष की एक ही पंक्ति: पंक्ति {row} में वही इकाई और वर्ष है पर संख्याएँ अलग हैं: {numbers}। "
        "इस पंक्ति को दूसरी इकाई के रूप में सहेजें, इसका स्थान सुधारें, या इसे छोड़ दें"
    ),
)
OTHER_NUMBER = Bilingual("{field}: {there} in row {row}, {here} here", "{field}: पंक्ति {row} में {there}, यहाँ {here}")
PERHAPS = Bilingual("{expected} (perhaps {near}?)", "{expected} (शायद {near}?)")
PLACE = Bilingual("a place in the directory", "ऐसा स्थान जो निर्देशिका में हो")
PLACE_ONE_OF = Bilingual("a place; perhaps {names}?", "स्थान; शायद {names}?")
PLACE_AROUND = Bilingual(
    "{said} is not known; its district {name} is used instead.", "{said} ज्ञात नहीं; उसकी जगह उसका जनपद {name} लिया गया।"
)
PLACE_READ_AS = Bilingual("{said} read as {name}.", "{said} को {name} पढ़ा गया।")
SHEET_ERROR = Bilingual("a value; the cell shows a spreadsheet error", "मान; सेल में स्प्रेडशीट की त्रुटि दिख रही है")
SHORTENED = Bilingual(
    "the full number; the spreadsheet has shortened it (format the column as text)",
    "पूरा नंबर; स्प्रेडशीट ने इसे छोटा कर दिया है (कॉलम को Text बनाएँ)",
)
TOO_LONG = Bilingual("at most {limit} characters", "अधिक से अधिक {limit} अक्षर")
UNREADABLE = Bilingual(
    "readable characters; save the file as “CSV UTF-8” or XLSX",
    "पढ़े जा सकने वाले अक्षर; फ़ाइल को “CSV UTF-8” या XLSX में सहेजें",
)
YES_OR_NO = Bilingual("yes or no", "हाँ या नहीं")

ERROR_SENTENCE = Bilingual("Row {row}, {field}: expected {expected}.", "पंक्ति {row}, {field}: अपेक्षित {expected}।")
NOT_MAPPED = Bilingual(
    "No column is chosen for: {fields}. Choose one for each.",
    "इनके लिए कॉलम नहीं चुना गया: {fields}। हर एक के लिए चुनें।",
)
