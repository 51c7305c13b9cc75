"""The station's questions where somebody "went for a job", to be married or with an acquaintance.

Asked of whoever reports a missing person. They screen a situation, never a person: the result says what the answers
speak for and by which rule, and names nobody. An edition is never edited; other questions or another rule are a new
edition, so that every sheet is read with the questions it was asked with.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.refusals import Invalid

ANSWERS: dict[str, Bilingual] = {
    "yes": Bilingual("Yes", "हाँ"),
    "no": Bilingual("No", "नहीं"),
    "unknown": Bilingual("Not known", "पता नहीं"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question, why it is asked, and the answer that speaks for trafficking. ``strong``: that answer alone does."""

    code: str
    words: Bilingual
    why: Bilingual
    speaks: str = "yes"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """A set of questions and its rule: one strong answer, or ``enough`` of the others, speak for trafficking.

    Of a child one answer fewer is enough: the law presumes trafficking of a missing child until something else shows.
    ``child_gone_for`` are what a child has gone for that speaks for it by itself, ``child_strong`` the questions.
    """

    code: str
    questions: tuple[Question, ...]
    enough: int
    child_gone_for: frozenset[str] = frozenset()
    child_strong: frozenset[str] = frozenset()

    def enough_for(self, *, may_be_child: bool) -> int:
        return self.enough - 1 if may_be_child else self.enough


def _q(code: str, en: str, hi: str, why_en: str, why_hi: str, *, speaks: str = "yes", strong: bool = False) -> Question:
    return Question(code, Bilingual(en, hi), Bilingual(why_en, why_hi), speaks, strong)


EDITION_1 = Edition(
    "2026-1",
    (
        _q(
            "took_by_other",
            "Did somebody take them, or send for them?",
            "क्या कोई उन्हें ले गया, या किसी ने बुलवाया?",
            "A person who goes alone decides alone. A person who takes others along has a reason.",
            "जो अकेला जाता है वह स्वयं तय करता है; जो दूसरों को ले जाता है उसका कोई कारण होता है।",
        ),
        _q(
            "agent_named",
            "Do you know the full name and the home of whoever took them?",
            "जो ले गया, क्या उसका पूरा नाम और घर आपको पता है?",
            "Traffickers give only a first name or nickname, and no address.",
            "मानव तस्कर केवल पुकार का नाम बताते हैं, पता नहीं बताते।",
            speaks="no",
        ),
        _q(
            "met_lately",
            "Did that person come into the family's life only lately, or by telephone or the internet?",
            "क्या वह व्यक्ति हाल ही में, या फ़ोन या इंटरनेट से परिचय में आया?",
            "Traffickers win trust in a few weeks: by a missed call, a game or a friend request.",
            "मिस्ड कॉल, गेम या फ़्रेंड रिक्वेस्ट से कुछ ही हफ़्तों में भरोसा जीत लिया जाता है।",
        ),
        _q(
            "advance",
            "Was money given to the family, or a debt taken over?",
            "क्या परिवार को पैसा दिया गया, या कोई कर्ज़ चुकाया गया?",
            "An advance payment binds a person to work or a marriage until it is paid back.",
            "अग्रिम राशि व्यक्ति को चुकाए जाने तक काम या विवाह से बाँध देती है।",
            strong=True,
        ),
        _q(
            "wage_high",
            "Was much more promised than such work pays here, or food, clothes, a telephone, a film?",
            "क्या ऐसे काम की यहाँ की मज़दूरी से बहुत अधिक, या खाना, कपड़े, फ़ोन, फ़िल्म का वादा हुआ?",
            "A promise that is too good is used as a lure.",
            "ज़रूरत से ज़्यादा अच्छा वादा ही प्रलोभन होता है।",
        ),
        _q(
            "place_known",
            "Do you know the place of work or the new home: house, owner, street?",
            "क्या काम की जगह या नया घर पता है: मकान, मालिक, मोहल्ला?",
            "A person who really has work says where it is.",
            "जिसके पास सचमुच काम होता है वह जगह बताता है।",
            speaks="no",
        ),
        _q(
            "others_gone",
            "Have others of the village or neighbourhood gone with the same person?",
            "क्या गाँव या मोहल्ले से और लोग भी उसी व्यक्ति के साथ गए हैं?",
            "The same person comes back for more people; all of them can be searched for together.",
            "वही व्यक्ति बार-बार आता है; सबको साथ खोजा जा सकता है।",
            strong=True,
        ),
        _q(
            "others_silent",
            "Has any of those who went before stopped calling home?",
            "जो पहले गए, क्या उनमें से किसी का घर फ़ोन आना बंद हो गया?",
            "If several people stop calling, it is not a coincidence.",
            "कई लोगों का एक साथ चुप हो जाना संयोग नहीं होता।",
            strong=True,
        ),
        _q(
            "phone_off",
            "Is their telephone switched off, or does somebody else answer it?",
            "क्या उनका फ़ोन बंद है, या कोई और उठाता है?",
            "Traffickers first take away the phone. Its last location can still be requested.",
            "फ़ोन छीनना नियंत्रण का पहला साधन है; उसकी आख़िरी जगह अभी पूछी जा सकती है।",
        ),
        _q(
            "speaks_freely",
            "When they called, did they speak as if somebody stood beside them?",
            "जब फ़ोन आया, क्या वे ऐसे बोले जैसे कोई पास खड़ा हो?",
            "Short calls with learnt sentences mean that somebody is listening.",
            "छोटी और रटी हुई बातें बताती हैं कि कोई सुन रहा है।",
        ),
        _q(
            "asked_help",
            "Did they say that they are kept, beaten, not paid, or want to come home?",
            "क्या उन्होंने कहा कि रोका गया है, मारपीट होती है, पैसा नहीं मिलता, या घर आना चाहते हैं?",
            "Rescue is needed today.",
            "आज ही मुक्त कराना आवश्यक है।",
            strong=True,
        ),
        _q(
            "papers_kept",
            "Did somebody take their papers, or have new ones made with another name or age?",
            "क्या किसी ने उनके कागज़ रख लिए, या दूसरे नाम या आयु के कागज़ बनवाए?",
            "Papers with a wrong age hide a child. A person whose papers are taken cannot leave.",
            "गलत आयु के काग़ज़ बच्चे को छिपाते हैं। जिसके काग़ज़ रख लिए जाएँ वह जा नहीं सकता।",
            strong=True,
        ),
        _q(
            "secret",
            "Were they told to tell nobody, or did they leave at night or from the station of another place?",
            "क्या किसी को न बताने को कहा गया, या वे रात में या दूसरी जगह के स्टेशन से निकले?",
            "Honest work begins by day and with the family's knowledge.",
            "ईमानदार काम दिन में और परिवार की जानकारी में शुरू होता है।",
        ),
        _q(
            "marriage_far",
            "Was a marriage without a dowry arranged with a family far away that nobody here knows?",
            "क्या दूर के किसी अनजान परिवार में बिना दहेज का विवाह तय हुआ?",
            "Brides are bought in this way. Ask who was paid.",
            "दुल्हनें इसी तरह ख़रीदी जाती हैं; पूछें कि पैसा किसे मिला।",
        ),
        _q(
            "hardship",
            "Has the family lately lost land, work, a parent, or its home to flood or fire?",
            "क्या परिवार ने हाल में ज़मीन, काम, माता या पिता, या बाढ़-आग में घर खोया है?",
            "Traffickers look for families in hardship.",
            "तस्कर मजबूर परिवारों को ही ढूँढ़ते हैं।",
        ),
        _q(
            "threat",
            "Has anybody threatened the family, or asked it not to report?",
            "क्या किसी ने परिवार को धमकाया, या रिपोर्ट न करने को कहा?",
            "Only a person with something to hide asks the family not to report.",
            "रिपोर्ट न करने को वही कहता है जिसे कुछ छिपाना हो।",
            strong=True,
        ),
    ),
    enough=3,
)
EDITION_2 = replace(
    EDITION_1, code="2026-2", child_gone_for=frozenset({"marriage"}), child_strong=frozenset({"marriage_far"})
)
EDITIONS: dict[str, Edition] = {each.code: each for each in (EDITION_1, EDITION_2)}
CURRENT = EDITION_2
CHILD_MARRIAGE = Bilingual(
    "A child taken to be married is always a sign of trafficking.",
    "विवाह के लिए बच्चे को ले जाना सदैव मानव तस्करी का संकेत है।",
)


@dataclass(frozen=True, slots=True)
class Result:
    """What the answers of a sheet speak for, and by which of them."""

    speaks_for: bool
    by: tuple[Question, ...]
    rule: Bilingual


def checked_answers(answers: Mapping[str, str], edition: Edition = CURRENT) -> dict[str, str]:
    """Return an answer for every question, unasked ones as not known. Raises Invalid naming the question."""
    known = {question.code for question in edition.questions}
    for code, answer in answers.items():
        if code not in known:
            raise Invalid(code, _("This question is not in this edition."))
        if answer not in ANSWERS:
            raise Invalid(code, _("Answer yes, no or not known."))
    if all(answers.get(code, "unknown") == "unknown" for code in known):
        raise Invalid("answers", _("Answer at least one question with yes or no."))
    return {question.code: answers.get(question.code, "unknown") for question in edition.questions}


def result_of(
    answers: Mapping[str, str], *, may_be_child: bool, gone_for: str = "", edition: Edition = CURRENT
) -> Result:
    """Return what answers speak for: one strong one, or enough of the others (one fewer for a child).

    A child taken to be married is a sign whatever else is answered; ``gone_for`` is what the entry says of it.
    """
    speaking = tuple(each for each in edition.questions if answers.get(each.code) == each.speaks)
    married = tuple(each for each in speaking if each.code in edition.child_strong)
    if may_be_child and (married or gone_for in edition.child_gone_for):
        return Result(True, married, CHILD_MARRIAGE)
    strong = tuple(each for each in speaking if each.strong)
    enough = edition.enough_for(may_be_child=may_be_child)
    if strong:
        return Result(True, strong, Bilingual("One answer of this kind is enough.", "ऐसा एक ही उत्तर पर्याप्त है।"))
    if len(speaking) >= enough:
        return Result(
            True,
            speaking,
            Bilingual(
                f"{enough} answers that point to trafficking are enough.",
                f"मानव तस्करी की ओर संकेत करते {enough} उत्तर पर्याप्त हैं।",
            ),
        )
    return Result(
        False,
        speaking,
        Bilingual(
            f"Fewer than {enough} answers point to trafficking. Ask again when more is known.",
            f"मानव तस्करी की ओर संकेत करते उत्तर {enough} से कम हैं। और जानकारी मिलने पर दोबारा पूछें।",
        ),
    )
