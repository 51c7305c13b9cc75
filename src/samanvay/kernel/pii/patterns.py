"""The words and forms by which a text names one person: English, Hindi, and Hindi in Latin letters."""

import re

from .kinds import PiiKind

# Vowel signs are no letters to "\b", so the edges of a Hindi word are spelt out.
_HINDI = "[\u0900-\u0963\u0966-\u097f]"
_BEGIN, _END = f"(?<!{_HINDI})", f"(?!{_HINDI})"
_HINDI_WORD = f"{_BEGIN}{_HINDI}{{2,}}"
_CAPITAL = r"[A-Z][a-z]{2,}"


def _one_of(said: str) -> str:
    return "(?:" + "|".join(said.split()) + ")"


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


def _any(*patterns: str, flags: re.RegexFlag = re.IGNORECASE) -> list[re.Pattern[str]]:
    return [re.compile(pattern, flags) for pattern in patterns]


def _exact(*patterns: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern) for pattern in patterns]


_KIN = "daughter son wife husband mother father sister brother niece nephew widow"
_KIN_HINDI = "पुत्री पुत्र सुपुत्री सुपुत्र पत्नी बेटी बेटा बहन भाई पिता माता पति"
_HOME = "house flat plot door makan"
_LANE = "mohalla muhalla mohallah gali village vill tola tehsil street lane ward"
_LANE_HINDI = "ग्राम गाँव गांव मोहल्ला मुहल्ला गली मकान वार्ड टोला"
_NOT_A_LANE = "में से के की का को तक और पर पंचायत प्रधान स्तर स्तरीय व या"

CASE_NUMBER = re.compile(r"\b[A-Z]{2}-[A-Z]{3}-\d{4}-\d{6}\b")

PATTERNS: dict[PiiKind, list[re.Pattern[str]]] = {
    PiiKind.CASE: [
        *_any(
            r"\b(?:f\.?\s?i\.?\s?r\.?|crime|cr\.?|g\.?d\.?|d\.?d\.?)\s*(?:no\.?|number|#)?\s*[:.\-]?\s*\d+(?:\s*(?:/|of)\s*\d{2,4})?\b",
            r"\bcase\s+(?:no\.?|number|#)\s*[:.]?\s*\d+(?:\s*/\s*\d{2,4})?",
            r"(?:मु\.?\s?अ\.?\s?सं\.?|एफ\.?\s?आई\.?\s?आर\.?|एफ़\.?\s?आई\.?\s?आर\.?|एफ़आईआर|प्राथमिकी|मुकदमा|मु0अ0सं0)"
            r"[^\d\n।]{0,16}\d+(?:\s*/\s*\d{2,4})?",
            r"(?<![\d/])\d{1,5}\s?/\s?20\d\d\b",
        ),
        CASE_NUMBER,
    ],
    PiiKind.KIN: _any(
        rf"\b{_one_of(_KIN)}\s+of\b",
        r"\b[dsw]\s?/\s?o\b\.?",
        r"\b(?:ki|ke|ka)\s+(?:putri|putra|patni|beti|beta)\b",
        rf"{_BEGIN}{_one_of(_KIN_HINDI)}{_END}",
    ),
    PiiKind.ADDRESS: [
        *_any(
            rf"\b{_one_of(_HOME)}\s*(?:no\.?|number|#)\s*[:.]?\s*[\w/-]+",
            r"\bh\.?\s?no\.?\s*[\w/-]+",
            r"\b[rc]\s?/\s?o\b\.?",
            r"\b(?:resident of|residing at|lives? (?:at|in)|niwasi)\b",
            r"\bpin\s*(?:code)?\s*[:.\-]?\s*\d{6}\b",
            r"[\w.+-]+@[\w-]+\.[\w.]+",
            rf"{_BEGIN}निवासी{_END}",
            rf"{_BEGIN}{_one_of(_LANE_HINDI)}{_END}\s+(?!{_one_of(_NOT_A_LANE)}{_END})(?:{_HINDI}{{2,}}|\d+)",
        ),
        *_exact(rf"\b(?i:{_one_of(_LANE)})\.?\s+(?:(?i:no)\.?\s*)?(?:[A-Z][a-z]+|\d+)\b"),
    ],
    PiiKind.NUMBER: _exact(
        r"\b[A-Z]{2}[ -]?\d{1,2}[ -]?[A-Z]{1,3}[ -]?\d{4}\b",  # a vehicle
        r"\b[A-Z]{5}\d{4}[A-Z]\b",  # PAN
        r"\b[A-Z]\d{7}\b",  # passport
    ),
}

# A name after a word that leads it, also in capitals; some of these words lead one in small letters as well.
_NAME = rf"(?:{_CAPITAL}|[A-Z]{{3,}})"
_NAMES = rf"(?P<name>{_NAME}(?:\s{_NAME}){{0,5}})"
_NO_NAME = (
    "par pe se ki ka ke ko mein aur tak hai tha thi the nahi nahin na batakar badal pata likha darj bhi "
    "and as in on at by of for to after from with was were is an other"
)
_SMALL = rf"(?P<name>(?!{_one_of(_NO_NAME)}\b)[a-z]{{3,}}\b)"
_TITLE = r"(?:(?i:late|lt|mr|mrs|ms|shri|sri|smt)\.?\s+)?"
_OFFSPRING = "putri putra suputri suputra patni beti beta"
_OFFSPRING_HINDI = "सुपुत्री सुपुत्र पुत्री पुत्र पत्नी"
_NO_NAME_HINDI = (
    "पर से के की का को तक और में ने न नहीं भी व या एवं तथा है हैं था थी थे गई गए गया कर पता दर्ज बताया बताकर बदलकर अज्ञात "
    "परिवार मजदूर मज़दूर श्रमिक किसान गाँव गांव ग्राम व्यक्ति महिला पुरुष लड़की लड़के लड़का बालिका बालक बच्चे बच्ची वादी आवेदक अभियुक्त "
    "उस उसकी उसके इस इसकी इसके जिस जिसकी जिसके किस अपनी अपने अपना उनकी उनके एक दो तीन चार पाँच "
    "लाई लाया लाए मिली मिला मिले हुई हुआ हुए बरामद सहित समेत साथ रहती रहता दोनों दोनो उम्र आयु निवासी "
    "सुपुत्री सुपुत्र पुत्री पुत्र पत्नी"
)
_HINDI_NAME = rf"(?P<name>(?!{_one_of(_NO_NAME_HINDI)}{_END}){_HINDI}{{2,}}{_END})"
_TITLE_HINDI = r"(?:(?:श्रीमती\s|श्री\s|कुमारी\s|कु0|कु\.|स्व0|स्व\.|स्वर्गीय\s)\s*)?"

NAMED = _exact(
    rf"\b(?i:named|name is|name was|name:|called|alias|known as|urf|naam|nam)[\s:]+{_TITLE}{_NAMES}",
    rf"\b(?i:named|naam|alias|urf)[\s:]+{_SMALL}",
    rf"(?<![A-Za-z]){_NAMES}\s+(?i:naam|nam)\s+(?i:ki|ka|ke)\b",
    rf"\b(?:Ms|Miss|Mrs|Mr|Smt|Shri|Sri|Km|Ku|Kum|Kumari|Baby|MS|MISS|MRS|MR|SMT|SHRI|SRI|KM|KU|KUM|KUMARI|BABY)\b\.?\s+{_NAMES}",
    rf"\b(?:kumari|smt|shri|sri)\b\.?\s+{_NAMES}",
    rf"\b(?:kumari|smt)\b\.?\s+{_SMALL}",
    rf"\b(?i:[dswc]\s?/\s?o)\b\.?[\s:]*{_TITLE}{_NAMES}",
    rf"\b[dswc]\s?/\s?o\b\.?\s*{_SMALL}",
    rf"(?<![A-Za-z]){_NAMES}\s*,?\s*(?i:[dsw]\s?/\s?o)\b",
    rf"\b(?i:{_one_of(_KIN)}\s+of)\s+{_TITLE}{_NAMES}",
    rf"\b(?i:{_one_of(_OFFSPRING)})\s+{_TITLE}{_NAMES}",
    rf"(?<![A-Za-z]){_NAMES}\s+(?i:ki|ke|ka)\s+(?i:{_one_of(_OFFSPRING)})\b",
    rf"(?<![A-Za-z]){_NAMES}\s+(?i:{_one_of('putri putra suputri suputra patni')})\b",
    rf"{_BEGIN}(?:(?:श्रीमती|श्री|कुमारी|सुश्री)\s|कु\.|कु0)\s*{_HINDI_NAME[:-1]}"
    rf"(?:\s(?!{_one_of(_NO_NAME_HINDI)}{_END}){_HINDI}{{2,}}{_END})?)",
    rf"{_BEGIN}(?:नाम|उर्फ|उर्फ़)[\s:]+{_HINDI_NAME}",
    rf"{_BEGIN}{_HINDI_NAME}\s+(?:नाम\s+(?:की|का|के){_END}(?!\s+पर)|नामक{_END})",
    rf"{_BEGIN}{_one_of(_OFFSPRING_HINDI)}\s+{_TITLE_HINDI}{_HINDI_NAME}",
    rf"{_BEGIN}{_HINDI_NAME}\s+{_one_of(_OFFSPRING_HINDI)}{_END}",
    rf"{_BEGIN}{_HINDI_NAME}\s+(?:की|के|का)\s+{_one_of(_OFFSPRING_HINDI + ' बेटी बेटा')}{_END}",
)

# The second word is looked at and not taken, since it may be the first of the next two: "Ask Sunita Devi".
TWO_WORDS = re.compile(
    rf"(?P<first>\b{_CAPITAL}|{_HINDI_WORD})(?=\s(?P<last>{_CAPITAL}\b|{_HINDI}{{2,}}{_END}))",
)

_SURNAMES = _words(
    "devi kumari kumar singh yadav khatoon khatun begum bano lal prasad ram paswan oraon munda kujur thapa tamang "
    "gurung lama rai sharma verma varma gupta mishra tiwari ansari khan ali sheikh shaikh sahu shah das nishad "
    "maurya rajbhar gautam jaiswal srivastava shrivastava dubey shukla tripathi pandey upadhyay chauhan thakur "
    "roy mahto manjhi patel soni giri tharu magar karki chhetri pun bibi kaur rana "
    "देवी कुमारी कुमार सिंह यादव खातून ख़ातून बेगम बानो लाल प्रसाद पासवान उरांव उराँव मुंडा कुजूर थापा तमांग गुरुंग शर्मा वर्मा गुप्ता "
    "मिश्रा तिवारी अंसारी खान ख़ान अली शेख साहू निषाद मौर्य राजभर गौतम पाण्डेय पांडेय चौहान ठाकुर महतो मांझी बीबी"
)


def is_surname(word: str) -> bool:
    """Tell whether a word is borne as the last name of many."""
    return word.lower() in _SURNAMES


AGE = re.compile(
    r"\b(?:aged?|age:?)\s*(?:about|around|is)?\s*\d{1,2}\b(?!\s*(?:to|and|-|–|or)\s*\d)"
    r"|(?<![\d\-–])\b\d{1,2}\s*[-–]?\s*(?:years?|yrs?|yr)\b(?:\s*[-–]?\s*old)?"
    r"|\b\d{1,2}\s*(?:saal|sal|varsh|baras)\b"
    r"|[,(]\s*\d{1,2}\s*[),]"
    r"|\b[MF]\s?/\s?\d{1,2}\b|\b\d{1,2}\s?/\s?[MF]\b",
    re.IGNORECASE,
)
HINDI_NAME_AND_AGE = re.compile(
    rf"(?P<name>{_HINDI_WORD}(?:\s{_HINDI}{{2,}})?)\s*(?:[,(]\s*(?:उम्र|आयु)?\s*(?:लगभग\s*)?\d{{1,2}}\s*(?:वर्ष|साल)?\s*[),]"
    rf"|\s(?:उम्र|आयु)\s*(?:लगभग\s*)?\d{{1,2}})"
)
CAPITALISED = re.compile(rf"\b{_CAPITAL}(?:\s{_CAPITAL})*\b")
STOP = re.compile(r"[.;!?।\n]")

HINDI_GROUPS = _words(
    "उसकी उसके उसका पुत्री पुत्र पत्नी बेटी बेटा बहन भाई उम्र आयु दोनों "
    "लड़की लड़कियाँ लड़कियां लड़के लड़का बालिका बालिकाएँ बालिकाएं बालक बच्चे बच्ची बच्चियाँ बच्चियां बच्चों महिला महिलाएँ महिलाएं पुरुष "
    "किशोरी किशोरियाँ व्यक्ति लोग पीड़िता पीड़ित श्रमिक मजदूर मज़दूर जिनकी उनकी इनकी की औसत"
)

# Words that begin a sentence or are written large and name nobody.
COMMON = _words(
    "girls girl boys boy children child women woman men man minors minor victims victim persons person people "
    "labourers labourer workers worker students student teenagers adolescents infants babies families family agents "
    "agent traffickers trafficker they the these those this that there here we our all most many some several both "
    "few one two three four five six seven eight nine ten age ages aged about around between under over in from of "
    "to at on by with and or for since when where who whose mostly often usually nearly almost only other another "
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday hindi nepali police district state railway station border force unit home court "
    "government board act section village india nepal indian jharkhand bihar delhi mumbai express mail each every "
    "according reports report during after before while more less than it its seen found rescued taken "
    "naam name umr aayu lapata balika balak bachcha bachchi ladki ladka prakaran case today junction one kumari "
    "jan feb mar apr jun jul aug sep sept oct nov dec facebook instagram whatsapp "
    "see read compare yes whether does article clause rule rules schedule chapter order supreme high ruling consent"
)
