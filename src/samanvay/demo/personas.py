"""The persons of the demonstration: one for each role, and a police chief in most districts. All names are invented."""

from dataclasses import dataclass

from samanvay_insight import gazetteer


@dataclass(frozen=True, slots=True)
class Persona:
    """A person to sign in as: login, names, rank, role, unit by code, language of the pages."""

    login: str
    name: str
    name_hi: str
    rank: str
    role: str
    unit: str
    language: str = "en"


def number(district: str) -> str:
    """Return the LGD number of a district of Uttar Pradesh by its English name, as unit codes carry it."""
    found = [place for place in gazetteer.lookup(district, kinds=["district"]) if place.state == "IN-UP"]
    return found[0].key.removeprefix("district:")


def personas() -> list[Persona]:
    """Return one persona for each role."""
    bahraich, moradabad, varanasi = number("Bahraich"), number("Moradabad"), number("Varanasi")
    return [
        Persona("nodal", "Meera Saxena", "मीरा सक्सेना", "ADG", "state_nodal_officer", "police:IN-UP"),
        Persona("desk", "Anil Tripathi", "अनिल त्रिपाठी", "SP", "state_bureau", "bureau:IN-UP"),
        Persona("analyst", "Farah Khan", "फ़राह ख़ान", "Analyst", "state_desk_analyst", "bureau:IN-UP"),
        Persona("secretary", "Nalini Bhatt", "नलिनी भट्ट", "Secretary", "home_secretary", "home-department:IN-UP"),
        Persona("commissioner", "Suresh Nigam", "सुरेश निगम", "Commissioner", "divisional_commissioner",
                "division-office:division:UP:moradabad"),
        Persona("dm", "Kavita Rawat", "कविता रावत", "District Magistrate", "district_magistrate",
                f"district-office:{bahraich}"),
        Persona("range", "Vikram Rathore", "विक्रम राठौर", "DIG", "range_officer", "police:range:moradabad"),
        Persona("chief", "Sandeep Yadav", "संदीप यादव", "SSP", "police_chief", f"police:district:{moradabad}"),
        Persona("ahtu", "Nasreen Bano", "नसरीन बानो", "Inspector", "ahtu_in_charge", f"police:ahtu:{bahraich}", "hi"),
        Persona("sho", "Ramesh Verma", "रमेश वर्मा", "Inspector", "station_officer",
                f"police:station:{bahraich}:rupaidiha", "hi"),
        Persona("helpdesk", "Pooja Maurya", "पूजा मौर्य", "Sub-Inspector", "women_help_desk",
                f"police:help_desk:{bahraich}", "hi"),
        Persona("recruit", "Arjun Chaudhary", "अर्जुन चौधरी", "Sub-Inspector (Probation)", "recruit",
                f"police:station:{bahraich}:rupaidiha", "hi"),
        Persona("grp", "Dinesh Pal", "दिनेश पाल", "Head Constable", "railway_police", "grp:station:BSB", "hi"),
        Persona("ssb", "Tsering Negi", "छेरिंग नेगी", "Assistant Commandant", "border_police",
                f"ssb:district:{bahraich}"),
        Persona("dcpu", "Rekha Mishra", "रेखा मिश्रा", "DCPO", "dcpu", f"dcpu:{bahraich}"),
        Persona("dcpu.varanasi", "Sadhna Tiwari", "साधना तिवारी", "DCPO", "dcpu", f"dcpu:{varanasi}", "hi"),
        Persona("cwc", "Abdul Qadir", "अब्दुल क़ादिर", "Member", "cwc_member", f"cwc:{bahraich}"),
        Persona("probation", "Sunil Kumar", "सुनील कुमार", "Probation Officer", "probation_officer",
                f"dcpu:{bahraich}"),
        Persona("labour", "Geeta Singh", "गीता सिंह", "Labour Officer", "labour_officer", f"labour:{moradabad}"),
        Persona("prosecutor", "Hari Prasad", "हरि प्रसाद", "Prosecutor", "prosecutor", f"prosecution:{varanasi}"),
        Persona("legal", "Shalini Dubey", "शालिनी दुबे", "Secretary", "legal_services", f"legal-services:{bahraich}"),
        Persona("court", "Alok Srivastava", "आलोक श्रीवास्तव", "Reader", "court_officer", f"court:{bahraich}"),
        Persona("home", "Usha Devi", "उषा देवी", "Superintendent", "shelter_superintendent", f"home:girls:{varanasi}"),
        Persona("doctor", "Imran Siddiqui", "इमरान सिद्दीक़ी", "Medical Officer", "doctor", f"cmo:{bahraich}"),
        Persona("counsellor", "Neha Gupta", "नेहा गुप्ता", "Counsellor", "counsellor", f"dcpu:{bahraich}"),
        Persona("ngo", "Maya Thapa", "माया थापा", "Coordinator", "ngo_worker", f"ngo:{bahraich}"),
        Persona("lawyer", "Sana Rizvi", "सना रिज़वी", "Advocate", "lawyer", f"bar:{bahraich}"),
        Persona("panchayat", "Kusum Lata", "कुसुम लता", "Gram Pradhan", "panchayat_representative",
                f"panchayat:{bahraich}", "hi"),
        Persona("trainer", "Arvind Joshi", "अरविंद जोशी", "Faculty", "trainer", "training:IN-UP"),
        Persona("press", "Kabir Sinha", "कबीर सिन्हा", "Information Officer", "press_desk", "press:IN-UP"),
        Persona("campaign", "Ritu Chauhan", "ऋतु चौहान", "Officer", "campaign_officer",
                f"district-office:{moradabad}"),
        Persona("dpo", "Lata Menon", "लता मेनन", "Data Protection Officer", "data_protection_officer",
                "data_protection:IN-UP"),
        Persona("auditor", "Joseph Ekka", "जोसेफ़ एक्का", "Audit Officer", "auditor", "audit_office:IN-UP"),
        Persona("admin", "Deepak Arora", "दीपक अरोड़ा", "Administrator", "administrator", "administration:IN-UP"),
        Persona("admin.home", "Shobha Kulkarni", "शोभा कुलकर्णी", "Administrator", "administrator",
                "administration:IN-UP:home"),
    ]  # fmt: skip


# Districts whose police chief's post is vacant, and for how many weeks nobody has spoken for them: most for longer than
# a year, two fell silent lately.
VACANT = {
    "Ballia": 60, "Mau": 60, "Mahoba": 60, "Hamirpur": 60, "Lalitpur": 60, "Kaushambi": 7, "Auraiya": 60, "Etah": 60,
    "Kasganj": 60, "Shamli": 9,
}  # fmt: skip

GIVEN = (
    ("Rajesh", "राजेश"), ("Sunita", "सुनीता"), ("Mohan", "मोहन"), ("Asha", "आशा"), ("Vivek", "विवेक"),
    ("Nidhi", "निधि"), ("Salim", "सलीम"), ("Manoj", "मनोज"), ("Preeti", "प्रीति"), ("Gaurav", "गौरव"),
    ("Shabana", "शबाना"), ("Ashok", "अशोक"),
)  # fmt: skip
SURNAMES = (
    ("Sharma", "शर्मा"), ("Yadav", "यादव"), ("Khan", "ख़ान"), ("Tiwari", "तिवारी"), ("Chaudhary", "चौधरी"),
    ("Patel", "पटेल"), ("Ansari", "अंसारी"), ("Bisht", "बिष्ट"), ("Pandey", "पाण्डेय"), ("Kashyap", "कश्यप"),
    ("Rana", "राणा"),
)  # fmt: skip


def chief_of(position: int, district: gazetteer.Place) -> Persona:
    """Return the police chief of a district; ``position`` varies the name."""
    given, surname = GIVEN[position % len(GIVEN)], SURNAMES[position % len(SURNAMES)]
    lgd = district.key.removeprefix("district:")
    return Persona(
        login=f"chief.{lgd}",
        name=f"{given[0]} {surname[0]}",
        name_hi=f"{given[1]} {surname[1]}",
        rank="SP",
        role="police_chief",
        unit=f"police:district:{lgd}",
        language="hi" if position % 2 else "en",
    )
