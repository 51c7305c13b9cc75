"""The police, railway and border structure of Uttar Pradesh, as tables.

Zones, ranges, commissionerates, railway police sections and the named police stations are real; an AHTU, help
desk or border unit bears its district's name. District by LGD code, division by the gazetteer's slug.
"""

# zone → its ranges; a range covers the division of the same slug, less its commissionerates
ZONES: dict[str, tuple[str, ...]] = {
    "lucknow": ("lucknow", "ayodhya"),
    "kanpur": ("kanpur", "jhansi"),
    "prayagraj": ("prayagraj", "chitrakoot"),
    "varanasi": ("varanasi", "azamgarh", "mirzapur"),
    "gorakhpur": ("gorakhpur", "basti", "devipatan"),
    "bareilly": ("bareilly", "moradabad"),
    "agra": ("agra", "aligarh"),
    "meerut": ("meerut", "saharanpur"),
}

# Lucknow, Gautam Buddh Nagar, Kanpur Nagar, Varanasi, Agra, Ghaziabad, Prayagraj: directly under the state
COMMISSIONERATES = ("157", "141", "164", "197", "146", "140", "175")

# district → (circle or "", station, Hindi name of the station)
STATIONS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "180": (
        ("Nanpara", "Rupaidiha", "रुपईडीहा"),
        ("Nanpara", "Nanpara", "नानपारा"),
        ("", "Kotwali Nagar, Bahraich", "कोतवाली नगर, बहराइच"),
    ),
    "187": (
        ("Nautanwa", "Sonauli", "सोनौली"),
        ("Nautanwa", "Nautanwa", "नौतनवा"),
        ("", "Thoothibari", "ठूठीबारी"),
        ("", "Kotwali, Maharajganj", "कोतवाली, महराजगंज"),
    ),
    "153": (("Palia", "Gauriphanta", "गौरीफंटा"), ("Palia", "Palia", "पलिया"), ("", "Tikunia", "तिकुनिया")),
    "184": (("", "Dhebarua", "ढेबरुआ"), ("", "Kapilvastu", "कपिलवस्तु"), ("", "Shohratgarh", "शोहरतगढ़")),
    "182": (("", "Tulsipur", "तुलसीपुर"), ("", "Pachperwa", "पचपेड़वा")),
    "181": (("", "Bhinga", "भिनगा"), ("", "Sirsiya", "सिरसिया"), ("", "Malhipur", "मल्हीपुर")),
    "151": (("", "Puranpur", "पूरनपुर"), ("", "Madhotanda", "माधोटांडा"), ("", "Hazara", "हजारा")),
    "197": (
        ("", "Cantt, Varanasi", "कैंट, वाराणसी"),
        ("", "Sigra", "सिगरा"),
        ("", "Lanka", "लंका"),
        ("", "Chowk, Varanasi", "चौक, वाराणसी"),
    ),
    "135": (
        ("", "Civil Lines, Moradabad", "सिविल लाइन्स, मुरादाबाद"),
        ("", "Majhola", "मझोला"),
        ("", "Katghar", "कटघर"),
    ),
    "134": (
        ("", "Najibabad", "नजीबाबाद"),
        ("", "Dhampur", "धामपुर"),
        ("", "Kotwali City, Bijnor", "कोतवाली शहर, बिजनौर"),
    ),
    "188": (("", "Cantt, Gorakhpur", "कैंट, गोरखपुर"), ("", "Gorakhnath", "गोरखनाथ")),
    "157": (("", "Hazratganj", "हजरतगंज"), ("", "Alambagh", "आलमबाग"), ("", "Naka Hindola", "नाका हिंडोला")),
    "141": (("", "Sector 20, Noida", "सेक्टर 20, नोएडा"), ("", "Sector 39, Noida", "सेक्टर 39, नोएडा")),
    "140": (("", "Sahibabad", "साहिबाबाद"), ("", "Indirapuram", "इंदिरापुरम")),
    "175": (("", "Civil Lines, Prayagraj", "सिविल लाइन्स, प्रयागराज"), ("", "Dhoomanganj", "धूमनगंज")),
    "146": (("", "Hari Parvat", "हरीपर्वत"), ("", "Tajganj", "ताजगंज")),
    "164": (("", "Kalyanpur, Kanpur", "कल्याणपुर, कानपुर"), ("", "Kotwali, Kanpur", "कोतवाली, कानपुर")),
}

# railway police section → (name, Hindi name, its stations by code)
RAILWAY_SECTIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "agra": ("Agra", "आगरा", ("AGC", "MTJ", "ALJN", "GZB")),
    "prayagraj": ("Prayagraj", "प्रयागराज", ("PRYJ", "CNB", "DDU")),
    "jhansi": ("Jhansi", "झांसी", ("VGLB", "BNDA", "ORAI")),
    "lucknow": ("Lucknow", "लखनऊ", ("LKO", "BSB", "AYC", "RBL")),
    "gorakhpur": ("Gorakhpur", "गोरखपुर", ("GKP", "GD", "BST", "NNP", "DEOS")),
    "moradabad": ("Moradabad", "मुरादाबाद", ("MB", "BE", "SRE", "NBD")),
}
RPF_POSTS = ("BSB", "GKP", "LKO", "CNB", "PRYJ", "DDU", "MB", "GZB", "AGC", "VGLB", "GD", "NTV", "NNP", "BE")

# border sector → (name, Hindi name, districts); Pilibhit is held by a frontier of Uttarakhand
BORDER_SECTORS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "gorakhpur": ("Gorakhpur", "गोरखपुर", ("187", "184")),
    "lakhimpur-kheri": ("Lakhimpur Kheri", "लखीमपुर खीरी", ("153", "180", "181", "182")),
}
BORDER_ALONE = ("151",)

HOMES = ("157", "197", "188", "135", "180", "187", "175", "146", "164", "140")
PARTNERS = ("180", "187", "197", "188", "157", "135", "134", "140")
