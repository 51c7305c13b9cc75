"""Short names of places and adjectives of origin, as reports write them; all else the gazetteer knows."""

from __future__ import annotations

from samanvay_insight.extract.hindi.forms import form

ENGLISH_DEMONYMS = {
    "nepali": "Nepal",
    "nepalese": "Nepal",
    "bangladeshi": "Bangladesh",
    "bihari": "Bihar",
    "rohingya": "Myanmar",
}
SAID = {
    form(said.replace(" ", "")): name
    for name, many in {
        "Uttar Pradesh": "यूपी|उ0प्र0|उप्र|उ.प्र.|उ०प्र०|yupi",
        "Madhya Pradesh": "एमपी|म0प्र0|मप्र|म.प्र.|म०प्र०",
        "National Capital Region": "एनसीआर|दिल्ली एनसीआर|delhi ncr|दिल्ली-एनसीआर|ncr|राष्ट्रीय राजधानी क्षेत्र",
        "Delhi": "dilli|dehli|delhi|dilhi|delli|डेल्ही|देहली",
        "New Delhi": "नई दिल्ली|nayi dilli|nai dilli|nai delhi|nayi delhi",
        "West Bengal": "बंगाल|bangal|pashchim bangal|प0 बंगाल",
        "Pt. Deen Dayal Upadhyaya Junction": "पीडीडीयू|पीडीडीयू नगर|पं0 दीनदयाल उपाध्याय नगर|pddu|"
        "डीडीयू|ddu jn|deen dayal upadhyay junction|दीनदयाल उपाध्याय जंक्शन|पं "
        "दीनदयाल उपाध्याय जंक्शन|दीन दयाल उपाध्याय जंक्शन|डीडीयू जंक्शन",
        "Mumbai": "bambai|mumbay|mumbay|mumbi|bombay",
        "Kolkata": "kalkatta|calcutta|kolkatta",
        "Punjab": "panjab",
        "Haryana": "hariyana|hariyaana",
        "Bangladesh": "bangladesh|बंगलादेश|bangla desh",
        "Nepal": "nepaal|nepal",
        "Assam": "asam|aasaam|aasam",
        "Odisha": "orissa|udisa|उड़ीसा|odisa",
        "Jammu and Kashmir": "jammu kashmir|कश्मीर|kashmir",
        "Varanasi": "banaras|benaras|kashi",
        "Bengaluru Urban": "bangalore|bengaluru|bangluru|बैंगलोर|बेंगलुरु",
        "Chennai": "madras",
        "Gurugram": "gurgaon|gurgaanv|गुड़गांव|गुड़गाँव",
        "Saudi Arabia": "saudi|सऊदी|saudi arab|सऊदी अरब",
        "Kheri": "lakhimpur khiri|lakhimpur kheri|lakhimpur|खीरी|लखीमपुर खीरी",
        "Bihar": "bihaar",
        "Kaimganj": "कायमगंज|kayamganj|qaimganj",
        "Jharkhand": "jharkhand|jharkhnd",
        "Chhattisgarh": "छ.ग.|छ0ग0|chhattisgarh|chattisgarh|chattisgadh|chhattisgadh",
        "Uttarakhand": "uttrakhand|uttarakhand|uttaranchal",
        "United Arab Emirates": "यूएई|यू.ए.ई.|uae",
        "Lucknow": "lko|lkw",
        "Gorakhpur": "gkp",
        "Ghaziabad": "gzb|gzbd",
        "Ghazipur": "gzp",
        "Vasco Da Gama": "vasco|वास्को",
        "Seorahi": "सेवरही|sevarhi",
        "Suriyawan": "सुरियावाँ|सुरियावां",
        "Koraon": "कोरांव|कोराँव",
        "Bhongaon": "भोगांव|भोगाँव",
        "Hargaon": "हरगांव|हरगाँव",
        "Mihinpurwa": "मिहिपुरवा|मिहींपुरवा|mihipurwa",
        "Gurusahaiganj": "गुरसहायगंज",
        "Nauhjhil": "naujhil|नौझील",
        "Intyathok": "itiyathok|इटियाथोक",
        "Menhdawal": "mehdawal|मेहदावल",
        "Partawal Bazar": "परतावल|partawal",
        "Dhebarua": "ढेबरुआ|ढेबरूआ|dhebrua",
        "Farakka": "फरक्का|farakka",
        "Canning": "कैनिंग",
        "Lamjung": "लमजुङ",
        "Prayagraj Chheoki": "प्रयागराज छिवकी|छिवकी",
        "New Jalpaiguri": "njp",
    }.items()
    for said in many.split("|")
}
HINDI_DEMONYMS = {
    form(said): name
    for name, many in {
        "Nepal": "nepali|nepaliyon|nepalese",
        "Bangladesh": "bangladeshi|bangladeshiyon|बांग्लादेशी|बंगलादेशी",
        "Bihar": "bihari",
        "Assam": "asamiya|assamese|असमिया",
        "West Bengal": "bangali|bengali",
        "Myanmar": "rohingya",
    }.items()
    for said in many.split("|")
}
