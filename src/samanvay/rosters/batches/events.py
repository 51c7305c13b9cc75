"""What happens to batches and turns."""

from samanvay.audit.vocabulary import register

BATCH_AMENDED = register("batch:amended", "Hall or link of a batch saved", "बैच का कक्ष या लिंक दर्ज हुआ")
BATCH_CALLED = register("batch:called", "Batch called", "बैच को बुलावा भेजा गया")
BATCH_CANCELLED = register("batch:cancelled", "Batch cancelled", "बैच निरस्त हुआ")
BATCH_MOVED = register("batch:moved", "Batch moved", "बैच स्थानांतरित हुआ")
BATCH_ONLINE = register("batch:online", "Small batch moved online", "छोटा बैच ऑनलाइन किया गया")
RELEASES_ENDED = register(
    "batch:releases_ended", "Confirmation not needed: training has begun", "पुष्टि आवश्यक नहीं: प्रशिक्षण आरंभ हो चुका"
)
ROLL_FOLLOWED = register("turn:roll_followed", "Turns updated from the roll", "बारियाँ सदस्य सूची के अनुसार बदलीं")
TURN_EXCUSED = register("turn:excused", "Turn in a batch ended", "बैच में बारी समाप्त हुई")
TURN_KEPT = register("turn:kept", "Turn in a batch restored", "बैच में बारी फिर ली गई")
TURN_MOVED = register("turn:moved", "Turn moved to another batch", "बारी दूसरे बैच में स्थानांतरित हुई")
TURN_UNPLACED = register("turn:unplaced", "Turn without another week", "बारी को दूसरा सप्ताह नहीं मिला")
