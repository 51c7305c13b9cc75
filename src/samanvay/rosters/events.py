"""What happens to centres, plans, batches and turns."""

from samanvay.audit.vocabulary import register

BATCH_AMENDED = register("batch:amended", "Hall or link of a batch kept", "बैच का कक्ष या लिंक दर्ज हुआ")
BATCH_CALLED = register("batch:called", "Batch called", "बैच को बुलावा भेजा गया")
BATCH_CANCELLED = register("batch:cancelled", "Batch cancelled", "बैच निरस्त हुआ")
BATCH_CLOSING_ASKED = register("batch:closing_asked", "Asked to close batches", "बैच बंद करने को कहा गया")
BATCH_HELD = register("batch:held", "Batch held", "बैच संपन्न हुआ")
BATCH_MOVED = register("batch:moved", "Batch moved", "बैच स्थानांतरित हुआ")
CENTRE_KEPT = register("centre:kept", "Training centre entered or amended", "प्रशिक्षण केंद्र दर्ज या संशोधित हुआ")
CENTRE_VOIDED = register("centre:voided", "Training centre struck out", "प्रशिक्षण केंद्र हटाया गया")
CLOSURE_MADE = register("closure:made", "Week without training entered", "बिना प्रशिक्षण का सप्ताह दर्ज हुआ")
CLOSURE_VOIDED = register("closure:voided", "Week without training taken back", "बिना प्रशिक्षण का सप्ताह वापस लिया गया")
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
PLAN_MADE = register("plan:made", "Training plan made", "प्रशिक्षण योजना बनी")
PLAN_PUBLISHED = register("plan:published", "Training plan published", "प्रशिक्षण योजना प्रकाशित हुई")
PRESENCE_KEPT = register("presence:kept", "Attendance noted", "उपस्थिति अंकित हुई")
RELEASES_ENDED = register(
    "batch:releases_ended", "Release for begun trainings no longer asked", "आरंभ हुए प्रशिक्षण की कार्यमुक्ति अब अपेक्षित नहीं"
)
ROLL_FOLLOWED = register("turn:roll_followed", "Turns follow the roll", "बारियाँ सदस्य सूची के अनुसार बदलीं")
TURN_EXCUSED = register("turn:excused", "Turn in a batch ended", "बैच में बारी समाप्त हुई")
TURN_KEPT = register("turn:kept", "Turn in a batch taken up again", "बैच में बारी फिर ली गई")
TURN_MOVED = register("turn:moved", "Turn moved to another batch", "बारी दूसरे बैच में स्थानांतरित हुई")
TURN_UNPLACED = register("turn:unplaced", "Turn without another week", "बारी को दूसरा सप्ताह नहीं मिला")
WALKED_IN = register("turn:walked_in", "Walked into a batch", "बिना बुलावे बैच में उपस्थित")
