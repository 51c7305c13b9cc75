"""The words that sort the library: kinds, authorities, states, courts, topics, what a clock starts at."""

from samanvay.kernel.bilingual import Bilingual

KINDS: dict[str, Bilingual] = {
    "constitution": Bilingual("Constitution", "संविधान"),
    "act": Bilingual("Act", "अधिनियम"),
    "provision": Bilingual("Provision", "धारा"),
    "rule": Bilingual("Rules", "नियमावली"),
    "ruling": Bilingual("Ruling", "न्यायिक निर्णय"),
    "advisory": Bilingual("Advisory", "परामर्श"),
    "sop": Bilingual("Standard operating procedure", "मानक संचालन प्रक्रिया"),
    "instrument": Bilingual("International instrument", "अंतरराष्ट्रीय विलेख"),
    "scheme": Bilingual("Scheme", "योजना"),
}

AUTHORITIES: dict[str, Bilingual] = {
    "constituent_assembly": Bilingual("Constitution of India", "भारत का संविधान"),
    "parliament": Bilingual("Parliament", "संसद"),
    "union_government": Bilingual("Government of India", "भारत सरकार"),
    "state_legislature": Bilingual("State legislature", "राज्य विधानमंडल"),
    "state_government": Bilingual("State Government", "राज्य शासन"),
    "supreme_court": Bilingual("Supreme Court", "उच्चतम न्यायालय"),
    "allahabad_high_court": Bilingual("High Court at Allahabad", "इलाहाबाद उच्च न्यायालय"),
    "bombay_high_court": Bilingual("High Court at Bombay", "बंबई उच्च न्यायालय"),
    "delhi_high_court": Bilingual("High Court of Delhi", "दिल्ली उच्च न्यायालय"),
    "home_ministry": Bilingual("Ministry of Home Affairs", "गृह मंत्रालय"),
    "women_child_ministry": Bilingual("Ministry of Women and Child Development", "महिला एवं बाल विकास मंत्रालय"),
    "labour_ministry": Bilingual("Ministry of Labour and Employment", "श्रम एवं रोज़गार मंत्रालय"),
    "external_ministry": Bilingual("Ministry of External Affairs", "विदेश मंत्रालय"),
    "health_ministry": Bilingual("Ministry of Health and Family Welfare", "स्वास्थ्य एवं परिवार कल्याण मंत्रालय"),
    "railways": Bilingual("Indian Railways and Railway Protection Force", "भारतीय रेल एवं रेलवे सुरक्षा बल"),
    "human_rights_commission": Bilingual("National Human Rights Commission", "राष्ट्रीय मानव अधिकार आयोग"),
    "child_rights_commission": Bilingual(
        "National Commission for Protection of Child Rights", "राष्ट्रीय बाल अधिकार संरक्षण आयोग"
    ),
    "legal_services_authority": Bilingual("National Legal Services Authority", "राष्ट्रीय विधिक सेवा प्राधिकरण"),
    "crime_records_bureau": Bilingual("National Crime Records Bureau", "राष्ट्रीय अपराध अभिलेख ब्यूरो"),
    "united_nations": Bilingual("United Nations", "संयुक्त राष्ट्र"),
    "unodc": Bilingual(
        "United Nations Office on Drugs and Crime", "संयुक्त राष्ट्र मादक पदार्थ एवं अपराध कार्यालय"
    ),
    "ilo": Bilingual("International Labour Organization", "अंतरराष्ट्रीय श्रम संगठन"),
    "saarc": Bilingual("SAARC", "सार्क"),
    "two_states": Bilingual("Treaty between two states", "दो देशों की संधि"),
}  # fmt: skip

STATUSES: dict[str, Bilingual] = {
    "in_force": Bilingual("In force", "प्रभावी"),
    "partly_in_force": Bilingual("Partly in force", "आंशिक रूप से प्रभावी"),
    "repealed": Bilingual("Repealed; still applies to events before its repeal", "निरसित; निरसन से पहले की घटनाओं पर लागू"),
    "superseded": Bilingual("Superseded", "नए आदेश से प्रतिस्थापित"),
    "stayed": Bilingual("Stayed", "स्थगित"),
    "not_ratified": Bilingual("Not ratified by India", "भारत द्वारा अनुसमर्थित नहीं"),
    "unconfirmed": Bilingual("Whether it is still in force must be checked", "अब भी प्रभावी है या नहीं, जाँचा जाना है"),
}

VERIFIED: dict[str, Bilingual] = {
    "counsel": Bilingual("Verified by counsel", "विधि अधिकारी द्वारा सत्यापित"),
    "to_verify": Bilingual("To be verified by counsel", "विधि अधिकारी द्वारा सत्यापन शेष"),
}

# What counsel says of an edition.
OUTCOMES: dict[str, Bilingual] = {
    "verified": Bilingual("Right", "सही"),
    "correction": Bilingual("Needs correction", "सुधार आवश्यक"),
}

# How sure the writer was of every figure, date and citation of an entry; who is not sure says of what.
CERTAINTY: dict[str, Bilingual] = {
    "certain": Bilingual("Certain", "निश्चित"),
    "probable": Bilingual("Probable; the doubt is stated", "संभावित; संदेह बताया गया है"),
}

# Whose day decides: that of the offence, or that on which the investigation, inquiry or trial began, since what was
# pending when the codes changed goes on under the old ones.
DATED_BY: dict[str, Bilingual] = {
    "offence": Bilingual("The law on the day of the offence", "अपराध के दिन की विधि"),
    "proceeding": Bilingual("The law on the day the proceeding began", "कार्यवाही आरंभ होने के दिन की विधि"),
}

ANSWERS: dict[str, Bilingual] = {
    "yes": Bilingual("Yes", "हाँ"),
    "no": Bilingual("No", "नहीं"),
    "depends": Bilingual("It depends; see the text", "स्थिति पर निर्भर; विवरण देखें"),
}

COURTS: dict[str, Bilingual] = {
    "session": Bilingual("Court of Session", "सत्र न्यायालय"),
    "special": Bilingual("Special Court", "विशेष न्यायालय"),
    "children": Bilingual("Children's Court", "बालक न्यायालय"),
    "magistrate_first": Bilingual("Magistrate of the first class", "प्रथम वर्ग मजिस्ट्रेट"),
    "magistrate_any": Bilingual("Any Magistrate", "कोई भी मजिस्ट्रेट"),
    "same_as_offence": Bilingual("The court of the main offence", "मूल अपराध का न्यायालय"),
    "depends": Bilingual("It depends; see the text", "स्थिति पर निर्भर; विवरण देखें"),
}  # fmt: skip

TOPICS: dict[str, Bilingual] = {
    "age": Bilingual("Age of the person", "आयु निर्धारण"),
    "arrest": Bilingual("Arrest and custody", "गिरफ्तारी एवं अभिरक्षा"),
    "bail": Bilingual("Bail", "जमानत"),
    "begging": Bilingual("Begging", "भिक्षावृत्ति"),
    "bonded_labour": Bilingual("Bonded labour", "बंधुआ मजदूरी"),
    "child_labour": Bilingual("Child labour", "बाल श्रम"),
    "child_sexual_offence": Bilingual("Sexual offence on a child", "बालक पर लैंगिक अपराध"),
    "compensation": Bilingual("Compensation", "प्रतिकर"),
    "convergence": Bilingual("Coordination between departments", "विभागीय समन्वय"),
    "cross_border": Bilingual("Across the border", "सीमा पार"),
    "data_protection": Bilingual("Data protection", "डेटा संरक्षण"),
    "evidence": Bilingual("Evidence", "साक्ष्य"),
    "fir": Bilingual("FIR", "प्रथम सूचना रिपोर्ट"),
    "forced_crime": Bilingual("Forced crime", "जबरन अपराध"),
    "forced_labour": Bilingual("Forced labour", "बलातश्रम"),
    "forced_marriage": Bilingual("Forced and child marriage", "जबरन एवं बाल विवाह"),
    "homes": Bilingual("Homes", "गृह"),
    "identity": Bilingual("Identity of the victim", "पीड़ित की पहचान"),
    "illegal_adoption": Bilingual("Sale and adoption of children", "बच्चों की बिक्री एवं दत्तक ग्रहण"),
    "investigation": Bilingual("Investigation", "विवेचना"),
    "kidnapping": Bilingual("Kidnapping and abduction", "व्यपहरण एवं अपहरण"),
    "legal_aid": Bilingual("Legal aid", "विधिक सहायता"),
    "medical": Bilingual("Medical examination and treatment", "चिकित्सकीय परीक्षण एवं उपचार"),
    "migration": Bilingual("Migration", "प्रवासन"),
    "missing_children": Bilingual("Missing children", "गुमशुदा बच्चे"),
    "money": Bilingual("Money of the crime", "अपराध की आय"),
    "online": Bilingual("Online", "ऑनलाइन"),
    "organ_removal": Bilingual("Removal of organs", "अंग निकालना"),
    "organised_crime": Bilingual("Organised crime", "संगठित अपराध"),
    "prevention": Bilingual("Prevention", "रोकथाम"),
    "rehabilitation": Bilingual("Rehabilitation", "पुनर्वास"),
    "repatriation": Bilingual("Return home", "घर वापसी"),
    "rescue": Bilingual("Rescue", "मुक्ति"),
    "search": Bilingual("Search and seizure", "तलाशी एवं अभिग्रहण"),
    "sexual_exploitation": Bilingual("Sexual exploitation", "यौन शोषण"),
    "sexual_offence": Bilingual("Sexual offence", "लैंगिक अपराध"),
    "statement": Bilingual("Statement of the victim", "पीड़ित का कथन"),
    "surrogacy": Bilingual("Surrogacy", "सरोगेसी"),
    "trafficking": Bilingual("Trafficking", "मानव दुर्व्यापार"),
    "trial": Bilingual("Trial", "विचारण"),
    "victim_custody": Bilingual("Care and custody of the victim", "पीड़ित की देखरेख एवं अभिरक्षा"),
    "witness_protection": Bilingual("Protection of witnesses", "साक्षी संरक्षण"),
}

# What a clock starts at.
STARTS: dict[str, Bilingual] = {
    "accused_arrested": Bilingual("The accused is arrested", "अभियुक्त की गिरफ्तारी"),
    "age_test_ordered": Bilingual("An age test is ordered", "आयु परीक्षण का आदेश"),
    "bail_notice": Bilingual("Notice of a bail application", "जमानत आवेदन का नोटिस"),
    "bonded_worker_freed": Bilingual("A bonded worker is freed", "बंधुआ श्रमिक की मुक्ति"),
    "charge_sheet_filed": Bilingual("The charge sheet is filed", "आरोप पत्र प्रस्तुत होना"),
    "child_found": Bilingual("A child in need of care is found", "देखरेख की आवश्यकता वाले बच्चे का मिलना"),
    "child_missing": Bilingual("A child is reported missing", "बच्चे की गुमशुदगी की सूचना"),
    "child_offence_told": Bilingual("A sexual offence on a child is reported", "बालक पर लैंगिक अपराध की सूचना"),
    "child_produced": Bilingual("A child is brought before the CWC", "बच्चे का बाल कल्याण समिति के समक्ष प्रस्तुत होना"),
    "child_recovered": Bilingual("A missing child is recovered", "गुमशुदा बच्चे की बरामदगी"),
    "circular_of_high_court": Bilingual("The High Court's circular is issued", "उच्च न्यायालय का परिपत्र जारी होना"),
    "cognizance": Bilingual("The court takes cognizance", "न्यायालय द्वारा संज्ञान"),
    "compensation_asked": Bilingual("Compensation is asked for or recommended", "प्रतिकर का आवेदन या अनुशंसा"),
    "compensation_ordered": Bilingual("Compensation is ordered", "प्रतिकर का आदेश"),
    "electronic_information": Bilingual("Information comes electronically", "इलेक्ट्रॉनिक सूचना प्राप्त होना"),
    "fir_registered": Bilingual("The FIR is registered", "प्रथम सूचना रिपोर्ट का पंजीकरण"),
    "foreign_area_told": Bilingual("An offence in another area is reported", "अन्य क्षेत्र के अपराध की सूचना"),
    "interim_custody_ordered": Bilingual("Interim custody is ordered", "अंतरिम अभिरक्षा का आदेश"),
    "inquiry_custody_ordered": Bilingual("Custody during the inquiry is ordered", "जाँच के दौरान अभिरक्षा का आदेश"),
    "personal_data_breached": Bilingual("A breach of personal data is found", "व्यक्तिगत डेटा उल्लंघन का पता चलना"),
    "portal_complaint": Bilingual("A complaint reaches the portal", "पोर्टल पर शिकायत प्राप्त होना"),
    "rape_told": Bilingual("A rape is reported", "बलात्कार की सूचना"),
    "rescued_in_brothel": Bilingual("An adult is rescued under the ITPA", "अनैतिक व्यापार अधिनियम में वयस्क की मुक्ति"),
    "search_made": Bilingual("A search is made", "तलाशी"),
    "special_relief_recommended": Bilingual("The CWC recommends special relief", "समिति द्वारा विशेष राहत की अनुशंसा"),
    "suspicion_of_trafficking": Bilingual("Trafficking is suspected", "मानव दुर्व्यापार का संदेह"),
    "victim_examined": Bilingual("The victim is medically examined", "पीड़िता का चिकित्सकीय परीक्षण"),
}

# What does not count towards a clock.
EXCLUDED: dict[str, Bilingual] = {
    "journey": Bilingual("the time of the journey", "यात्रा का समय"),
}
