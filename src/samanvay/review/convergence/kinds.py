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
    "Cases that were opened here in the period, at least seven days ago, and are not cancelled. Imported "
    "cases are left out: it is not known who acted on them before.",
    (
        "इस अवधि में यहाँ दर्ज वे प्रकरण जिन्हें दर्ज हुए सात दिन हो चुके हैं और जो निरस्त नहीं हैं। आयात किए गए "
        "प्रकरण नहीं गिने जाते: उन पर पहले किसने काम किया, यह ज्ञात नहीं।"
    ),
)

_SENT = Bilingual(
    "Offices to which an advisory was sent in the period and not withdrawn; each office counts once per advisory.",
    "वे कार्यालय जिन्हें इस अवधि में परामर्श भेजा गया और वापस नहीं लिया गया; हर परामर्श के लिए एक बार।",
)

MEASURES: dict[str, Measure] = {
    measure.code: measure
    for measure in (
        Measure(
            "three-in-a-week",
            Bilingual("Three departments within a week", "एक सप्ताह में तीन विभाग"),
            Unit.SHARE,
            Bilingual(
                "The share of cases in which three or more departments (police, railway police, border "
                "force, administration, welfare, justice, health, partners) acted within seven days of "
                "opening the case.",
                "उन प्रकरणों का भाग जिनमें दर्ज होने के सात दिन के भीतर तीन या अधिक "
                "विभागों (पुलिस, रेलवे पुलिस, सीमा बल, प्रशासन, "
                "महिला एवं बाल कल्याण, न्याय, स्वास्थ्य, सहयोगी संस्थाएँ) ने काम किया।",
            ),
            Bilingual(
                "Cases in which officers of three or more departments recorded something here within seven "
                "days: an event, a place on the route, a person, an item, a document, a correction, a "
                "completed task. Reading a case does not count.",
                (
                    "वे प्रकरण जिनमें सात दिन के भीतर तीन या अधिक विभागों के अधिकारियों ने यहाँ कुछ दर्ज किया: "
                    "घटना, मार्ग का स्थान, व्यक्ति, वस्तु, दस्तावेज़, सुधार, पूर्ण किया गया कार्य। केवल देखना "
                    "नहीं गिना जाता।"
                ),
            ),
            _CASES,
            Bilingual(
                "Only what is recorded here is counted. If a committee heard a child and wrote it only on "
                "paper, it is missing: the share is too low rather than too high. The share also rises when "
                "more offices begin to use the system. Cases of the last seven days are not counted yet. In "
                "a district with few cases the share changes much between periods: see the interval.",
                (
                    "केवल यहाँ दर्ज काम गिना जाता है। जिस समिति ने बच्चे को सुना पर केवल काग़ज़ पर लिखा, वह नहीं "
                    "गिनी जाती, इसलिए यह भाग कुछ कम दिखता है। अधिक कार्यालयों के जुड़ने से भी यह बढ़ता है। पिछले "
                    "सात दिनों के प्रकरण अभी नहीं गिने गए। कम प्रकरणों वाले जनपद का भाग हर अवधि में बहुत बदलता "
                    "है: अंतराल देखें।"
                ),
            ),
            convergence.three_in_a_week,
        ),
        Measure(
            "hand-over",
            Bilingual("Hours until people are taken over", "व्यक्तियों को संरक्षण में लेने तक के घंटे"),
            Unit.HOURS,
            Bilingual(
                "The median of the hours from asking a unit to take over the people of a case until the unit "
                "reports that it has.",
                "किसी इकाई से प्रकरण के व्यक्तियों को संरक्षण में लेने के अनुरोध और उसके ले लेने की सूचना के बीच के घंटों की माध्यिका।",
            ),
            Bilingual(
                "The middle value of these hours: half took less, half took more.",
                "क्रम में रखे इन घंटों में बीच का; आधे में कम समय लगा, आधे में अधिक।",
            ),
            Bilingual(
                "Completed hand-overs in cases that were opened here in the period and are not cancelled. "
                "The number still waiting is also shown.",
                "वे सुपुर्दगियाँ जिनमें व्यक्तियों को संरक्षण में ले लिया गया, इस "
                "अवधि में यहाँ दर्ज और निरस्त न किए गए प्रकरणों में। "
                "प्रतीक्षारत सुपुर्दगियों की संख्या साथ में दिखाई गई है।",
            ),
            Bilingual(
                "Hand-overs still waiting have no hours yet, so the median is too short where many are "
                "waiting. The time is that of the entry here: people may have been received earlier. "
                "Hand-overs only on paper are not counted.",
                (
                    "जो अभी प्रतीक्षा में हैं उनके घंटे नहीं गिने गए, इसलिए जहाँ बहुत-सी प्रतीक्षा में हों वहाँ "
                    "माध्यिका कम दिखती है। समय यहाँ प्रविष्टि का है: हो सकता है व्यक्ति पहले ही ले लिए गए हों। "
                    "केवल काग़ज़ पर हुई सुपुर्दगियाँ नहीं गिनी जातीं।"
                ),
            ),
            convergence.handover_hours,
        ),
        Measure(
            "joint",
            Bilingual("Joint operations", "संयुक्त कार्रवाइयाँ"),
            Unit.SHARE,
            Bilingual(
                "The share of cases in which units of two or more districts took part, or in which one "
                "department handed people over to another.",
                "उन प्रकरणों का भाग जिनमें दो या अधिक जनपदों की इकाइयों ने भाग लिया, या "
                "जिनमें एक विभाग ने व्यक्तियों को सौंपा और दूसरे ने "
                "संरक्षण में लिया।",
            ),
            Bilingual(
                "Cases in which units of two or more districts recorded something, are in the case team or "
                "took people over; or whose people were taken over by a unit of another department. Sharing "
                "a case only for reading does not count.",
                "वे प्रकरण जिनमें दो या अधिक जनपदों की इकाइयों ने कुछ दर्ज किया, प्रकरण "
                "दल में हैं या व्यक्तियों को संरक्षण में लिया; या जिनके "
                "व्यक्तियों को दूसरे विभाग की इकाई ने संरक्षण में लिया। केवल देखने के लिए साझा करना नहीं गिना जाता।",
            ),
            _CASES,
            Bilingual(
                "A raid of two districts that only one of them recorded does not count as joint. Units of "
                "the whole state do not belong to a district. Districts on a border or railway line have "
                "more opportunities: compare a district with its own earlier figures, not with other "
                "districts.",
                (
                    "दो जनपदों की जिस दबिश को केवल एक ने दर्ज किया, वह संयुक्त नहीं गिनी जाती। पूरे राज्य की "
                    "इकाइयाँ किसी जनपद की नहीं मानी जातीं। सीमा या रेल मार्ग के जनपदों को अवसर अधिक मिलते हैं: "
                    "जनपद की तुलना दूसरों से नहीं, उसके अपने पुराने आँकड़ों से करें।"
                ),
            ),
            convergence.joint,
        ),
        Measure(
            "advisories",
            Bilingual("Advisories acted on", "कार्रवाई किए गए परामर्श"),
            Unit.SHARE,
            Bilingual(
                "The share of offices that received an advisory and reported it as done.",
                "जिन कार्यालयों को परामर्श भेजा गया, उनमें से कार्य पूर्ण बताने वालों का भाग।",
            ),
            Bilingual(
                "Offices that carried it out, with proof where the measure needs proof; also those whose "
                "proof a second person has not checked yet.",
                (
                    "वे कार्यालय जिन्होंने कार्य पूर्ण किया, प्रमाण सहित जहाँ उपाय में आवश्यक है; वे भी जिनके "
                    "प्रमाण की जाँच दूसरे व्यक्ति ने अभी नहीं की है।"
                ),
            ),
            _SENT,
            Bilingual(
                "The office itself reports that it was done. Advisories sent recently had little time yet, "
                "so the last period is too low. An advisory that a district declined for a good reason "
                "counts as not done. Whether it helped is shown under Impact.",
                (
                    "कार्य पूर्ण हुआ, यह कार्यालय स्वयं बताता है। हाल में भेजे गए परामर्शों को अभी समय नहीं "
                    "मिला, इसलिए अंतिम अवधि का भाग कम दिखता है। उचित कारण से अस्वीकार किया गया परामर्श पूर्ण "
                    "नहीं गिना जाता। उससे लाभ हुआ या नहीं, यह प्रभाव के पृष्ठ पर देखें।"
                ),
            ),
            acting.advisories_acted_on,
            is_of_cases=False,
        ),
        Measure(
            "days-to-act",
            Bilingual("Days until an advisory is acted on", "परामर्श पर कार्रवाई तक के दिन"),
            Unit.DAYS,
            Bilingual(
                "The median of the days from sending an advisory until an office reports it as done.",
                "परामर्श भेजे जाने और कार्यालय द्वारा कार्य पूर्ण बताने के बीच के दिनों की माध्यिका।",
            ),
            Bilingual(
                "The middle value of these days: half took less, half took more.",
                "क्रम में रखे इन दिनों में बीच का; आधे में कम समय लगा, आधे में अधिक।",
            ),
            Bilingual(
                "Offices that reported an advisory of the period as done. The number still waiting is also shown.",
                "वे कार्यालय जिन्होंने इस अवधि के परामर्श पर कार्य पूर्ण बताया। प्रतीक्षारत कार्यालयों की संख्या साथ में दिखाई गई है।",
            ),
            Bilingual(
                "Offices still waiting have no days yet, so the median is too short where many are waiting. "
                "Measures take different times: a placard is put up in days, a survey takes weeks.",
                "जो अभी प्रतीक्षा में हैं उनके दिन नहीं गिने गए, इसलिए जहाँ बहुत-सी "
                "प्रतीक्षा में हों वहाँ माध्यिका कम दिखती है। उपायों में समय अलग-अलग लगता "
                "है: सूचना-पट्ट कुछ दिनों में लग जाता है, सर्वेक्षण में सप्ताह लगते हैं।",
            ),
            acting.days_to_act,
            is_of_cases=False,
        ),
    )
}
