"""What happens to batches and turns."""

from samanvay.audit.vocabulary import register

BATCH_AMENDED = register("batch:amended", "Hall or link of a batch kept", "बैच का कक्ष या लिंक दर्ज हुआ")
BATCH_CALLED = register("batch:called", "Batch called", "बैच को बुलावा भेजा गया")
BATCH_CANCELLED = register("batch:cancelled", "Batch cancelled", "बैच निरस्त हुआ")
BATCH_MOVED = register("batch:moved", "Batch moved", "बैच स्थानांतरित हुआ")
RELEASES_ENDED = register(
    "batch:releases_ended", "Release for begun trainings no longer asked", "आरंभ हुए प्रशिक्षण की कार्यमुक्ति अब अपेक्षित नहीं"
)
ROLL_FOLLOWED = register("turn:roll_followed", "Turns follow the roll", "बारियाँ सदस्य सूची के अनुसार बदलीं")
TURN_EXCUSED = register("turn:excused", "Turn in a batch ended", "बैच में बारी समाप्त हुई")
TURN_KEPT = register("turn:kept", "Turn in a batch taken up again", "बैच में बारी फिर ली गई")
TURN_MOVED = register("turn:moved", "Turn moved to another batch", "बारी दूसरे बैच में स्थानांतरित हुई")
TURN_UNPLACED = register("turn:unplaced", "Turn without another week", "बारी को दूसरा सप्ताह नहीं मिला")
