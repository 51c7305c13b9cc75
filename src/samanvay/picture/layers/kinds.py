"""The published tables that can be laid under the picture, each with its source, its counting rule and its heads."""

from dataclasses import dataclass, field

from samanvay.kernel.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class LayerKind:
    """A table: where it is published, what one unit in it is, which heads are taken, and of what places.

    ``year`` is that of a table which says none in its rows.
    """

    code: str
    words: Bilingual
    source: str
    rule: Bilingual
    heads: dict[str, Bilingual]
    level: str = "district"
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    year: int | None = None


_NCRB = "National Crime Records Bureau, Crime in India; district tables of the India Data Portal"
_SEXES = {
    "male": Bilingual("Male", "पुरुष"),
    "female": Bilingual("Female", "महिला"),
    "transgender": Bilingual("Transgender", "ट्रांसजेंडर"),
}
_BANDS_TO_2020 = {
    "below_5_years": Bilingual("below 5", "5 से कम"),
    "5_to_14_years": Bilingual("5–13", "5–13"),
    "14_to_18_years": Bilingual("14–17", "14–17"),
    "18_to_30_years": Bilingual("18–29", "18–29"),
    "30_to_45_years": Bilingual("30–44", "30–44"),
    "45_to_60_years": Bilingual("45–59", "45–59"),
    "60_years_and_above": Bilingual("60 or over", "60 या अधिक"),
}
_BANDS_FROM_2021 = {
    "below_12": Bilingual("below 12", "12 से कम"),
    "12_to_16": Bilingual("12–15", "12–15"),
    "16_to_18": Bilingual("16–17", "16–17"),
    "18_and_above": Bilingual("18 and over", "18 और अधिक"),
}


def _by_sex(bands: dict[str, Bilingual]) -> dict[str, Bilingual]:
    joined = Bilingual("{sex}, {band}", "{sex}, {band}")
    return {
        f"{sex}_{band}": joined.format(sex=sex_words, band=band_words)
        for sex, sex_words in _SEXES.items()
        for band, band_words in bands.items()
    }


_REGISTERED = Bilingual(
    "Cases registered in the year, each once under its gravest offence.",
    "वर्ष में दर्ज मामले; हर मामला एक बार, सबसे गंभीर अपराध के अंतर्गत।",
)
_MISSING = Bilingual(
    "Persons reported missing in the year, by age as reported. The age groups changed in 2021: tables before "
    "and after are separate layers.",
    "वर्ष में गुमशुदा दर्ज व्यक्ति, बताई गई आयु के अनुसार। आयु वर्ग 2021 में बदले: पहले और बाद की तालिकाएँ अलग परतें हैं।",
)

KINDS: dict[str, LayerKind] = {
    kind.code: kind
    for kind in (
        LayerKind(
            "ncrb-crimes",
            Bilingual("NCRB: crimes under the Penal Code by district", "एनसीआरबी: जनपदवार भा०दं०सं० अपराध"),
            _NCRB,
            _REGISTERED,
            {
                "human_trafficking": Bilingual("Human trafficking (IPC 370)", "मानव तस्करी (धारा 370)"),
                "exp_traf_person": Bilingual(
                    "Exploitation of a trafficked person (370A)", "तस्करी पीड़ित का शोषण (370A)"
                ),
                "sell_minors_prost": Bilingual("Selling of minors (372)", "नाबालिग का विक्रय (372)"),
                "buy_minors_prost": Bilingual("Buying of minors (373)", "नाबालिग का क्रय (373)"),
                "proc_minor_girls": Bilingual("Procuration of minor girls (366A)", "नाबालिग बालिका का उपापन (366A)"),
                "import_girls_frgn_cntry": Bilingual("Importation of girls (366B)", "विदेश से बालिका लाना (366B)"),
                "missing_child_kidnpd": Bilingual("Missing children presumed kidnapped", "अपहृत माने गए गुमशुदा बच्चे"),
                "kidnp_abdctn_begging": Bilingual("Kidnapping for begging", "भिक्षावृत्ति हेतु अपहरण"),
                "kidnp_abdctn_marrg": Bilingual("Kidnapping for marriage", "विवाह हेतु अपहरण"),
                "other_kidnp_abduc": Bilingual("Other kidnapping and abduction", "अन्य अपहरण"),
            },
        ),
        LayerKind(
            "ncrb-women",
            Bilingual("NCRB: crimes against women and children by district", "एनसीआरबी: जनपदवार महिला एवं बाल अपराध"),
            _NCRB,
            _REGISTERED,
            {
                "human_trafficking": Bilingual("Human trafficking (IPC 370)", "मानव तस्करी (धारा 370)"),
                "selling_of_minor_girls": Bilingual("Selling of minor girls", "नाबालिग बालिका का विक्रय"),
                "buying_of_minor_girls": Bilingual("Buying of minor girls", "नाबालिग बालिका का क्रय"),
                "procuration_of_minor_girls": Bilingual("Procuration of minor girls", "नाबालिग बालिका का उपापन"),
                "importation_of_girls_from_foreign": Bilingual("Importation of girls", "विदेश से बालिका लाना"),
                "kidnapping_and_abduction": Bilingual("Kidnapping and abduction (363)", "अपहरण (धारा 363)"),
                "kidnp_and_abductn_of_women_above_18_for_marrg": Bilingual(
                    "Kidnapping of women for marriage (366)", "विवाह हेतु महिला का अपहरण (366)"
                ),
                "kidnp_and_abductn_of_girls_below_18_for_marrg": Bilingual(
                    "Kidnapping of girls for marriage (366)", "विवाह हेतु बालिका का अपहरण (366)"
                ),
                "kidnapping_and_abduction_of_women_others": Bilingual(
                    "Other kidnapping of women", "महिलाओं का अन्य अपहरण"
                ),
                "procuring_inducing_children_for_the_sake_of_prostitution": Bilingual(
                    "Procuring for prostitution (ITPA 5)", "वेश्यावृत्ति हेतु उपापन (आईटीपीए 5)"
                ),
                "detaining_a_prsn_in_premises_where_prost_is_carried": Bilingual(
                    "Detaining for prostitution (ITPA 6)", "वेश्यावृत्ति हेतु निरुद्ध रखना (आईटीपीए 6)"
                ),
                "prostitution_in_or_in_the_vicinity_of_public_places": Bilingual(
                    "Near public places (ITPA 7)", "सार्वजनिक स्थान के पास (आईटीपीए 7)"
                ),
                "seducing_or_soliciting_for_purpose_of_prostitution": Bilingual(
                    "Soliciting (ITPA 8)", "याचना (आईटीपीए 8)"
                ),
                "other_sections_under_itp_act": Bilingual("Other sections of ITPA", "आईटीपीए की अन्य धाराएँ"),
            },
        ),
        LayerKind(
            "ncrb-missing-2017",
            Bilingual("NCRB: missing persons by district, 2017–2020", "एनसीआरबी: जनपदवार गुमशुदा, 2017–2020"),
            _NCRB,
            _MISSING,
            _by_sex(_BANDS_TO_2020),
        ),
        LayerKind(
            "ncrb-missing-2021",
            Bilingual("NCRB: missing persons by district, from 2021", "एनसीआरबी: जनपदवार गुमशुदा, 2021 से"),
            _NCRB,
            _MISSING,
            _by_sex(_BANDS_FROM_2021),
        ),
        LayerKind(
            "ncrb-states",
            Bilingual("NCRB: trafficking cases by state", "एनसीआरबी: राज्यवार मानव तस्करी मामले"),
            "National Crime Records Bureau, Crime in India, table 14A.1; data.gov.in",
            Bilingual(
                "Cases registered by the states' Anti Human Trafficking Units: counted by a different rule "
                "than the district tables.",
                "राज्यों की मानव तस्करी रोधी इकाइयों द्वारा दर्ज मामले: गणना का नियम जनपद तालिकाओं से भिन्न है।",
            ),
            {"cases": Bilingual("Trafficking cases reported", "दर्ज मानव तस्करी मामले")},
            level="state",
        ),
        LayerKind(
            "ncrb-purposes",
            Bilingual(
                "NCRB: trafficked persons by purpose and state, 2016",
                "एनसीआरबी: राज्यवार तस्करी पीड़ित, उद्देश्य के अनुसार, 2016",
            ),
            "National Crime Records Bureau, Crime in India 2016; data.gov.in",
            Bilingual(
                "Trafficked persons, each once under the purpose: persons, not cases. “All heads” is the sum "
                "of the purposes; the table's own total for West Bengal is two less.",
                (
                    "तस्करी पीड़ित व्यक्ति, हर एक एक बार उद्देश्य के अंतर्गत: व्यक्ति, मामले नहीं। “सभी शीर्ष” "
                    "उद्देश्यों का योग है; तालिका में पश्चिम बंगाल का अपना योग दो कम है।"
                ),
            ),
            {
                "forced_labour": Bilingual("Forced labour", "जबरन श्रम"),
                "prostitution": Bilingual("Sexual exploitation for prostitution", "वेश्यावृत्ति हेतु यौन शोषण"),
                "other_sexual_exploitation": Bilingual("Other sexual exploitation", "अन्य यौन शोषण"),
                "domestic_servitude": Bilingual("Domestic servitude", "घरेलू दासता"),
                "forced_marriage": Bilingual("Forced marriage", "जबरन विवाह"),
                "petty_crimes": Bilingual("Petty crimes", "छोटे अपराध"),
                "child_pornography": Bilingual("Child pornography", "बाल अश्लील सामग्री"),
                "begging": Bilingual("Begging", "भिक्षावृत्ति"),
                "drug_peddling": Bilingual("Drug peddling", "मादक पदार्थों की फेरी"),
                "removal_of_organs": Bilingual("Removal of organs", "अंग निकालना"),
                "other_reasons": Bilingual("Other reasons", "अन्य कारण"),
            },
            level="state",
            aliases={"other_sexual_exploitation": ("Other forms of Sexual Exploitation",)},
            year=2016,
        ),
    )
}
