"""What happens to centres and closed weeks."""

from samanvay.audit.vocabulary import register

CENTRES_IMPORTED = register("centre:imported", "Training centres imported from a sheet", "तालिका से प्रशिक्षण केंद्र आयात हुए")
CENTRES_IMPORT_UNDONE = register(
    "centre:import_undone", "Import of training centres undone", "प्रशिक्षण केंद्रों का आयात वापस लिया गया"
)
CENTRE_KEPT = register("centre:kept", "Training centre entered or corrected", "प्रशिक्षण केंद्र दर्ज या संशोधित हुआ")
CENTRE_VOIDED = register("centre:voided", "Training centre deleted", "प्रशिक्षण केंद्र हटाया गया")
CLOSURE_MADE = register("closure:made", "Week without training entered", "बिना प्रशिक्षण का सप्ताह दर्ज हुआ")
CLOSURE_VOIDED = register("closure:voided", "Week without training withdrawn", "बिना प्रशिक्षण का सप्ताह वापस लिया गया")
