"""What the registers ask of people."""

from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual

_TO_ENTRY = Bilingual("See the entry", "प्रविष्टि देखें")

FIR = register_kind(
    "tracing:fir",
    "FIR for a missing child",
    "गुमशुदा बच्चे की एफआईआर",
    closes_itself=True,
    link_words=_TO_ENTRY,
    rule=Bilingual(
        "Supreme Court, G Ganesh, 22 May 2026: FIR at once for a missing child (two hours to write it: our reading, "
        "to be verified by counsel)",
        (
            "उच्चतम न्यायालय, जी गणेश, 22 मई 2026: गुमशुदा बच्चे की एफआईआर तुरंत (लिखने हेतु दो घंटे: हमारी "
            "व्याख्या, विधि अधिकारी से सत्यापन शेष)"
        ),
    ),
    fixed_hour=True,
    urgent=True,
    statutory="missing_child_fir",
)
TRANSFER = register_kind(
    "tracing:transfer",
    "Transfer to the AHTU",
    "एएचटीयू को स्थानांतरण",
    closes_itself=True,
    link_words=_TO_ENTRY,
    rule=Bilingual(
        "Supreme Court, G Ganesh, 22 May 2026: to the AHTU as soon as trafficking is suspected "
        "(six hours: our reading, to be verified by counsel)",
        (
            "उच्चतम न्यायालय, जी गणेश, 22 मई 2026: मानव तस्करी की आशंका होते ही एएचटीयू को (छह घंटे: हमारी "
            "व्याख्या, विधि अधिकारी से सत्यापन शेष)"
        ),
    ),
    fixed_hour=True,
    urgent=True,
    statutory="suspicion_to_ahtu",
)
QUESTIONS = register_kind(
    "tracing:questions",
    "Ask the reporting person about trafficking",
    "सूचना देने वाले से मानव तस्करी संबंधी प्रश्न पूछना",
    closes_itself=True,
    link_words=Bilingual("See the questions", "प्रश्न देखें"),
    rule=Bilingual(
        "Departmental rule: if a person left for a job, a marriage or with an acquaintance, ask the "
        "questions within a day",
        "विभागीय नियम: काम, विवाह या परिचित के साथ गए व्यक्ति के बारे में एक दिन में प्रश्न पूछें",
    ),
)
TELL_POLICE = register_kind(
    "tracing:tell_police",
    "Inform the police of a missing child",
    "गुमशुदा बच्चे की सूचना पुलिस को देना",
    closes_itself=True,
    link_words=_TO_ENTRY,
    rule=Bilingual(
        "So that an FIR is registered at once, Supreme Court, G Ganesh, 22 May 2026 "
        "(two hours: our reading, to be verified by counsel)",
        ("ताकि एफआईआर तुरंत दर्ज हो, उच्चतम न्यायालय, जी गणेश, 22 मई 2026 (दो घंटे: हमारी व्याख्या, विधि अधिकारी से सत्यापन शेष)"),
    ),
    fixed_hour=True,
    urgent=True,
)
BEFORE_CWC = register_kind(
    "tracing:before_cwc",
    "Produce a found child before the Child Welfare Committee",
    "मिले बच्चे को बाल कल्याण समिति के समक्ष प्रस्तुत करना",
    closes_itself=True,
    link_words=_TO_ENTRY,
    rule=Bilingual(
        "Section 31, Juvenile Justice Act, 2015: within 24 hours, without the time of the journey",
        "किशोर न्याय अधिनियम, 2015 की धारा 31: यात्रा का समय छोड़कर 24 घंटे में",
    ),
    fixed_hour=True,
    urgent=True,
    statutory="child_before_cwc",
)
INQUIRY = register_kind(
    "tracing:inquiry",
    "Inquiry into a missing adult",
    "गुमशुदा वयस्क की जाँच",
    closes_itself=True,
    link_words=_TO_ENTRY,
    rule=Bilingual(
        "Inquiry on every missing report (24 hours: our reading, to be verified by counsel)",
        "हर गुमशुदगी पर जाँच (24 घंटे: हमारी व्याख्या, विधि अधिकारी से सत्यापन शेष)",
    ),
)
