"""The measures of convergence as data: what each is, of what, what bends it, and the function that counts it.

A measure to come is one more entry of ``MEASURES``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor

from . import acting
from . import counts as convergence
from .counts import Cell, Measured, Span


class Unit(StrEnum):
    """What a measure is told in."""

    SHARE = "share"
    HOURS = "hours"
    DAYS = "days"

    @property
    def is_of_time(self) -> bool:
        """Whether it is a median of spans of time, no share."""
        return self is not Unit.SHARE


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of convergence.

    ``counted`` gives it for each cell (district, period) of a span and for their totals, as the actor may be told.
    """

    code: str
    words: Bilingual
    unit: Unit
    definition: Bilingual
    numerator: Bilingual
    denominator: Bilingual
    bias: Bilingual
    counted: Callable[[Actor, Span], Mapping[Cell, Measured]]
    is_of_cases: bool = True


_CASES = Bilingual(
    "Cases that were opened here in the period at least seven days ago and are not void. Cases taken in from a sheet "
    "are left out: who acted on them before they came here is not known.",
    "इस अवधि में यहाँ दर्ज वे प्रकरण जिन्हें दर्ज हुए सात दिन हो चुके हैं और जो "
    "निरस्त नहीं हैं। तालिका से लिए गए प्रकरण नहीं गिने जाते: "
    "यहाँ आने से पहले उन पर किसने काम किया, यह ज्ञात नहीं।",
)

_SENT = Bilingual(
    "Offices to which an advisory went out in the period and was not withdrawn, each once for each advisory.",
    "वे कार्यालय जिन्हें इस अवधि में परामर्श भेजा गया और वापस नहीं लिया गया; हर परामर्श के लिए एक बार।",
)

MEASURES: dict[str, Measure] = {
    measure.code: measure
    for measure in (
        Measure(
            "three-in-a-week",
            Bilingual("Three compartments within a week", "एक सप्ताह में तीन विभाग"),
            Unit.SHARE,
            Bilingual(
                "The share of cases in which three compartments or more (police, railway police, border force, "
                "administration, welfare, justice, health, partners) acted within seven days of the opening.",
                "उन प्रकरणों का भाग जिनमें दर्ज होने के सात दिन के भीतर तीन या अधिक "
                "विभागों (पुलिस, रेलवे पुलिस, सीमा बल, प्रशासन, "
                "महिला एवं बाल कल्याण, न्याय, स्वास्थ्य, सहयोगी संस्थाएँ) ने काम किया।",
            ),
            Bilingual(
                "Cases in which officers of three compartments or more wrote something down here within seven days: "
                "an event, a place of the way, a person, a thing, a document, a correction, a duty done. Reading a "
                "case is not acting.",
                "वे प्रकरण जिनमें सात दिन के भीतर तीन या अधिक विभागों के "
                "अधिकारियों ने यहाँ कुछ दर्ज किया: घटना, मार्ग का स्थान, "
                "व्यक्ति, वस्तु, दस्तावेज़, सुधार, पूर्ण किया गया दायित्व। केवल देखना काम नहीं गिना जाता।",
            ),
            _CASES,
            Bilingual(
                "Only what is written down here is seen. A committee that heard a child and wrote it on paper alone "
                "is missing, so that the share is rather too low; it rises also when more offices begin to use the "
                "system. Cases of the last seven days are not counted yet. A district with few cases jumps from one "
                "period to the next: look at the interval.",
                "केवल यहाँ दर्ज काम दिखता है। जिस समिति ने बच्चे को सुना पर केवल "
                "कागज़ पर लिखा, वह नहीं गिनी जाती, इसलिए यह भाग कुछ कम "
                "दिखता है; अधिक कार्यालयों के जुड़ने से भी यह बढ़ता है। पिछले सात दिनों "
                "के प्रकरण अभी नहीं गिने गए। कम प्रकरणों वाले जनपद का "
                "भाग हर अवधि में बहुत बदलता है: अंतराल देखें।",
            ),
            convergence.three_in_a_week,
        ),
        Measure(
            "hand-over",
            Bilingual("Hours until people are taken over", "व्यक्तियों को संरक्षण में लेने तक के घंटे"),
            Unit.HOURS,
            Bilingual(
                "The median of the hours between a unit being asked to take over the people of a case and its saying "
                "that it has.",
                "किसी इकाई से प्रकरण के व्यक्तियों को संरक्षण में लेने के अनुरोध और उसके ले लेने की सूचना के बीच के घंटों की माध्यिका।",
            ),
            Bilingual(
                "The middle one of these hours, in order; half took less, half more.",
                "क्रम में रखे इन घंटों में बीच का; आधे में कम समय लगा, आधे में अधिक।",
            ),
            Bilingual(
                "Hand-overs that were taken over, in cases that were opened here in the period and are not void. Of "
                "those still waiting the number is shown beside.",
                "वे सुपुर्दगियाँ जिनमें व्यक्तियों को संरक्षण में ले लिया गया, इस "
                "अवधि में यहाँ दर्ज और निरस्त न किए गए प्रकरणों में। "
                "प्रतीक्षारत सुपुर्दगियों की संख्या साथ में दिखाई गई है।",
            ),
            Bilingual(
                "Those still waiting have no hours yet, so that the median is too short where many wait. The hour is "
                "that of the entry here: people may have been received before somebody wrote it. Hand-overs on paper "
                "alone are not seen.",
                "जो अभी प्रतीक्षा में हैं उनके घंटे नहीं गिने गए, इसलिए जहाँ बहुत-सी प्रतीक्षा "
                "में हों वहाँ माध्यिका कम दिखती है। समय यहाँ प्रविष्टि का है: "
                "हो सकता है व्यक्ति पहले ही ले लिए गए हों। केवल कागज़ पर हुई सुपुर्दगियाँ नहीं दिखतीं।",
            ),
            convergence.handover_hours,
        ),
        Measure(
            "joint",
            Bilingual("Joint operations", "संयुक्त कार्रवाइयाँ"),
            Unit.SHARE,
            Bilingual(
                "The share of cases in which units of two districts or more took part, or in which one compartment "
                "handed people over and another took them over.",
                "उन प्रकरणों का भाग जिनमें दो या अधिक जनपदों की इकाइयों ने भाग लिया, या "
                "जिनमें एक विभाग ने व्यक्तियों को सौंपा और दूसरे ने "
                "संरक्षण में लिया।",
            ),
            Bilingual(
                "Cases in which units of two districts or more wrote something down, are in the case team or took "
                "people over; or whose people were taken over by a unit of another compartment. That a case was only "
                "shared for reading does not count.",
                "वे प्रकरण जिनमें दो या अधिक जनपदों की इकाइयों ने कुछ दर्ज किया, प्रकरण "
                "दल में हैं या व्यक्तियों को संरक्षण में लिया; या जिनके "
                "व्यक्तियों को दूसरे विभाग की इकाई ने संरक्षण में लिया। केवल देखने के लिए साझा करना नहीं गिना जाता।",
            ),
            _CASES,
            Bilingual(
                "A raid of two districts that only one of them wrote down is not seen as joint. Units of the whole "
                "state belong to no district. Districts on a border or a railway line have more occasion: compare a "
                "district with itself over time rather than with others.",
                "दो जनपदों की जिस दबिश को केवल एक ने दर्ज किया, वह संयुक्त नहीं दिखती। पूरे "
                "राज्य की इकाइयाँ किसी जनपद की नहीं मानी जातीं। सीमा या रेल "
                "मार्ग के जनपदों को अवसर अधिक मिलते हैं: जनपद की तुलना दूसरों से नहीं, समय के साथ स्वयं से करें।",
            ),
            convergence.joint,
        ),
        Measure(
            "advisories",
            Bilingual("Advisories acted on", "कार्रवाई किए गए परामर्श"),
            Unit.SHARE,
            Bilingual(
                "The share of the offices an advisory went to that said it was done.",
                "जिन कार्यालयों को परामर्श भेजा गया, उनमें से कार्य पूर्ण बताने वालों का भाग।",
            ),
            Bilingual(
                "Offices that carried it out, with proof where the measure asks for proof; also those whose proof a "
                "second person has still to look at.",
                "वे कार्यालय जिन्होंने कार्य पूर्ण किया, प्रमाण सहित जहाँ उपाय में माँगा "
                "गया है; वे भी जिनका प्रमाण दूसरे व्यक्ति द्वारा देखा जाना शेष है।",
            ),
            _SENT,
            Bilingual(
                "That something was done is what the office itself says. Those sent lately had no time yet, so that "
                "the last period is too low; and an advisory that a district declined for a good reason counts "
                "against it. Whether it helped is asked elsewhere.",
                "कार्य पूर्ण हुआ, यह कार्यालय स्वयं बताता है। हाल में भेजे गए परामर्शों को "
                "अभी समय नहीं मिला, इसलिए अंतिम अवधि का भाग कम दिखता है; उचित कारण से "
                "अस्वीकार किया गया परामर्श भी नहीं जुड़ता। उससे लाभ हुआ या नहीं, यह अलग से "
                "देखा जाता है।",
            ),
            acting.advisories_acted_on,
            is_of_cases=False,
        ),
        Measure(
            "days-to-act",
            Bilingual("Days until an advisory is acted on", "परामर्श पर कार्रवाई तक के दिन"),
            Unit.DAYS,
            Bilingual(
                "The median of the days between the sending of an advisory and an office saying that it is done.",
                "परामर्श भेजे जाने और कार्यालय द्वारा कार्य पूर्ण बताने के बीच के दिनों की माध्यिका।",
            ),
            Bilingual(
                "The middle one of these days, in order; half took less, half more.",
                "क्रम में रखे इन दिनों में बीच का; आधे में कम समय लगा, आधे में अधिक।",
            ),
            Bilingual(
                "Offices that said an advisory of the period was done. Of those still waiting the number is shown "
                "beside.",
                "वे कार्यालय जिन्होंने इस अवधि के परामर्श पर कार्य पूर्ण बताया। प्रतीक्षारत कार्यालयों की संख्या साथ में दिखाई गई है।",
            ),
            Bilingual(
                "Those still waiting have no days yet, so that the median is too short where many wait. Measures "
                "take unequal time: a placard is up in days, a survey takes weeks.",
                "जो अभी प्रतीक्षा में हैं उनके दिन नहीं गिने गए, इसलिए जहाँ बहुत-सी "
                "प्रतीक्षा में हों वहाँ माध्यिका कम दिखती है। उपायों में समय अलग-अलग लगता "
                "है: सूचना-पट्ट कुछ दिनों में लग जाता है, सर्वेक्षण में सप्ताह लगते हैं।",
            ),
            acting.days_to_act,
            is_of_cases=False,
        ),
    )
}
