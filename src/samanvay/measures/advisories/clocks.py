"""How long each thing about an advisory may take before somebody above hears of it."""

from datetime import timedelta

SUPERIOR_HEARS_AFTER = timedelta(days=1)
DESK_HEARS_AFTER = timedelta(days=3)
CHECKED_WITHIN = timedelta(days=7)
DONE_AGAIN_WITHIN = timedelta(days=7)
NAMED_WITHIN = timedelta(days=7)
USUAL_ANSWER_DAYS = 3
USUAL_DO_DAYS = 14
LONGEST_ANSWER_DAYS = 30
LONGEST_DO_DAYS = 180
