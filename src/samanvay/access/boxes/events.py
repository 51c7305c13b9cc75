"""What happens to sealed boxes. None of these events ever holds a sealed value."""

from samanvay.audit.vocabulary import Question, register

BOX_CLOSED = register(
    "box:closed", "Opening a sealed record refused", "सीलबंद अभिलेख खोलने से मना किया गया", Question.REFUSED
)
BOX_OPENED = register("box:opened", "Sealed record opened", "सीलबंद अभिलेख खोला गया", Question.OPENED)
BOX_RESEALED = register("box:resealed", "Sealed record corrected", "सीलबंद अभिलेख सुधारा गया")
BOX_SEALED = register("box:sealed", "Sealed record created", "सीलबंद अभिलेख बनाया गया")
BOX_RULE_CHANGED = register("box:rule_changed", "Second-person rule changed", "दूसरे व्यक्ति का नियम बदला गया")
BOXES_SHARED = register("box:shared", "Sealed records shared with the case", "प्रकरण के साथ सीलबंद अभिलेख साझा किए गए")
GLASS_ASKED = register("glass:asked", "Emergency access requested", "आपात पहुँच का अनुरोध", Question.EMERGENCY)
GLASS_BROKEN = register("glass:broken", "Emergency access used", "आपात पहुँच का प्रयोग किया गया", Question.EMERGENCY)
GLASS_REFUSED = register("glass:refused", "Emergency access rejected", "आपात पहुँच अस्वीकृत", Question.EMERGENCY)
KEYS_MADE = register("keys:made", "Master key added", "मुख्य कुंजी जोड़ी गई")
KEYS_RETIRED = register("keys:retired", "Master key removed", "मुख्य कुंजी हटाई गई")
KEYS_REWRAPPED = register("keys:rewrapped", "Data keys encrypted again", "डेटा कुंजियाँ फिर से कूटबद्ध की गईं")
PEOPLE_SEARCHED = register(
    "people:searched", "Sealed names or telephones searched", "सीलबंद नाम या फ़ोन खोजे गए", Question.OPENED
)
PERSON_ERASED = register("person:erased", "Person's sealed data erased", "व्यक्ति का सीलबंद डेटा मिटाया गया")
TEAM_MEMBER_NAMED = register("team:member_named", "Added to the case team", "प्रकरण दल में जोड़ा गया")
TEAM_MEMBER_REMOVED = register("team:member_removed", "Removed from the case team", "प्रकरण दल से हटाया गया")
TOKENS_MADE_ANEW = register("tokens:made_anew", "Search tokens made again", "खोज टोकन पुनः बनाए गए")
