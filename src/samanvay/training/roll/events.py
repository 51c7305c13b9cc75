"""What happens on the roll of members and of those who teach."""

from samanvay.audit.vocabulary import register

MEMBER_AMENDED = register("member:amended", "Member of the roll corrected", "सदस्य की प्रविष्टि संशोधित हुई")
MEMBER_CERTIFIED = register("member:certified", "Certificate recorded on the roll", "प्रमाणपत्र सूची में अंकित हुआ")
MEMBERS_IMPORT_UNDONE = register("member:import_undone", "Import of members undone", "सदस्यों का आयात वापस लिया गया")
MEMBERS_IMPORTED = register("member:imported", "Members imported from a sheet", "तालिका से सदस्य आयात हुए")
MEMBERS_LEFT = register(
    "member:left", "Members closed because the full sheet does not have them", "पूर्ण सूची में न होने से सदस्य बंद किए गए"
)
MEMBER_TRAINED = register("member:trained", "Attendance recorded on the roll", "उपस्थिति सूची में अंकित हुई")


TEACHER_LISTED = register("teacher:listed", "Resource person listed", "विषय विशेषज्ञ सूचीबद्ध हुए")
TEACHER_RATED = register("teacher:rated", "Resource person rated", "विषय विशेषज्ञ का मूल्यांकन हुआ")
TEACHER_UNLISTED = register("teacher:unlisted", "Resource person no longer listed", "विषय विशेषज्ञ सूची से हटे")
TEACHER_WRITTEN = register("teacher:written", "Resource person's entry written", "विषय विशेषज्ञ की प्रविष्टि लिखी गई")
