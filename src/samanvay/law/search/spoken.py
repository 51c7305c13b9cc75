"""How officers name Acts and things: abbreviations, Hindi and romanised names, words that the texts do not use."""

from samanvay.kernel.bilingual import Bilingual

# Names of an Act besides its title. Written as ``finding.words_of`` reads: small letters, no dots within.
ACT_NAMES: dict[str, tuple[str, ...]] = {
    "bns": ("bns", "bharatiya nyaya sanhita", "nyaya sanhita", "बीएनएस", "भारतीय न्याय संहिता", "न्याय संहिता", "भान्यासं"),
    "bnss": (
        *("bnss", "bharatiya nagarik suraksha sanhita", "nagarik suraksha sanhita", "बीएनएसएस"),
        *("भारतीय नागरिक सुरक्षा संहिता", "नागरिक सुरक्षा संहिता"),
    ),
    "bsa": ("bsa", "bharatiya sakshya adhiniyam", "sakshya adhiniyam", "बीएसए", "साक्ष्य अधिनियम 2023"),
    "ipc": (
        *("ipc", "indian penal code", "penal code", "आईपीसी", "आइपीसी", "भारतीय दंड संहिता", "भारतीय दण्ड संहिता"),
        *("दंड संहिता", "भादवि", "भादसं", "भादंसं", "ताजीरात ए हिंद"),
    ),
    "crpc": (
        *("crpc", "criminal procedure code", "code of criminal procedure", "सीआरपीसी", "दंड प्रक्रिया संहिता"),
        *("दण्ड प्रक्रिया संहिता", "दप्रसं", "दंप्रसं"),
    ),
    "iea": (
        *("iea", "evidence act", "indian evidence act", "भारतीय साक्ष्य अधिनियम 1872"),
        *("साक्ष्य अधिनियम 1872", "साक्ष्य अधिनियम"),
    ),
    "itpa": (
        *("itpa", "pita act", "pita", "immoral traffic act", "immoral traffic prevention act", "आईटीपीए", "पीटा"),
        *("अनैतिक व्यापार अधिनियम", "अनैतिक व्यापार निवारण अधिनियम", "अनैतिक देह व्यापार अधिनियम"),
    ),
    "jj": (
        *("jj act", "jj", "juvenile justice act", "juvenile justice"),
        *("जेजे एक्ट", "जेजे", "किशोर न्याय अधिनियम", "किशोर न्याय"),
    ),
    "pocso": (
        *("pocso act", "pocso", "posco", "पॉक्सो एक्ट"),
        *("पॉक्सो अधिनियम", "पॉक्सो", "पोक्सो", "पाक्सो"),
        *("लैंगिक अपराधों से बालकों का संरक्षण",),
    ),
    "blsa": (
        *("blsa", "bonded labour act", "bonded labour system act", "bonded labour system abolition act"),
        *("बंधुआ श्रम अधिनियम", "बंधित श्रम अधिनियम", "बंधुआ मजदूरी अधिनियम"),
    ),
    "clpra": ("clpra", "child labour act", "बाल श्रम अधिनियम"),
    "pcma": (
        *("pcma", "child marriage act", "prohibition of child marriage act", "बाल विवाह अधिनियम"),
        *("बाल विवाह प्रतिषेध अधिनियम",),
    ),
    "thota": ("thota", "thoa", "transplantation act", "organ transplant act", "मानव अंग प्रत्यारोपण अधिनियम"),
    "surrogacy_act": ("surrogacy act", "सरोगेसी अधिनियम"),
    "dpdp": ("dpdp", "dpdp act", "डीपीडीपी"),
    "pmla": ("pmla", "money laundering act", "पीएमएलए", "धन शोधन अधिनियम"),
    "nia_act": ("nia act", "एनआईए अधिनियम"),
    "scst": ("scst act", "sc st act", "atrocities act", "एससी एसटी एक्ट", "अत्याचार निवारण अधिनियम"),
    "it_act": ("it act", "information technology act", "आईटी एक्ट", "सूचना प्रौद्योगिकी अधिनियम"),
    "constitution": ("constitution", "article", "articles", "art", "संविधान", "अनुच्छेद", "anuchchhed"),
}

# What stands before the number of a section.
ACT_SHORT: dict[str, Bilingual] = {
    "bns": Bilingual("BNS", "बीएनएस"),
    "bnss": Bilingual("BNSS", "बीएनएसएस"),
    "bsa": Bilingual("BSA", "बीएसए"),
    "ipc": Bilingual("IPC", "आईपीसी"),
    "crpc": Bilingual("CrPC", "सीआरपीसी"),
    "iea": Bilingual("Evidence Act", "साक्ष्य अधिनियम 1872"),
    "itpa": Bilingual("ITPA", "अनैतिक व्यापार अधिनियम"),
    "jj": Bilingual("JJ Act", "किशोर न्याय अधिनियम"),
    "pocso": Bilingual("POCSO", "पॉक्सो"),
    "blsa": Bilingual("Bonded Labour Act", "बंधित श्रम अधिनियम"),
    "clpra": Bilingual("Child Labour Act", "बाल श्रम अधिनियम"),
    "dpdp": Bilingual("DPDP Act", "डेटा संरक्षण अधिनियम"),
    "pcma": Bilingual("Child Marriage Act", "बाल विवाह अधिनियम"),
    "surrogacy_act": Bilingual("Surrogacy Act", "सरोगेसी अधिनियम"),
    "thota": Bilingual("Organ Transplantation Act", "अंग प्रत्यारोपण अधिनियम"),
}

# Words that say that a number is a section, or say nothing.
SAY_NOTHING = frozenset(
    (
        *("section", "sections", "sec", "s", "u", "us", "of", "the", "act", "code", "under", "in", "and", "or", "a"),
        *("an", "on", "for", "to", "with", "is", "what", "which", "by", "from", "ke", "ki", "ka", "me", "mein"),
        *("dhara", "dafa", "kanoon", "धारा", "धाराएं", "धाराएँ", "दफा", "अधिनियम", "एक्ट", "कानून", "का", "की", "के"),
        *("में", "को", "से", "और", "या", "पर", "है", "क्या"),
    )
)

# What makes a number before it a time and no section: "24 hours".
UNITS = frozenset(
    (
        *("hour", "hours", "hrs", "ghante", "day", "days", "din", "week", "weeks", "month", "months", "year", "years"),
        *("घंटा", "घंटे", "घण्टे", "दिन", "सप्ताह", "माह", "महीने", "वर्ष", "साल"),
    )
)

# What is said, and the words under which the texts have it.
SPOKEN: dict[str, tuple[str, ...]] = {
    "तस्करी": ("दुर्व्यापार", "तस्करी"),
    "taskari": ("दुर्व्यापार", "तस्करी"),
    "tashkari": ("दुर्व्यापार", "तस्करी"),
    "tip": ("trafficking",),
    "bandhua": ("बंधुआ", "बंधित"),
    "बंधुआ": ("बंधुआ", "बंधित"),
    "begar": ("begar", "बेगार"),
    "balatkar": ("बलात्कार",),
    "रेप": ("बलात्कार",),
    "जमानत": ("जमानत", "बेल"),
    "jamanat": ("जमानत",),
    "zamanat": ("जमानत",),
    "apaharan": ("अपहरण",),
    "अपहरण": ("अपहरण", "व्यपहरण"),
    "kidnap": ("kidnapping",),
    "peedit": ("पीड़ित",),
    "muavza": ("प्रतिकर",),
    "muavja": ("प्रतिकर",),
    "मुआवजा": ("प्रतिकर",),
    "मुआवज़ा": ("प्रतिकर",),
    "nabalig": ("बालक",),
    "नाबालिग": ("बालक", "बालिका"),
    "minor": ("child",),
    "minors": ("children", "child"),
    "lapata": ("गुमशुदा",),
    "लापता": ("गुमशुदा",),
    "gumshuda": ("गुमशुदा",),
    "bhikh": ("भिक्षावृत्ति",),
    "भीख": ("भिक्षावृत्ति", "भीख"),
    "vivah": ("विवाह",),
    "gawah": ("साक्षी",),
    "गवाह": ("साक्षी",),
    "cwc": ("cwc", "committee"),
    "सीडब्ल्यूसी": ("समिति",),
    "kothe": ("वेश्यालय",),
    "कोठा": ("वेश्यालय",),
    "brothel": ("brothel", "brothels"),
    "kidney": ("organ", "organs"),
    "गुर्दा": ("अंग",),
    "किडनी": ("अंग",),
}
