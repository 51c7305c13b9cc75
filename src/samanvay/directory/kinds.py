"""The kinds of places, units and facilities, each with its words in both languages."""

from dataclasses import dataclass

from samanvay.access.roles import Compartment
from samanvay.kernel.bilingual import Bilingual

PLACE_KINDS: dict[str, Bilingual] = {
    "country": Bilingual("Country", "देश"),
    "state": Bilingual("State", "राज्य"),
    "division": Bilingual("Division", "मंडल"),
    "district": Bilingual("District", "जनपद"),
    "region": Bilingual("Group of districts", "जनपद समूह"),
    "tehsil": Bilingual("Tehsil", "तहसील"),
    "block": Bilingual("Block", "विकास खंड"),
    "panchayat": Bilingual("Gram panchayat", "ग्राम पंचायत"),
    "town": Bilingual("Town", "नगर"),
    "village": Bilingual("Village", "ग्राम"),
    "ward": Bilingual("Ward", "वार्ड"),
    "crossing": Bilingual("Border crossing", "सीमा चौकी"),
    "station": Bilingual("Railway station", "रेलवे स्टेशन"),
}

COMPARTMENTS: dict[str, Bilingual] = {
    Compartment.POLICE: Bilingual("Police", "पुलिस"),
    Compartment.RAILWAY: Bilingual("Railway police", "रेलवे पुलिस"),
    Compartment.BORDER: Bilingual("Border force", "सीमा बल"),
    Compartment.ADMINISTRATION: Bilingual("Administration", "प्रशासन"),
    Compartment.WELFARE: Bilingual("Welfare", "महिला एवं बाल कल्याण"),
    Compartment.JUSTICE: Bilingual("Justice", "न्याय"),
    Compartment.HEALTH: Bilingual("Health", "स्वास्थ्य"),
    Compartment.PARTNER: Bilingual("Partners", "सहयोगी संस्थाएँ"),
    Compartment.OVERSIGHT: Bilingual("Oversight", "निगरानी"),
}


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit: its compartment, its words, and whether it heads its compartment in a district."""

    code: str
    compartment: Compartment
    name: Bilingual
    heads_district: bool = False


def _kind(code: str, compartment: Compartment, en: str, hi: str, *, head: bool = False) -> UnitKind:
    return UnitKind(code, compartment, Bilingual(en, hi), head)


C = Compartment

HOME_DEPARTMENT = "home_department"

UNIT_KINDS: dict[str, UnitKind] = {
    kind.code: kind
    for kind in (
        _kind("state_police", C.POLICE, "State police headquarters", "राज्य पुलिस मुख्यालय"),
        _kind("state_bureau", C.POLICE, "State anti-trafficking bureau", "राज्य मानव तस्करी रोधी ब्यूरो"),
        _kind("nodal_desk", C.POLICE, "Nodal desk of another state or country", "अन्य राज्य या देश का नोडल डेस्क"),
        _kind("zone", C.POLICE, "Police zone", "पुलिस जोन"),
        _kind("range", C.POLICE, "Police range", "पुलिस परिक्षेत्र"),
        _kind("commissionerate", C.POLICE, "Police commissionerate", "पुलिस कमिश्नरेट", head=True),
        _kind("district_police", C.POLICE, "District police", "जनपद पुलिस", head=True),
        _kind("circle", C.POLICE, "Police circle", "पुलिस सर्किल"),
        _kind("station", C.POLICE, "Police station", "थाना"),
        _kind("ahtu", C.POLICE, "Anti Human Trafficking Unit", "एएचटीयू"),
        _kind("help_desk", C.POLICE, "Women help desk", "महिला हेल्प डेस्क"),
        _kind("police_school", C.POLICE, "Police training school", "पुलिस प्रशिक्षण विद्यालय"),
        _kind("grp_headquarters", C.RAILWAY, "Railway police headquarters", "राजकीय रेलवे पुलिस मुख्यालय"),
        _kind("grp_section", C.RAILWAY, "Railway police section", "जीआरपी अनुभाग"),
        _kind("grp_station", C.RAILWAY, "Railway police station", "जीआरपी थाना"),
        _kind("rpf_headquarters", C.RAILWAY, "Railway Protection Force", "रेलवे सुरक्षा बल"),
        _kind("rpf_post", C.RAILWAY, "RPF post", "आरपीएफ पोस्ट"),
        _kind("border_frontier", C.BORDER, "Border force frontier", "सीमा बल फ्रंटियर"),
        _kind("border_sector", C.BORDER, "Border force sector", "सीमा बल सेक्टर"),
        _kind("border_district", C.BORDER, "Border force in the district", "जनपद में सीमा बल", head=True),
        _kind("border_post", C.BORDER, "Border post", "सीमा चौकी"),
        _kind(HOME_DEPARTMENT, C.ADMINISTRATION, "Home Department", "गृह विभाग"),
        _kind("division_office", C.ADMINISTRATION, "Divisional commissioner's office", "मंडलायुक्त कार्यालय"),
        _kind("district_office", C.ADMINISTRATION, "District Magistrate's office", "जिलाधिकारी कार्यालय", head=True),
        _kind("labour_office", C.ADMINISTRATION, "Labour office", "श्रम कार्यालय"),
        _kind("welfare_department", C.WELFARE, "Women and child welfare department", "महिला एवं बाल कल्याण विभाग"),
        _kind("dcpu", C.WELFARE, "District Child Protection Unit", "जिला बाल संरक्षण इकाई", head=True),
        _kind("cwc", C.WELFARE, "Child Welfare Committee", "बाल कल्याण समिति"),
        _kind("home", C.WELFARE, "Home", "आश्रय गृह"),
        _kind("state_legal_services", C.JUSTICE, "State Legal Services Authority", "राज्य विधिक सेवा प्राधिकरण"),
        _kind("legal_services", C.JUSTICE, "District Legal Services Authority", "जिला विधिक सेवा प्राधिकरण",
              head=True),
        _kind("prosecution_directorate", C.JUSTICE, "Directorate of Prosecution", "अभियोजन निदेशालय"),
        _kind("prosecution", C.JUSTICE, "District prosecution office", "जिला अभियोजन कार्यालय"),
        _kind("court", C.JUSTICE, "District and Sessions Court", "जिला एवं सत्र न्यायालय"),
        _kind("health_department", C.HEALTH, "Health department", "स्वास्थ्य विभाग"),
        _kind("cmo", C.HEALTH, "Chief Medical Officer", "मुख्य चिकित्साधिकारी", head=True),
        _kind("ngo", C.PARTNER, "NGO partner", "स्वयंसेवी संस्था"),
        _kind("panchayat", C.PARTNER, "Panchayat", "पंचायत"),
        _kind("bar_association", C.PARTNER, "Bar association", "अधिवक्ता संघ"),
        _kind("training_partner", C.PARTNER, "Training faculty", "प्रशिक्षण संकाय"),
        _kind("press_desk", C.PARTNER, "State press desk", "राज्य प्रेस प्रकोष्ठ"),
        _kind("audit_office", C.OVERSIGHT, "Audit office", "लेखापरीक्षा कार्यालय"),
        _kind("data_protection", C.OVERSIGHT, "Data protection office", "डेटा संरक्षण कार्यालय"),
        _kind("administration", C.OVERSIGHT, "System administration", "प्रणाली प्रशासन"),
    )
}  # fmt: skip

DISTRICT_HEADS = frozenset(kind.code for kind in UNIT_KINDS.values() if kind.heads_district)

FACILITY_KINDS: dict[str, Bilingual] = {
    "railway_station": Bilingual("Railway station", "रेलवे स्टेशन"),
    "bus_stand": Bilingual("Bus stand", "बस अड्डा"),
    "border_crossing": Bilingual("Border crossing", "सीमा पारगमन"),
    "airport": Bilingual("Airport", "हवाई अड्डा"),
    "home": Bilingual("Home", "आश्रय गृह"),
    "training_centre": Bilingual("Training centre", "प्रशिक्षण केंद्र"),
    "court": Bilingual("Court", "न्यायालय"),
    "hospital": Bilingual("Hospital", "चिकित्सालय"),
}
