"""What happens to conferences, their agenda, their lines and their minutes."""

from samanvay.audit.vocabulary import register

AGENDA_ORDERED = register("conference:agenda_ordered", "Order of the agenda changed", "कार्यसूची का क्रम बदला गया")
ATTENDANCE_NOTED = register("conference:attendance_noted", "Attendance recorded", "उपस्थिति दर्ज हुई")
CONFERENCE_BEGUN = register("conference:begun", "Meeting begun", "बैठक प्रारंभ हुई")
CONFERENCE_CALLED = register("conference:called", "Meeting called", "बैठक बुलाई गई")
CONFERENCE_CANCELLED = register("conference:cancelled", "Meeting cancelled", "बैठक निरस्त हुई")
CONFERENCE_ENDED = register("conference:ended", "Meeting ended", "बैठक समाप्त हुई")
CONFERENCE_JOINED = register("conference:join_asked", "Link to the room requested", "कक्ष का लिंक माँगा गया")
CONFERENCE_MOVED = register("conference:moved", "Meeting moved", "बैठक का समय बदला गया")
CONFERENCE_REOPENED = register("conference:reopened", "Meeting resumed", "बैठक पुनः प्रारंभ हुई")
CONFERENCE_WALKED = register("conference:walked", "Next item opened", "अगला विषय लिया गया")
ITEM_ADDED = register("conference:item_added", "Item added to the agenda", "कार्यसूची में विषय जोड़ा गया")
ITEM_MARKED = register("conference:item_marked", "Item of the agenda marked", "कार्यसूची का विषय चिह्नित हुआ")
LINE_CHANGED = register("conference:line_changed", "Update or decision changed", "बैठक का अद्यतन या निर्णय बदला गया")
LINE_STRUCK = register("conference:line_struck", "Update or decision deleted", "बैठक का अद्यतन या निर्णय हटाया गया")
LINE_WRITTEN = register("conference:line_written", "Update or decision written", "बैठक का अद्यतन या निर्णय लिखा गया")
MINUTES_AMENDED = register("conference:minutes_amended", "Minutes amended", "कार्यवृत्त में संशोधन हुआ")
MINUTES_CONFIRMED = register("conference:minutes_confirmed", "Minutes confirmed and sent", "कार्यवृत्त पुष्ट कर भेजा गया")
SERIES_CHANGED = register("conference:series_changed", "Series of meetings changed", "बैठक शृंखला बदली गई")
SERIES_ENDED = register("conference:series_ended", "Series of meetings ended", "बैठक शृंखला समाप्त हुई")
SERIES_MADE = register("conference:series_made", "Series of meetings made", "बैठक शृंखला बनाई गई")
