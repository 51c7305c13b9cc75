"""What happens to plans."""

from samanvay.audit.vocabulary import Question, register

PLAN_ASKED = register("plan:asked", "Training plan requested", "प्रशिक्षण योजना माँगी गई")
PLAN_CHANGE_APPLIED = register(
    "plan:change_applied", "Change of a training plan applied", "प्रशिक्षण योजना में बदलाव लागू हुआ"
)
PLAN_CHANGE_ASKED = register(
    "plan:change_asked", "Change of a training plan calculated", "प्रशिक्षण योजना के बदलाव की गणना हुई"
)
PLAN_CHANGE_DROPPED = register(
    "plan:change_dropped", "Change of a training plan dropped", "प्रशिक्षण योजना का बदलाव छोड़ा गया"
)
PLAN_DROPPED = register("plan:dropped", "Training plan dropped", "प्रशिक्षण योजना छोड़ी गई")
PLAN_EXPORTED = register("plan:exported", "Training plan exported", "प्रशिक्षण योजना निर्यात की गई", Question.EXPORTED)
PLAN_MADE = register("plan:made", "Training plan made", "प्रशिक्षण योजना बनी")
PLAN_PUBLISHED = register("plan:published", "Training plan published", "प्रशिक्षण योजना प्रकाशित हुई")
