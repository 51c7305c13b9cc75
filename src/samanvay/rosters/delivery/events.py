"""What happens as batches are held."""

from samanvay.audit.vocabulary import register

BATCH_CLOSING_ASKED = register("batch:closing_asked", "Asked to close batches", "बैच बंद करने को कहा गया")
BATCH_HELD = register("batch:held", "Batch held", "बैच संपन्न हुआ")
COST_VOIDED = register("cost:voided", "Cost of a batch deleted", "बैच का ख़र्च हटाया गया")
COST_WRITTEN = register("cost:written", "Cost of a batch entered", "बैच का ख़र्च दर्ज हुआ")
COVERAGE_NOTED = register("coverage:noted", "Training status of the week recorded", "सप्ताह की प्रशिक्षण स्थिति दर्ज हुई")
FEEDBACK_GIVEN = register("feedback:given", "Feedback on a training given", "प्रशिक्षण पर प्रतिक्रिया दी गई")
MATERIAL_ADDED = register("material:added", "Material of a batch added", "बैच की सामग्री जोड़ी गई")
MATERIAL_VOIDED = register("material:voided", "Material of a batch deleted", "बैच की सामग्री हटाई गई")
NOTE_VOIDED = register("batch_note:voided", "Trainer's note deleted", "प्रशिक्षक की टिप्पणी हटाई गई")
NOTE_WRITTEN = register("batch_note:written", "Trainer's note written", "प्रशिक्षक की टिप्पणी दर्ज हुई")
PRESENCE_KEPT = register("presence:kept", "Attendance recorded", "उपस्थिति दर्ज हुई")
TRAINERS_SET = register("trainer:planned", "Trainers assigned for a plan", "योजना हेतु प्रशिक्षक नियुक्त हुए")
TRAINER_AWAY = register("trainer:away", "Days away of a trainer entered", "प्रशिक्षक की अनुपलब्धता दर्ज हुई")
TRAINER_BACK = register("trainer:back", "Days away of a trainer deleted", "प्रशिक्षक की अनुपलब्धता हटाई गई")
TRAINER_RELEASED = register("trainer:released", "Trainer removed from a batch", "प्रशिक्षक बैच से हटाए गए")
TRAINER_SET = register("trainer:set", "Trainer assigned to a batch", "प्रशिक्षक बैच में नियुक्त हुए")
UNIT_TRAINING_CHANGED = register(
    "unit:training_changed", "Training status of a unit changed", "इकाई की प्रशिक्षण स्थिति बदली"
)
WALKED_IN = register("turn:walked_in", "Came to a batch without a call", "बिना बुलावे बैच में उपस्थित")
