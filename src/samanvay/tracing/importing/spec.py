"""What registers of other systems are expected to hold, and under which headings they write it.

Headings as TrackChild, Khoya-Paya, the missing persons' registers of stations and homes for children use them, in both
languages. Whatever may name somebody is sealed: it stands in no fault and in no column that is shown.
"""

from collections.abc import Callable, Iterable, Mapping

from samanvay.access.boxes.content import SHORTEST_PLATE
from samanvay.access.boxes.names import plate
from samanvay.importing import Field, ImportSpec, Kind
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.refusals import Invalid

from ..entries.ages import read_age
from ..entries.heights import read_height
from .words import CATEGORY_CHOICES, GONE_CHOICES, LANGUAGE_CHOICES, SEX_CHOICES, STATE_CHOICES

TEXT = 20_000
LINE = 200
NO_AGE = Bilingual("an age such as 12, 12-14, about 12 or under 18", "आयु, जैसे 12, 12-14, लगभग 12 या 18 से कम")
NO_HEIGHT = Bilingual("a height such as 152 cm, 5'4\" or 5 ft 4 in", "कद, जैसे 152 सेमी, 5'4\" या 5 फुट 4 इंच")
NO_PLATE = Bilingual("a registration number such as UP 65 AB 1234", "वाहन संख्या, जैसे UP 65 AB 1234")
NOT_BEFORE_BIRTH = Bilingual("a day before the person went missing or was found", "गुम होने या मिलने से पहले का दिन")
SAYS_WHO = Bilingual(
    "a name, an age, a sex or a mark, so that the person can be searched for",
    "नाम, आयु, लिंग या पहचान चिह्न: कुछ ऐसा जिससे व्यक्ति को खोजा जा सके",
)
WHO = ("given", "age", "born", "sex", "marks", "looks", "father")


def readable(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
    """Expect ages, heights and numbers of vehicles that can be read, and a birth before the day."""
    if (age := values.get("age")) and not is_age(str(age)):
        yield "age", NO_AGE
    if (height := values.get("height")) and read_height(str(height)) is None:
        yield "height", NO_HEIGHT
    if (vehicle := values.get("vehicle")) and len(plate(str(vehicle))) < SHORTEST_PLATE:
        yield "vehicle", NO_PLATE
    born, happened = values.get("born"), values.get("happened")
    if isinstance(born, PartialDate) and isinstance(happened, PartialDate) and born.certainly_after(happened):
        yield "born", NOT_BEFORE_BIRTH


def says_who(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
    """Expect something by which a person can be looked for."""
    if not any(values.get(code) for code in WHO):
        yield next(iter(values), "given"), SAYS_WHO


def is_age(text: str) -> bool:
    try:
        read_age(text)
    except Invalid:
        return False
    return True


def _sealed(code: str, words: Bilingual, aliases: tuple[str, ...], *, longest: int = LINE) -> Field:
    return Field(code, words, sealed=True, aliases=aliases, max_length=longest, is_exact=True)


NAMES = (
    _sealed("given", Bilingual("Name", "नाम"),
            ("Name of missing person", "Name of the child", "Name of missing child", "Child name", "Person name",
             "Missing person name", "Name of person", "First name", "Name of the missing", "Full name", "Child's name",
             "Name of found person", "गुमशुदा का नाम", "गुमशुदा व्यक्ति का नाम", "बच्चे का नाम",
             "व्यक्ति का नाम", "बालक का नाम",
             "बालिका का नाम", "naam")),
    _sealed("surname", Bilingual("Surname", "उपनाम"), ("Last name", "Family name", "कुलनाम")),
    _sealed("alias", Bilingual("Also called", "अन्य नाम"),
            ("Alias", "Alias name", "Nick name", "Nickname", "Pet name", "उर्फ", "उर्फ़", "उपनाम/उर्फ", "पुकारू नाम")),
    _sealed("father", Bilingual("Father's name", "पिता का नाम"),
            ("Father name", "Father", "Fathers name", "S/o", "D/o", "Name of father", "Father/Husband name",
             "Father's/Husband's name", "पिता", "पिता/पति का नाम", "पिता का नाम/पति", "pita ka naam")),
    _sealed("mother", Bilingual("Mother's name", "माता का नाम"),
            ("Mother name", "Mother", "Name of mother", "माता", "माँ का नाम", "mata ka naam")),
    _sealed("spouse", Bilingual("Husband's or wife's name", "पति या पत्नी का नाम"),
            ("Husband name", "Husband's name", "Spouse", "Spouse name", "W/o", "पति का नाम", "पत्नी का नाम")),
)  # fmt: skip
LOOKS = (
    Field("sex", Bilingual("Sex", "लिंग"), Kind.CHOICE, choices=SEX_CHOICES,
          aliases=("Gender", "Sex of the child", "M/F", "Male/Female", "स्त्री/पुरुष", "ling")),
    Field("age", Bilingual("Age", "आयु"), max_length=60, is_exact=True,
          aliases=("Age in years", "Age (years)", "Age at missing", "Approx age", "Approximate age", "Age as told",
                   "Age at the time of missing", "उम्र", "आयु (वर्ष)", "आयु वर्ष में", "लगभग आयु",
                   "अनुमानित आयु", "aayu", "umra")),
    Field("born", Bilingual("Date of birth", "जन्म तिथि"), Kind.PARTIAL_DATE, past=True, sealed=True, is_exact=True,
          aliases=("DOB", "D.O.B.", "Birth date", "जन्मतिथि", "जन्म दिनांक")),
    Field("height", Bilingual("Height", "कद"), max_length=60, is_exact=True,
          aliases=("Height (cm)", "Height in cm", "Height (feet)", "Height in feet", "Ht", "ऊँचाई", "ऊंचाई",
                      "लम्बाई", "लंबाई",
                   "क़द", "kad")),
    _sealed("build", Bilingual("Build", "शरीर"), ("Built", "Body build", "Physique", "कद काठी", "कद-काठी",
                "शारीरिक बनावट", "गठन")),
    _sealed("complexion", Bilingual("Complexion", "रंग"), ("Colour", "Color", "Skin colour", "रंग रूप", "वर्ण",
                "rang")),
    _sealed("face", Bilingual("Face", "चेहरा"), ("Shape of face", "Face type", "चेहरे की बनावट", "मुखाकृति")),
    _sealed("hair", Bilingual("Hair", "बाल"), ("Hair colour", "Hair color", "Hair type", "केश")),
    _sealed("looks", Bilingual("Description", "हुलिया"),
            ("Physical description", "Descriptive roll", "Other features", "Other description", "Appearance", "huliya",
             "शारीरिक विवरण", "हुलिया का विवरण"), longest=TEXT),
    _sealed("marks", Bilingual("Marks of identification", "पहचान चिह्न"),
            ("Identification mark", "Identification marks", "ID mark", "Id marks", "Mark of identification",
                        "Special marks",
             "Visible mark", "Physical mark", "पहचान चिन्ह", "पहचान चिह्न", "पहचान", "शारीरिक चिह्न", "विशेष चिह्न",
             "pahchan chinh")),
    _sealed("clothes", Bilingual("Clothes", "कपड़े"),
            ("Clothing", "Dress", "Wearing apparel", "Clothes worn", "Dress worn", "Clothes and belongings", "Apparel",
             "पहनावा", "वस्त्र", "पहने हुए कपड़े", "पोशाक", "kapde", "pahnava"), longest=TEXT),
    Field("languages", Bilingual("Languages", "भाषाएँ"), Kind.CHOICE, choices=LANGUAGE_CHOICES, many=True,
          aliases=("Language", "Language known", "Languages known", "Language spoken", "Mother tongue", "भाषा",
                      "मातृभाषा",
                   "बोली", "bhasha")),
)  # fmt: skip
REACH = (
    _sealed("phones", Bilingual("Telephone of the family", "परिवार का फ़ोन"),
            ("Contact no", "Contact number", "Mobile", "Mobile no", "Mobile number", "Phone", "Phone no", "Telephone",
             "Informant mobile", "Contact no of parents", "Guardian mobile", "संपर्क नंबर", "मोबाइल", "मोबाइल नंबर",
             "मोबाइल नं०", "फोन नंबर", "दूरभाष", "फ़ोन")),
    _sealed("address", Bilingual("Address", "पता"),
            ("Full address", "Permanent address", "Home address", "Residential address", "Residence", "निवास", "निवासी",
             "स्थायी पता", "घर का पता", "pata"), longest=TEXT),
    _sealed("informant", Bilingual("Who told", "सूचनादाता"),
            ("Informant", "Informant name", "Complainant", "Complainant name", "Reported by", "वादी",
                        "सूचनाकर्ता", "आवेदक",
             "प्रार्थी", "Relative")),
    _sealed("village", Bilingual("Village", "गाँव"),
            ("Village/Town", "Home village", "Native village", "Mohalla", "Village or mohalla", "ग्राम", "गांव",
                        "मोहल्ला",
             "गाँव/मोहल्ला", "gram")),
    Field("home_district", Bilingual("Home district", "गृह जनपद"), Kind.PLACE, is_exact=True,
          aliases=("Native district", "District of residence", "Permanent district", "Home dist", "मूल जनपद",
                      "गृह जिला",
                   "मूल ज़िला", "मूल जिला")),
    Field("home_state", Bilingual("Home state", "गृह राज्य"), Kind.PLACE, is_exact=True,
          aliases=("Native state", "State of residence", "Permanent state", "State", "राज्य", "मूल राज्य",
                      "गृह प्रदेश")),
)  # fmt: skip
WHERE = (
    Field("district", Bilingual("District", "जनपद"), Kind.PLACE,
          aliases=("Distt", "Dist", "District name", "Missing from district", "Found in district", "जिला", "ज़िला",
                   "जनपद का नाम", "janpad", "zila")),
    Field("station", Bilingual("Police station", "थाना"), Kind.PLACE,
          aliases=("PS", "P.S.", "Thana", "PS name", "Name of PS", "थाने का नाम")),
)  # fmt: skip
PLACE_HELP = Bilingual(
    "A known place is put on the map; the text itself stays sealed.",
    "ज्ञात स्थान मानचित्र पर आता है; लिखा हुआ पाठ सीलबंद रहता है।",
)
REST = (
    Field("status", Bilingual("Status", "स्थिति"), Kind.CHOICE, choices=STATE_CHOICES,
          aliases=("Present status", "Current status", "Traced/Untraced", "Case status", "बरामद/अप्राप्त",
                      "वर्तमान स्थिति"),
          help=Bilingual("Empty: still missing.", "ख़ाली हो तो: तलाश जारी।")),
    Field("external", Bilingual("Number in that register", "उस पंजी की संख्या"), max_length=80, is_exact=True,
          aliases=("Registration no", "Registration number", "Reg no", "Child ID", "Child Id", "Profile ID",
                      "Missing ID",
                   "TrackChild ID", "Missing person ID", "Record ID", "Register no", "UIDB no", "Case ID", "Unique ID",
                   "पंजीकरण संख्या", "पंजीयन संख्या", "गुमशुदगी संख्या", "गुमशुदगी क्रमांक", "आईडी"),
          help=Bilingual("A number that already exists is not added again; you are informed.",
                      "जो संख्या पहले से है वह दोबारा नहीं जुड़ती; आपको बताया जाता है।")),
    _sealed("remarks", Bilingual("Facts of the matter", "प्रकरण का विवरण"),
            ("Brief facts", "Remarks", "Circumstances", "Details", "Brief", "विवरण", "संक्षिप्त विवरण",
                        "टिप्पणी", "अभ्युक्ति"),
            longest=TEXT),
)  # fmt: skip

MISSING_FIELDS = (
    *NAMES,
    *LOOKS,
    Field("happened", Bilingual("Missing since", "गुम होने की तिथि"), Kind.PARTIAL_DATE, past=True,
          aliases=("Date of missing", "Missing date", "Date missing", "Missing from date", "Date of incident",
                      "Last seen on",
                   "Date", "गुमशुदगी की तिथि", "गुमशुदगी दिनांक", "गुम होने का दिनांक", "गुमशुदा दिनांक",
                   "लापता दिनांक",
                   "दिनांक", "तिथि")),
    *WHERE,
    Field("place", Bilingual("Last seen at", "अंतिम बार कहाँ देखे गए"), Kind.PLACE, sealed=True, is_exact=True,
          help=PLACE_HELP,
          aliases=("Place of missing", "Missing place", "Missing from", "Last seen place", "Place", "Place last seen",
                   "गुम होने का स्थान", "गुमशुदगी का स्थान", "स्थान", "लापता होने का स्थान")),
    *REACH,
    Field("gone_for", Bilingual("Reason", "कारण"), Kind.CHOICE, choices=GONE_CHOICES, is_exact=True,
          aliases=("Reason of missing", "Reason for missing", "Cause of missing", "Gone for", "गुम होने का कारण",
                   "गुमशुदगी का कारण")),
    _sealed("last_seen_with", Bilingual("Last seen with", "अंतिम बार किसके साथ देखे गए"),
            ("Accompanied by", "Suspect", "Went with", "संदिग्ध", "किसके साथ", "साथ गए व्यक्ति"), longest=TEXT),
    _sealed("phone", Bilingual("Phone with them", "उनके पास का फ़ोन"),
            ("Mobile of missing person", "Missing person mobile", "Mobile carried", "गुमशुदा का मोबाइल")),
    _sealed("vehicle", Bilingual("Vehicle", "वाहन"), ("Vehicle no", "Vehicle number", "वाहन संख्या", "गाड़ी नंबर")),
    Field("fir_no", Bilingual("FIR number", "मु०अ०सं०"), max_length=60, is_exact=True,
          aliases=("FIR", "FIR No", "Crime No", "Cr No", "Case crime no", "FIR/GD No", "एफआईआर सं०", "एफआईआर संख्या",
                   "अपराध संख्या", "मुकदमा अपराध संख्या")),
    Field("fir_on", Bilingual("Date of FIR", "एफआईआर दिनांक"), Kind.DATE, past=True, is_exact=True,
          aliases=("FIR date", "Date of registration", "एफआईआर की तिथि", "पंजीकरण तिथि")),
    *REST,
)  # fmt: skip
FOUND_FIELDS = (
    *NAMES,
    *LOOKS,
    Field("happened", Bilingual("Found on", "मिलने की तिथि"), Kind.PARTIAL_DATE, past=True,
          aliases=("Date of recovery", "Found date", "Date found", "Date of rescue", "Date of admission",
                      "Recovery date",
                   "Date of finding", "Date", "बरामदगी की तिथि", "बरामदगी दिनांक", "मिलने का दिनांक", "प्रवेश तिथि",
                   "प्राप्ति दिनांक", "दिनांक", "तिथि")),
    *WHERE,
    Field("place", Bilingual("Found at", "कहाँ मिले"), Kind.PLACE, sealed=True, is_exact=True, help=PLACE_HELP,
          aliases=("Place of recovery", "Found place", "Place found", "Place where found", "Recovered from", "Place",
                   "बरामदगी का स्थान", "मिलने का स्थान", "स्थान", "कहाँ से मिले")),
    Field("category", Bilingual("How found", "कैसे मिले"), Kind.CHOICE, choices=CATEGORY_CHOICES, is_exact=True,
          aliases=("Category", "Found as", "Type", "Kind", "श्रेणी", "प्रकार"),
          help=Bilingual("Empty: in a home if one is named, otherwise found alone.",
                         "ख़ाली हो तो: गृह का नाम हो तो आश्रय गृह में, अन्यथा अकेले मिले।")),
    _sealed("kept_at", Bilingual("Kept at", "कहाँ रखे गए"),
            ("Name of home", "Name of CCI", "CCI name", "CCI", "Home", "Shelter home name", "Hospital", "Mortuary",
             "Institution", "गृह का नाम", "संस्था", "अस्पताल", "शवगृह", "आश्रय गृह")),
    _sealed("home_words", Bilingual("What they say of home", "घर के बारे में क्या बताते हैं"),
            ("Statement of child", "Child statement", "What child says", "Told of home", "Address as told",
                        "बच्चे का कथन",
             "बताया गया पता", "बच्चे ने बताया"), longest=TEXT),
    _sealed("kin", Bilingual("Other kin", "अन्य परिजन"),
            ("Brothers and sisters", "Siblings", "Relatives named", "भाई बहन", "भाई-बहन", "परिजन"), longest=TEXT),
    *REACH,
    *REST,
)  # fmt: skip


def _spec(name: str, fields: tuple[Field, ...]) -> Callable[[str], ImportSpec]:
    spec = ImportSpec(name, fields, key=("external",), rules=(readable, says_who))
    return lambda home_state: spec


missing_spec = _spec("missing", MISSING_FIELDS)
found_spec = _spec("found", FOUND_FIELDS)
