"""What happens as batches are held."""

from samanvay.audit.vocabulary import register

BATCH_CLOSING_ASKED = register("batch:closing_asked", "Asked to close batches", "बैच बंद करने को कहा गया")
BATCH_HELD = register("batch:held", "Batch held", "बैच संपन्न हुआ")
COST_VOIDED = register("cost:voided", "Line of a batch's cost struck out", "बैच के व्यय की पंक्ति हटाई गई")
COST_WRITTEN = register("cost:written", "Line of a batch's cost written", "बैच के व्यय की पंक्ति दर्ज हुई")
COVERAGE_NOTED = register("coverage:noted", "State of training kept for the week", "सप्ताह की प्रशिक्षण स्थिति दर्ज हुई")
FEEDBACK_GIVEN = register("feedback:given", "Feedback on a training given", "प्रशिक्षण पर प्रतिक्रिया दी गई")
MATERIAL_ADDED = register("material:added", "Material of a batch added", "बैच की सामग्री जोड़ी गई")
MATERIAL_VOIDED = register("material:voided", "Material of a batch struck out", "बैच की सामग्री हटाई गई")
NOTE_VOIDED = register("batch_note:voided", "Trainer's note struck out", "प्रशिक्षक की टिप्पणी हटाई गई")
NOTE_WRITTEN = register("batch_note:written", "Trainer's note written", "प्रशिक्षक की टिप्पणी दर्ज हुई")
PRESENCE_KEPT = register("presence:kept", "Attendance noted", "उपस्थिति अंकित हुई")
TRAINERS_SET = register("trainer:planned", "Trainers assigned for a plan", "योजना हेतु प्रशिक्षक नियुक्त हुए")
TRAINER_AWAY = register("trainer:away", "Days away of a trainer entered", "प्रशिक्षक की अनुपलब्धता दर्ज हुई")
TRAINER_BACK = register("trainer:back", "Days away of a trainer struck out", "प्रशिक्षक की अनुपलब्धता हटाई गई")
TRAINER_RELEASED = register("trainer:released", "Trainer released from a batch", "प्रशिक्षक बैच से मुक्त हुए")
TRAINER_SET = register("trainer:set", "Trainer assigned to a batch", "प्रशिक्षक बैच में नियुक्त हुए")
UNIT_TRAINING_CHANGED = register(
    "unit:training_changed", "State of a unit's training changed", "इकाई की प्रशिक्षण स्थिति बदली"
)
WALKED_IN = register("turn:walked_in", "Walked into a batch", "बिना बुलावे बैच में उपस्थित")
