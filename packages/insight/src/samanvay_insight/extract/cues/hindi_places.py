"""Hindi words around a place's name: persons that bear it, words that only sound like it, names as they are said."""

from __future__ import annotations

from samanvay_insight.extract.cues.phrases import Words
from samanvay_insight.extract.hindi.forms import form, phrases, words

KIND_BEFORE = phrases(
    {
        "district": "janpad|zila|jila|jilaa|district|jilo|janpado",
        "village": "गांव|गाँव|gram|gaon|ganv|gaanv|gram panchayat|mauja|gram sabha|majra|village|vill|purva",
        "town": "thana|thane|thana kshetra|kotwali|thana kotwali|tahsil|tehsil|block|ब्लाक|ब्लॉक|vikas khand|"
        "kasba|nagar|shahar|shehar|nagar panchayat|nagar palika|ps|chowki|chauki|पुलिस चौकी|police chauki|"
        "police chowki|bop|बीओपी|mohalla|seema chauki|border|बॉर्डर|बार्डर|thaana",
        "station": "railway station|रेलवे स्टेशन|station|स्टेशन|junction|जंक्शन",
        "state": "rajya|prant|state",
    }
)
LOCAL_BEFORE = phrases(
    {
        "local": "grp|जीआरपी|rpf|आरपीएफ|thana|thane|kotwali|thana kotwali|chauki|chowki|bop|बीओपी|thanadhyaksh|"
        "prabhari nirikshak|sho|so|ps|grp thana|rpf post|आरपीएफ पोस्ट|जीआरपी थाना|police chauki|police chowki",
        "agency": "child line|चाइल्ड लाइन|"
        "police|ahtu|एएचटीयू|dcpu|डीसीपीयू|cwc|childline|चाइल्डलाइन|ssb|एसएसबी|dm|sp|ssp|jiladhikari|"
        "police adhikshak|apar jiladhikari|nyayalay|adalat|jail|jel|जेल|zila karagar|court|bal kalyan samiti|"
        "vahini|जिलाधिकारी|ngo|एनजीओ",
    }
)
AGENCY_AFTER = words(
    "police pulis ahtu एएचटीयू ssb एसएसबी grp जीआरपी rpf आरपीएफ administration prashasan childline चाइल्डलाइन "
    "court cwc dcpu range रेंज mandal sp dm ssp reserve"
)
# Short titles have the form of other words, so they are known as they are written.
SHORT_TITLES = Words.of("km mo dr sh si mr ms md hc ct shri shree sri श्री मो डॉ कु मु हे का कां उ नि shriman श्रीमान")
TITLES = words(
    " shrimati smt shreemati sushri kumari ku0 kum mo0 mohammad mohd asi ka0 hc "
    "he0ka0 nirikshak uni0 u0ni0 upnirikshak up-nirikshak inspector constable "
    "aarakshi mukhya sub daroga thanadhyaksh naam namak urf alias swargiya "
    " नाम पुत्र उर्फ मुहम्मद सुश्री श्रीमान mrs s/o d/o w/o "
)
POSTED = words("thanadhyaksh thanaprabhari prabhari kotwal thanedar sho so")
SURNAMES = words(
    "singh सिंह सिंघ prasad ram kumar kumari devi lal yadav khan sharma verma gupta mishra tiwari pandey pandey "
    "das ali ahmad bano begam begum khatun khatoon kaur rana thapa tamang lama gurung rai chaudhari chaudhary "
    "chand chandra "
    "nath paswan shah sah sahu oraon munda kujur ansari shekh sheikh nishad maurya rajbhar saroj gautam bharti "
    "jaiswal shrivastav srivastava dubey dube shukla tripathi upadhyay bahadur rawat bisht negi lodhi pal "
    "kushwaha "
    "vishwakarma kashyap saini chauhan thakur sinha roy mahto manjhi kevat bind patel soni bharti puri giri "
    "goswami vaishya tharu magar karki khadka chhetri mishr shukl tivari varma pande"
)
AFTER_PERSON = words("putra putri patni s/o d/o w/o alias urf पुत्र पुत्री पत्नी")
# "Agra Sweet House", "Vaishali Express" bear a place's name and are none.
THINGS_AFTER = words(
    "bhandar petha shop शॉप beer बियर jewellers ज्वैलर्स ज्वेलर्स ज्वैलरी sari saree medical मेडिकल hardware "
    "हार्डवेयर babu "
    "rani express एक्सप्रेस exp mail मेल superfast सुपरफास्ट passenger पैसेंजर rajdhani शताब्दी "
    "shatabdi duronto sampark sweet स्वीट sweets house हाउस bank बैंक store स्टोर traders ट्रेडर्स travels "
    "ट्रेवल्स "
    "ekspres intercity इंटरसिटी humsafar garib vande wholesale darbar paan bhojnalay mishthan transport "
    "ट्रांसपोर्ट jewellers nadi river ganga smarak marg road रोड mandir masjid palace पैलेस gun namkeen"
)
TRAINS_AFTER = words("express एक्सप्रेस exp mail मेल superfast सुपरफास्ट passenger पैसेंजर intercity इंटरसिटी special स्पेशल")
FIRST_NAMES = words(
    "anil sunil suresh ramesh mukesh rakesh rajesh dinesh mahesh naresh ganesh raju sonu monu guddu pappu munna "
    "chhotu bablu deepak sanjay vijay ajay manoj vinod pramod arvind ashok ravi rahul rohit amit sumit vikas "
    "vivek salman imran "
    "irfan rafiq salim shakeel javed aslam akram anwar mustafa abdul shyam mohan sohan ramlal shivam sunita "
    "anita geeta rekha meena pooja kavita savita radha lalita kamla shanti shabnam shabana rukhsana priya "
    "neha nisha pushpa "
    "kiran mamta sushila urmila phoolmati vimla kishore ranjit arun varun thakur pandit baba maulana mathura"
)
# As they are said: words for states, old and short names.
SAID = {
    form(said.replace(" ", "")): name
    for name, many in {
        "Uttar Pradesh": "यूपी|उ0प्र0|उप्र|उ.प्र.|उ०प्र०|yupi",
        "Madhya Pradesh": "एमपी|म0प्र0|मप्र|म.प्र.|म०प्र०",
        "National Capital Region": "एनसीआर|दिल्ली एनसीआर|delhi ncr|दिल्ली-एनसीआर|ncr|राष्ट्रीय राजधानी क्षेत्र",
        "Delhi": "dilli|dehli|delhi|dilhi|delli|डेल्ही|देहली",
        "New Delhi": "नई दिल्ली|nayi dilli|nai dilli|nai delhi|nayi delhi",
        "West Bengal": "बंगाल|bangal|pashchim bangal|प0 बंगाल",
        "Pt. Deen Dayal Upadhyaya Junction": "डीडीयू|ddu jn|deen dayal upadhyay junction|दीनदयाल उपाध्याय जंक्शन|पं "
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
DEMONYMS = {
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
# Districts that are words too: a place only where a postposition follows and no adjective or verb goes before.
# These need only what follows: nobody says them of a thing.
NEEDS_AFTER = Words.of(
    "mau una kota panna sidhi guna doda daman moga diu nuh leh rewa patan chatra dhar hardah rana rama mon"
)
NEEDS_CUE = Words.of(
    "gaya anand anandi guna krishna sidhi basti puri dhar panna durg mandi sagar una kota pali mau banke bara "
    "mon doda daman kosi gomti narmada manasa chandel bid bir champa dang bandah tapi rama "
    "sant banda kasba mahal sadar ghat katra bazar dehat nagar shahar kotwali rana kashi nuh moga diu hardah "
    "sambhal baksa tarai rewa gadh garh chatra patan leh "
)
# Towns whose name so written is no other word, though it sounds like one in Latin letters.
WRITTEN = Words.of(
    "बेतिया चतरा कर्वी छपरा आसनसोल बांदा बाँदा मऊ नूंह मोगा लेह ऊना उरई बांसी बाँसी जुम्ला जुमला आणंद आरा जालना ठाणे "
    "डांग डोडा ढाका "
    "गोला पट्टी बाह बीना डाला गौर गौरा गोहद हांसी हाँसी हाटा कालका कांट कांठ करारी खैरा खन्ना लहार लंका नोखा सहर सलोन "
    "समाना टिकरी उमरी "
    "खैर तापी दमक दांग धरान धुले नदिया पाटण पाटन पुंछ बक्सा बांके बीड बैतड़ी राठ हासन स्वार Chatra"
)
NEVER = Words.of(
    "ganv ganva gav gava ekt jagah tharu vadi wadi rani bandhak bandhk khali shop aisa aise aisi taj kotvali kotwali "
    "dehat ap aap up "
    "sakti bada "
    "thana thane fek "
    "phek karnel karnl "
    "banake dhad "
    "jumla dama "
    "parvat senapati nirmal hasan "
    "jalna dhule dharm bhi hi ho na to do char bar tin ek an ja le la li kar karna raha rahi rahe ye ve us is in "
    "un un jo so po maa ma baba kumar hum ham tum main mai mere meri hai hain tha thi the "
    "and rat din sal var bal dal jal jan man mal mul tel gol kam nam ram dam sham pas das bas bus ras mas sath "
    "hath bat lat rail ladi hal hall kal pal bol dil tal chal sir ser bare koi kya kyo nahi dono sabhi "
    "sab log aur ki ke ka ko se me mein par pe ne tak or va evam tatha lekin parantu yadi agar jab tab ab jis "
    "kis isi usi wali wala wale vali vala vale rupaye hazar sau karyavahi mamla mukt kaam ghar gaon gram jila "
    "janpad zila police team adhikari ladki ladka bachche mahila yuvak yuvti balika balak aropi dalal taskar "
    "giraftar nabalig kishori beti beta pita mata putra pati patni ghatna case suchna jankari train bus hotel "
    "factory school station border chauki chowki kotha dhaba dukan bhatta makan kamra bazar road nagar seva "
    "kendra samiti sanstha vibhag karyakram jagrukta shivir rally baithak month year varsh saal umar maah mah "
    "dinank "
    "samay subah shaam raat aaj kal parso ravivar somvar mangalvar budhvar guruvar shukravar shanivar sarkar "
    "prashasan desh videsh rajya pradesh shahar kasba tahsil block thanadhyaksh kotwali majduri naukri shadi "
    "pyar lalach "
    "jhansa paisa paise rupay mobile phone video photo bheja bheji lana laya jana jane aana ane gaye gayi liye "
    "diya diye kiya kiye kari hua hui hue mila mili mile paya bataya kaha bola pucha samaj parivar parijan "
    "rishtedar "
    "padosi dost saheli sathi gaadi jeep truck rasta raste marg nadi pul khet jungle pahad dakshin uttar purab "
    "pashchim bhartiya rescue mission operation shakti muskan aahat child line help desk van stop center "
    "girls boys girl boy minor border post camp coach train mail number platform near from with sarak sadak chai "
    "pani khana jail court medical shelter home ngo cwc dcpu ahtu grp rpf ssb sho hindu muslim dalit kabir sant "
    "sadhu mela "
    "purva ander andar bahar upar niche aage age peeche piche taraf or ore kinare samne pas paas beech bich "
    "saman asli nakli kaagaz kagaj aadhar document card sim bank khata loan karz gold sona chandi heera moti "
    "aurat "
)
