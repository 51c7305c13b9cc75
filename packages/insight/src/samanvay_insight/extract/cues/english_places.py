"""English words around a place's name: what kind it is, and what is no place though it bears the name."""

from __future__ import annotations

from samanvay_insight.extract.cues.phrases import Phrases, Words

# -- persons and things that bear a place's name --------------------------------------------------

TITLES = Words.of(
    "shri sri smt mr mrs ms dr km kumari inspector constable si asi sho sp ssp dsp dm sdm adm hc insp justice",
    "sub-inspector named alias mohd md late one miss head commandant advocate prof mister mst",
)
SURNAMES = Words.of(
    "singh prasad ram kumar kumari devi lal yadav khan sharma verma gupta mishra tiwari pandey das dass ali ahmad",
    "ahmed bano begum khatun khatoon kaur rana thapa tamang lama gurung rai chaudhary choudhary chand chandra nath",
    "paswan mandal sah shah sahu oraon munda kujur tirkey minz soren hembrom murmu tudu ansari sheikh nishad maurya",
    "rajbhar saroj gautam bharti jaiswal srivastava dubey shukla tripathi upadhyay bahadur rawat bisht negi lodhi",
    "pal kushwaha vishwakarma kashyap saini rathore chauhan thakur jha sinha roy dey biswas sarkar mahto mahato",
)
PERSON_AFTER = Phrases(
    {
        "person": "s/o|d/o|w/o|r/o|aged|alias|urf|a resident|resident of|, a resident|, resident of|, aged|, "
        "r/o|, s/o|, d/o"
    }
)
# "Nirmal Chhaya" is a home.
HOMES = Words.of("chhaya niketan ashram griha sadan bhawan foundation trust")
# "Bandhua Mukti Morcha" is an organisation.
BODIES = Words.of(
    "morcha samiti sangh sansthan sanstha society andolan manch parishad sena vidyalaya school college university "
    "bagh chowk gali mohalla marg park garden gardens puram yojna yojana colony enclave mission federation union "
    "mandal vikas seva kendra board commission academy institute"
)
# "Agra Sweet House" is a shop, wherever it stands.
SHOPS = Words.of(
    "sweet sweets bakery travels traders store stores jewellers jewellery restaurant bhojnalaya textiles sarees "
    "saree "
    "palace inn jewelers shop stall tailors electronics bakers transport tours dairy medicals footwear garments "
    "enterprises mishthan namkeen"
)
GROUPS = Words.of("community tribe caste samaj tribes communities")
TRAINS = Words.of(
    "express exp mail superfast sf passenger rajdhani shatabdi duronto sampark intercity humsafar garib antyodaya",
    "janshatabdi vande link jansadharan amrit weekly",
)
NOT_PLACES = Words.of(
    "hindustan jagran ujala daily weekly monthly fortnightly anti general beat local joint special mobile area "
    "caller para item entry memo",
    "police court childline operation hotel home inspector january february march april may june july august september",
    "october november december monday tuesday wednesday thursday friday saturday sunday government department ministry",
    "committee officer women child minor facebook instagram whatsapp covid section case act high supreme "
    "express station",
    "road railway bus one two three four five six seven eight nine ten the a an in on at of to and girl boy both all",
    "she he they it this that these those shelter welfare school college bazar bazaar market camp post border district",
    "state no from by for with during after before when then total labour gulf aadhaar diwali holi dussehra chhath eid",
    "north south east west central new old upper lower human trafficking victim accused gang team raid rescue arrest",
    "ngo report date time sir madam kotwali sadar city nagar gram mission shakti bal kalyan samiti mahila thana line",
    "here there who what where which while since as if kumari devi lal ram singh khan also information during cases",
)
# The last word of no name: "Rampur a girl".
SMALL_WORDS = Words.of("a an the i in at of on to by and or as is was were are be he she it who from with for no")
# "The Kosi flood" is a river's.
WATERS = Words.of("river flood floods flooding barrage dam bridge canal expressway")
# A place's name after one of these is a surname: "Anil Ballia".
FIRST_NAMES = Words.of(
    "anil sunil suresh ramesh mukesh rakesh rajesh dinesh mahesh naresh ganesh raju sonu monu guddu pappu munna chhotu",
    "bablu babloo deepak sanjay vijay ajay manoj vinod pramod arvind ashok ravi rahul rohit amit sumit vikas vivek",
    "salman imran irfan rafiq salim shakeel javed aslam akram anwar mustafa abdul ramu shyam mohan sohan ramlal shivam",
    "sunita anita geeta gita rekha meena seema pooja puja kavita savita radha lalita kamla shanti shabnam shabana "
    "rukhsana",
    "priya neha nisha asha usha pushpa kiran mamta sushila urmila phoolmati bimla binod kishore ranjit arun varun",
)
NEEDS_CUE = Words.of("una dang bara champa pali mon mau bid sant tapi rama dibang gaya kota banda doda basti deoria")

# -- kinds that the words name --------------------------------------------------------------------

KIND_BEFORE = Phrases(
    {
        "district": "district|districts|distt|dist|zila|jila",
        "village": "village|vill|gram|gaon|mauza|hamlet|villages",
        "town": "town|city|kasba|tehsil|block|ps|police station|thana|kotwali|chowki|outpost|"
        "nagar panchayat|bop|"
        "border outpost|post|town of|city of",
        "state": "state|state of",
        "station": "railway station|railway stn|railway junction",
    }
)
KIND_AFTER = Phrases(
    {
        "district": "district|districts|distt|dist|zila",
        "station": "railway station|railway stn|rly stn|stn|station|junction|jn|rly station|rly stn|"
        "railway junction|railhead",
        "town": "town|city|border|outpost|bop|check post|checkpost|border post|crossing|tehsil|block|kasba|"
        "police station|ps|thana|barrier|icp|naka|bus stand|market|bazar|bazaar",
        "village": "village|gram",
        "state": "state",
        "agency": "police|ahtu|grp|rpf|ssb|administration|childline|court|high court|zone|range|division|diary|"
        "office|team|desk|branch|bureau|correspondent|chapter|dcpu|cwc|jail|commissionerate",
    }
)
AGENCY_BEFORE = Phrases(
    {
        "local": "ssb|grp /|rpf /|ps /|coy|company|bn|bop|grp|rpf|sho|so|ps|gram|thana|chowki|outpost|police post",
        "agency": "co|circle officer|bdo|sdm|tehsildar|addl sp|asp|ahtu|police|dcpu|cwc|childline|dm|sp|ssp|"
        "administration|commissioner|ngo|dpo|labour "
        "department|"
        "cwc|jj board|court|jail|crime branch|unit|bureau",
    }
)
DEMONYMS = {
    "nepali": "Nepal",
    "nepalese": "Nepal",
    "bangladeshi": "Bangladesh",
    "bihari": "Bihar",
    "rohingya": "Myanmar",
}
# Written in capitals only: "UP", not "up".
ABBREVIATIONS = {
    "UP": "Uttar Pradesh",
    "U.P.": "Uttar Pradesh",
    "MP": "Madhya Pradesh",
    "M.P.": "Madhya Pradesh",
    "HP": "Himachal Pradesh",
    "H.P.": "Himachal Pradesh",
    "AP": "Andhra Pradesh",
    "WB": "West Bengal",
    "W.B.": "West Bengal",
    "UK": "Uttarakhand",
    "JH": "Jharkhand",
    "CG": "Chhattisgarh",
    "NCR": "National Capital Region",
    "N.C.R.": "National Capital Region",
    "NJP": "New Jalpaiguri",
    "DDU": "Pt. Deen Dayal Upadhyaya Junction",
    "NDLS": "New Delhi",
    "J&K": "Jammu and Kashmir",
}
