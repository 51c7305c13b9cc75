"""What happens on the roll of members and of those who teach."""

from samanvay.audit.vocabulary import register

MEMBER_AMENDED = register("member:amended", "Member of the roll amended", "सदस्य की प्रविष्टि संशोधित हुई")
MEMBER_CERTIFIED = register("member:certified", "Certificate noted on the roll", "प्रमाणपत्र सूची में अंकित हुआ")
MEMBERS_IMPORT_UNDONE = register("member:import_undone", "Import of members taken back", "सदस्यों का आयात वापस लिया गया")
MEMBERS_IMPORTED = register("member:imported", "Members taken in from a sheet", "तालिका से सदस्य दर्ज हुए")
MEMBERS_LEFT = register(
    "member:left", "Members closed whom a whole sheet no longer has", "पूर्ण सूची में न होने से सदस्य बंद किए गए"
)
MEMBER_TRAINED = register("member:trained", "Training noted on the roll", "प्रशिक्षण सूची में अंकित हुआ")


TEACHER_LISTED = register("teacher:listed", "Resource person listed", "संदर्भ व्यक्ति सूचीबद्ध हुए")
TEACHER_RATED = register("teacher:rated", "Resource person rated", "संदर्भ व्यक्ति का मूल्यांकन हुआ")
TEACHER_UNLISTED = register("teacher:unlisted", "Resource person no longer listed", "संदर्भ व्यक्ति सूची से हटे")
TEACHER_WRITTEN = register("teacher:written", "Resource person's entry written", "संदर्भ व्यक्ति की प्रविष्टि लिखी गई")
