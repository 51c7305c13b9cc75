"""What happens to sealed boxes. None of these events ever holds a sealed value."""

from samanvay.audit.vocabulary import Question, register

BOX_CLOSED = register(
    "box:closed", "Sealed record asked for and refused", "सीलबंद अभिलेख माँगा गया, अस्वीकार हुआ", Question.REFUSED
)
BOX_OPENED = register("box:opened", "Sealed record opened", "सीलबंद अभिलेख खोला गया", Question.OPENED)
BOX_RESEALED = register("box:resealed", "Sealed record corrected", "सीलबंद अभिलेख सुधारा गया")
BOX_SEALED = register("box:sealed", "Sealed record made", "सीलबंद अभिलेख बनाया गया")
BOX_RULE_CHANGED = register("box:rule_changed", "Second-person rule changed", "दूसरे व्यक्ति का नियम बदला गया")
BOXES_SHARED = register("box:shared", "Sealed records follow the shared case", "सीलबंद अभिलेख साझा प्रकरण के साथ")
GLASS_ASKED = register("glass:asked", "Breaking the glass asked for", "आपात उद्घाटन का अनुरोध", Question.EMERGENCY)
GLASS_BROKEN = register("glass:broken", "Glass broken", "आपात उद्घाटन किया गया", Question.EMERGENCY)
GLASS_REFUSED = register("glass:refused", "Breaking the glass refused", "आपात उद्घाटन अस्वीकृत", Question.EMERGENCY)
KEYS_MADE = register("keys:made", "Master key added", "मुख्य कुंजी जोड़ी गई")
KEYS_RETIRED = register("keys:retired", "Master key taken out", "मुख्य कुंजी हटाई गई")
KEYS_REWRAPPED = register("keys:rewrapped", "Data keys wrapped anew", "डेटा कुंजियाँ पुनः बाँधी गईं")
PEOPLE_SEARCHED = register(
    "people:searched", "Sealed names or telephones searched", "सीलबंद नाम या फ़ोन खोजे गए", Question.OPENED
)
PERSON_ERASED = register("person:erased", "Person's sealed data destroyed", "व्यक्ति का सीलबंद डेटा नष्ट किया गया")
TEAM_MEMBER_NAMED = register("team:member_named", "Named to the case team", "प्रकरण दल में नामित")
TEAM_MEMBER_REMOVED = register("team:member_removed", "Left the case team", "प्रकरण दल से हटाया गया")
TOKENS_MADE_ANEW = register("tokens:made_anew", "Search tokens made anew", "खोज टोकन पुनः बनाए गए")
