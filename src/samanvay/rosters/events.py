"""What happens to centres, plans, batches and turns."""

from samanvay.audit.vocabulary import register

BATCH_AMENDED = register("batch:amended", "Hall or link of a batch kept", "बैच का कक्ष या लिंक दर्ज हुआ")
BATCH_CALLED = register("batch:called", "Batch called", "बैच को बुलावा भेजा गया")
BATCH_CANCELLED = register("batch:cancelled", "Batch cancelled", "बैच निरस्त हुआ")
BATCH_CLOSING_ASKED = register("batch:closing_asked", "Asked to close batches", "बैच बंद करने को कहा गया")
BATCH_HELD = register("batch:held", "Batch held", "बैच संपन्न हुआ")
BATCH_MOVED = register("batch:moved", "Batch moved", "बैच स्थानांतरित हुआ")
CENTRES_IMPORTED = register("centre:imported", "Training centres taken in from a sheet", "तालिका से प्रशिक्षण केंद्र दर्ज हुए")
CENTRES_IMPORT_UNDONE = register(
    "centre:import_undone", "Import of training centres taken back", "प्रशिक्षण केंद्रों का आयात वापस लिया गया"
)
CENTRE_KEPT = register("centre:kept", "Training centre entered or amended", "प्रशिक्षण केंद्र दर्ज या संशोधित हुआ")
CENTRE_VOIDED = register("centre:voided", "Training centre struck out", "प्रशिक्षण केंद्र हटाया गया")
CLOSURE_MADE = register("closure:made", "Week without training entered", "बिना प्रशिक्षण का सप्ताह दर्ज हुआ")
CLOSURE_VOIDED = register("closure:voided", "Week without training taken back", "बिना प्रशिक्षण का सप्ताह वापस लिया गया")
COST_VOIDED = register("cost:voided", "Line of a batch's cost struck out", "बैच के व्यय की पंक्ति हटाई गई")
COST_WRITTEN = register("cost:written", "Line of a batch's cost written", "बैच के व्यय की पंक्ति दर्ज हुई")
COVERAGE_NOTED = register("coverage:noted", "State of training kept for the week", "सप्ताह की प्रशिक्षण स्थिति दर्ज हुई")
FEEDBACK_GIVEN = register("feedback:given", "Feedback on a training given", "प्रशिक्षण पर प्रतिक्रिया दी गई")
GUESTS_INVITED = register("guest:invited", "Guests of a batch invited", "बैच के अतिथि आमंत्रित हुए")
GUEST_ADDRESS_DRAWN = register(
    "guest:address_drawn", "Address for a guest's answer made", "अतिथि के उत्तर का पता बनाया गया"
)
GUEST_ANSWERED = register("guest:answered", "Guest answered an invitation", "अतिथि ने आमंत्रण का उत्तर दिया")
GUEST_ERASED = register("guest:erased", "Guest struck out and blanked", "अतिथि का विवरण मिटाया गया")
GUEST_NOTED = register("guest:noted", "Attendance of a guest noted", "अतिथि की उपस्थिति दर्ज हुई")
GUEST_SENT = register("guest:sent", "Message to a guest sent", "अतिथि को संदेश भेजा गया")
MATERIAL_ADDED = register("material:added", "Material of a batch added", "बैच की सामग्री जोड़ी गई")
MATERIAL_VOIDED = register("material:voided", "Material of a batch struck out", "बैच की सामग्री हटाई गई")
NOTE_VOIDED = register("batch_note:voided", "Trainer's note struck out", "प्रशिक्षक की टिप्पणी हटाई गई")
NOTE_WRITTEN = register("batch_note:written", "Trainer's note written", "प्रशिक्षक की टिप्पणी दर्ज हुई")
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
PRESENCE_KEPT = register("presence:kept", "Attendance noted", "उपस्थिति अंकित हुई")
RELEASES_ENDED = register(
    "batch:releases_ended", "Release for begun trainings no longer asked", "आरंभ हुए प्रशिक्षण की कार्यमुक्ति अब अपेक्षित नहीं"
)
ROLL_FOLLOWED = register("turn:roll_followed", "Turns follow the roll", "बारियाँ सदस्य सूची के अनुसार बदलीं")
TRAINERS_SET = register("trainer:planned", "Trainers assigned for a plan", "योजना हेतु प्रशिक्षक नियुक्त हुए")
TRAINER_AWAY = register("trainer:away", "Days away of a trainer entered", "प्रशिक्षक की अनुपलब्धता दर्ज हुई")
TRAINER_BACK = register("trainer:back", "Days away of a trainer struck out", "प्रशिक्षक की अनुपलब्धता हटाई गई")
TRAINER_RELEASED = register("trainer:released", "Trainer released from a batch", "प्रशिक्षक बैच से मुक्त हुए")
TRAINER_SET = register("trainer:set", "Trainer assigned to a batch", "प्रशिक्षक बैच में नियुक्त हुए")
TURN_EXCUSED = register("turn:excused", "Turn in a batch ended", "बैच में बारी समाप्त हुई")
TURN_KEPT = register("turn:kept", "Turn in a batch taken up again", "बैच में बारी फिर ली गई")
TURN_MOVED = register("turn:moved", "Turn moved to another batch", "बारी दूसरे बैच में स्थानांतरित हुई")
TURN_UNPLACED = register("turn:unplaced", "Turn without another week", "बारी को दूसरा सप्ताह नहीं मिला")
UNIT_TRAINING_CHANGED = register(
    "unit:training_changed", "State of a unit's training changed", "इकाई की प्रशिक्षण स्थिति बदली"
)
WALKED_IN = register("turn:walked_in", "Walked into a batch", "बिना बुलावे बैच में उपस्थित")
