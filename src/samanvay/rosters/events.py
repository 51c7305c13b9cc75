"""What happens to centres, plans, batches and turns."""

from samanvay.audit.vocabulary import register

BATCH_MOVED = register("batch:moved", "Batch moved", "बैच स्थानांतरित हुआ")
CENTRE_KEPT = register("centre:kept", "Training centre entered or amended", "प्रशिक्षण केंद्र दर्ज या संशोधित हुआ")
CENTRE_VOIDED = register("centre:voided", "Training centre struck out", "प्रशिक्षण केंद्र हटाया गया")
CENTRES_IMPORT_UNDONE = register(
    "centre:import_undone", "Import of training centres taken back", "प्रशिक्षण केंद्रों का आयात वापस लिया गया"
)
CENTRES_IMPORTED = register("centre:imported", "Training centres taken in from a sheet", "तालिका से प्रशिक्षण केंद्र दर्ज हुए")
CLOSURE_MADE = register("closure:made", "Week without training entered", "बिना प्रशिक्षण का सप्ताह दर्ज हुआ")
CLOSURE_VOIDED = register("closure:voided", "Week without training taken back", "बिना प्रशिक्षण का सप्ताह वापस लिया गया")
COVERAGE_NOTED = register("coverage:noted", "State of training kept for the week", "सप्ताह की प्रशिक्षण स्थिति दर्ज हुई")
PLAN_ASKED = register("plan:asked", "Training plan asked for", "प्रशिक्षण योजना माँगी गई")
PLAN_CHANGE_APPLIED = register(
    "plan:change_applied", "Change of a training plan applied", "प्रशिक्षण योजना में बदलाव लागू हुआ"
)
PLAN_CHANGE_ASKED = register(
    "plan:change_asked", "Change of a training plan worked out", "प्रशिक्षण योजना के बदलाव की गणना हुई"
)
PLAN_CHANGE_DROPPED = register(
    "plan:change_dropped", "Change of a training plan dropped", "प्रशिक्षण योजना का बदलाव छोड़ा गया"
)
PLAN_DROPPED = register("plan:dropped", "Training plan dropped", "प्रशिक्षण योजना छोड़ी गई")
PLAN_EXPORTED = register("plan:exported", "Training plan exported", "प्रशिक्षण योजना निर्यात की गई")
PLAN_MADE = register("plan:made", "Training plan made", "प्रशिक्षण योजना बनी")
PLAN_PUBLISHED = register("plan:published", "Training plan published", "प्रशिक्षण योजना प्रकाशित हुई")
UNIT_TRAINING_CHANGED = register(
    "unit:training_changed", "State of a unit's training changed", "इकाई की प्रशिक्षण स्थिति बदली"
)
