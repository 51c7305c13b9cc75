"""What happened, in Hindi: events, ways of moving, and the auxiliaries that end a clause."""

from __future__ import annotations

from samanvay_insight.extract.hindi.forms import phrases, words

EVENTS = phrases(
    {
        "rescue": "mila sakushal|mili sakushal|mile sakushal|mil gaya sakushal|mil gayi sakushal|mil gaye sakushal|"
        "out kiya|out kiye|out karaya|nikalwaya|nikalwaye|nikalwayi|nikalvaya|nikalvaye|nikalvayi|"
        "bahar nikala|bahar nikale|bahar nikali|dhoondha|dhundha|dhoondhi|dhundhi|khoja|khoji|rescue|"
        "rescued|rescu|रेस्क्यू|mukt|mukt kara|"
        "mukt karaya|avmukt|bachaya|bachaye|bachayi|"
        "bacha liya|bacha liye|"
        "bacha li|bacha lee|bachaya gaya|bachane me safalta|chhuRaya|chhuRayi|chhuRaye|chhuRwaya|chhuRvayi|"
        "chhuRa liya|chhuRa li|chhuRa liye|chhuRane|"
        "baramad|baraamad|barmad|baramadgi|baramadagi|baramadgiyan|recover|recovered|रिकवर|azad|aazad|azad karaya|"
        "traced|"
        "trace|ट्रेस|utara|utari|utare|utaar liya|utaar li|utaar liye|"
        "utar liya|khoj nikala|dhoondh nikala|dhundh nikala|dhundh liya|dhundh li|khoj liya|khoj li|libreted|deboard|"
        "de boarded|saved|freed|sakushal mila|sakushal mili|sakushal mile|chhuRvaya|chhuRvaye|chhuRwaye|"
        "chhuRwayi|chhuRaakar|chhuRakar|vimukt|bachakar|"
        "+chhuRa|+chhuRva|sanrakshan me liya|sanrakshan me liye|sanrakshan me li|sanrakshan me le|talash kar liya|"
        "talash kar li|talash kar liye|talash kar saunpa|talash kar supurd|talash kar parijano|utaar ke|utaar kar|"
        "utarne|utaar lin|"
        "utaar leen|utaar leeN|bacha lin|utaarkar|+utarva|bahar +nikal|surakshit +nikal|sakushal +nikal|khoj +nikal|"
        "dhoondh "
        "+nikal|"
        "+dhoondh|"
        "+khoj|"
        "mukti dila|mukti dilayi|azadi dilayi|chhutkara dilaya|free +kara|फ्री +kara|फ्री +karva|riha karaya|riha "
        "karaye|riha karayi|riha kara|"
        "sakushal +la|"
        "surakshit +la|sakushal wapas|sakushal +mil",
        "arrest": "andar kiya|andar kiye|andar kar|andar +kar|gaye andar|gaya andar|jail gaya|jail gaye|jail gayi|"
        "jail me dala|jail me dale|chadhe hatthe|chadha hatthe|pakad me aaya|pakad me aaye|shikanje me|hathkadi|"
        "lockup|cabu me|kaboo me|"
        "police ke hawale|police ke havale|pulis ke hawale|police ko saunp|pulis ko saunp|"
        "police ko supurd|police ke supurd|hatthe chadhi|hatthe chadha|hatthe chadhe|hatthe chaRhi|giraft me|"
        "dhar pakda|dhar dabochi|"
        "dhar dabochaa|giraftar|giraftaar|giraftari|giraftariyan|giraftariyon|griftar|arrest|arrested|अरेस्ट|dhar "
        "dabocha|dabocha|"
        "daboch|"
        "daboche|dabochi|hirasat|hirasat me|hirasat me liya|"
        "hiraasat|custody|कस्टडी|detain|detained|jail bheja|jail bheje|jel bheja|jail bheji|nirudh|dhare gaye|"
        "dhara gaya|dhare|dhar li|dhar liya|dhari gayi|dhar liye|nabbed|salakho|salakhon|"
        "+daboch|dhar +daboch|dhar +pakaR|kabu me|giraft me +aa|hatthe +chaRh|hawalat|jail +bhej|jel +bhej",
        "interception": "roka|roki|roke|rok liya|rok li|rok liye|rokkar|rukvaya|rukwaya|intercept|intercepted|"
        "इंटरसेप्ट|interception|rok kar|roka gaya|rukvayi|rukwayi|rukwaye|rukwa|"
        "+rok",
        "caught": "uthaya|uthaye|utha liya|utha liye|uthaya gaya|pakda|pakRa|pakRi|pakRe|pakaR liya|pakaR li|"
        "pakaR liye|pakRa gaya|pakRi gayi|pakRe gaye|pakRaya|pakRvaya|pakaR|pakRwaya|pakRaye|pakRayi|caught|"
        "pakRane|pakaRkar|pakarkar|"
        "+pakaR|+pakRva|+pakRa",
        "missing": "kho gaya|kho gayi|kho gaye|bichhad gaya|bichhad gayi|bichhad gaye|"
        "ghar nahi lauti|ghar nahi lauta|nahi lauti|nahi lauta|nahi laute|na lautne|ghar na lautne|"
        "ghar nahi pahunchi|ghar nahi pahuncha|ka pata nahi|ka koi pata nahi|ka surag nahi|lapta|laapata|"
        "lapata|gumshuda|gumshudgi|gumshudagi|gum|gayab|gaayab|missing|मिसिंग|guma|gumi|"
        "gumsuda|gum ho gaya|lapatta|"
        "nahi +laut|na +laut|laut kar nahi|lautkar nahi|wapas nahi aaya|wapas nahi aayi|wapas nahi aaye|"
        "ghar nahi aaya|ghar nahi aayi|ghar nahi aaye|nahi mil raha|nahi mil rahi|nahi mil rahe|mil nahi raha|"
        "mil nahi rahi|mil nahi rahe|nahi mil pa|nahi mil saka|nahi mil saki|tak nahi mila|tak nahi mili|tak nahi mile|"
        "kuch pata nahi|kuchh pata nahi|ata pata nahi|koi khabar nahi|kahin chali gayi|kahin chala gaya|kahin chale "
        "gaye|"
        "kahin chali gai|kahi chali gayi|kahi chala gaya",
        "sensitisation": "jankari dekar jagruk|goshthi +kar|goshthi hui|goshthi ki gayi|goshthi ayojit|karyashala hui|"
        "karyashala ayojit|"
        "taskari se kaise|taskari se bachav|trafficking ke bare me|trafficking ke baare me|"
        "trafficking par|taskari ke bare me|taskari "
        "ke baare me|taskari ki jankari|taskari sambandhi jankari|"
        "taskari ke khatro|taskari ke khatre|taskari par goshthi|taskari par baithak|taskari par karyashala|"
        "taskari par charcha|"
        "taskari ke khilaf rally|taskari ke prati|taskari vishay par|taskari ke bare me bataya|"
        "taskari se bachne|natak dikhaya|natak kiya|natak kiye|natak karaya|natak khela|natak manchan|"
        "jagruk kiya|jagrukta|jaagrukta|jagruk|jaagruk|jan jagrukta|awareness|अवेयरनेस|sensitise|sensitize|"
        "sensitised|nukkad natak|nukkaR natak|chaupal|choupal|"
        "jan chaupal|janjagrukta|jagrookta|jagrook|sachet|jankari di gayi|ka sandesh diya|shapath dilayi|shapath dilai|"
        "shapath dilaai|संवेदीकरण|संवेदनशील|संवेदित|taskari rokne ke|tskari ke dushparinam|taskari ke dushprabhav|"
        "samvedikaran|samvedansheel",
    }
)
MOVES = phrases(
    {
        "carry": "lie gayi|lie gaye|lie gaya|liye gayi|liye gaye|liye gaya|chori hua|chori ho|chori kar|"
        "chori hui|chura|churaya|chura liya|le ja|le jaya|le jaate|le jate|le jata|le jati|le jakar|"
        "le jaakar|le jane|le jana|le jaye|le jai|le jayi|le gaya|le gayi|le gaye|le gai|"
        "leja|lejaya|lejate|lejane|lejakar|le ke ja|lekar ja|lekar|leke|liye ja|liye ja rahe|le kar|le bhaga|"
        "bhaga le|bhagakar|bhaga kar|utha le|le chala|le chale|"
        "lekar jate|lekar ja|lekar nikla|lekar nikle|lekar gaya|le jayenge|le jaenge|le jayegi|le jaegi|"
        "le jaunga|le jayega|le jaega|lejai|lejayi|lejate|leja rahe|lejarahe|"
        "dhoya|taskari|tskari|trafficking|ट्रैफिकिंग|traffic|smuggle|smuggling|apahran|apharan|अपहरण|agva|agwa|"
        "bahla fuslakar le|le jaa|lekr|pahuncha kar|"
        "le +ja|liye +ja|lekar +ja|lekar +nikal|lekar +bhag|lekar +chal|le +bhag|le +chal|+leja|+bhaga|utha le +ja|"
        "bhaga le +ja|+chura|apahrit|apahrat kar|bahka kar|bahkakar|phuslakar|fuslakar",
        "send": "baithaya|baithayi|baithaye|baitha diya|baitha diye|baitha di|chadha diya|chadhaya|chadhaye|"
        "bheja|bheji|bheje|bhej|bhejne|bhejta|bhejti|bhejte|bhejkar|bhejvaya|bhijwaya|bhijvaya|bhijwata|"
        "bhijwati|bhijwate|bhijwayi|bhijwaye|bhijwa|bhijva|bhejna|"
        "bhejegi|bhejenge|bhejega|bhejaa|bhejde|bhej de|ravana|rawana|bhejwaya|bhejwata|supply|सप्लाई|bheja|"
        "pahunchaya|pahunchaye|pahunchayi|pahuncha diya|pahunchaata|pahunchate|pahunchata|pahunchane|"
        "dhakel|dhakela|dhakeli|transport|bhejwayi|pahuncha di|pahuncha diye|bhejwane|bhijwane|bhijwakar|bhijwayenge|"
        "+bhej|+bhejva|+bhijva|+bhejvaya|+dhakel|+baitha|pahunchvaya|pahunchvayi|pahunchvaye|pahuncha chuka|"
        "pahuncha chuke|pahuncha chuki|pahuncha raha|pahuncha rahe",
        "bring": "laya|laye|layi|lai|laai|laye ja|lakar|laakar|la raha|la rahe|la rahi|lane|lana|laate|late|lata|"
        "lati|laya ja|layi ja|le aaya|le aaye|le aayi|le aata|le aate|"
        "le aane|lekar aaya|lekar aaye|lekar aayi|lekar aa|le aa|mangaya|mangwaya|mangvaya|mangaye|mangwaye|"
        "mangwayi|bulaya|bulaye|bulayi|bulakar|laayenge|layenge|layega|laega|layegi|laegi|laenge|"
        "laya karte|laate the|le aati|mangwate|"
        "+la|le +aa|lekar +aa|liye +aa|+bula|+bulva|+mangva",
        "come": "aaya|aaye|aayi|aa rahi|aa rahe|aa raha|aakar|aata|aati|aate|aane|aa gaya|aa gayi|aa gaye|"
        "aa chuki|aana|aayenge|"
        "+aa",
        "go": "nikal pade|nikal padi|nikal padte|nikal gaye|nikal gayi|nikal kar|nikalkar|nikal|chalkar|chal kar|"
        "bhagi|bhaga|bhage|bhagkar|bhaag kar|bhag kar|bhatakkar|bhatak kar|bhatki|ja rahi|ja rahe|ja raha|"
        "jaa rahi|jaa rahe|jaa raha|jata|jati|jate|jaati|jaata|jaate|jane wale|"
        "jane wali|jane wala|jane ke liye|jane ko|jakar|jaakar|chali|chala|chale|"
        "jane|nikli|nikla|nikle|rawana|gaya|gayi|gaye|jana|jayenge|jaenge|jayega|jaegi|jayegi|jaega|jarahi|"
        "jarahe|jaraha|jari thi|safar|yatra|train se ja|palayan|"
        "going|travel|jaa|chadhi|chadhe|chadha|baithkar|"
        "+nikal|+bhag|+bhatak|+chaRh",
        "sell": "girvi rakha|girvi rakhi|girvi rakhe|girvi rakh|becha|bechi|beche|bech|bechne|bechta|bechte|"
        "bechti|bechna|bika|biki|bike|bikri|sauda|bechkar|"
        "bech diya|bech di|becha gaya|sold|sell|bikwaya|bechwaya|bechenge|bechega|bechegi|dene wala|"
        "dene wali|dene wale|saunpne wala|saunpne wale|kharida|kharidi|bikwane|bikvaya|bikvane|bechwane|"
        "bik gayi|"
        "+bech|+bechva|+bikva|+kharid|girvi +rakh|bikte|bikti|bikta",
        "reach": "utra|utri|utre|pahuncha|pahunchi|pahunche|pahunch|pahunchkar|pahunchte|pohoncha|pahunchne|"
        "pohche|pahuche|"
        "utaare|chhoRa|chhoRi|chhoRe|"
        "+pahunch",
        "halt": "thaharti|thaharte|thahrti|thahrte|tikaya gaya|ruk kar|ruk|thahar kar|thahar|ruka|ruki|ruke|"
        "rukkar|rukte|rukti|thahra|thahre|thahri|thahraya|"
        "thahraye|thahrayi|thahrakar|"
        "thehra|thehre|thehri|thehraya|thehraye|thehrayi|rakha|rakhi|rakhe|"
        "rakhkar|rakhne|rakhte|rakhta|chhupaya|chhupayi|chhupaye|chhipaya|chhipaye|chhipayi|qaid|kaid|"
        "bandhak banaya|bandhak banakar|bitayi|bitai|bitaayi|gujari|guzari|badli|"
        "badalkar|badalte|badal kar|badli gayi|rukwaya|tikaya|tikaye|tikayi|rakha gaya|rakhi gayi|rakhe gaye|"
        "rok kar rakha|thahrav tha|rokkar rakha|thahre the|band rakha|rukna|ruka kar|stay|halt|"
        "+ruk|+thahar|+thahra|+tika|+rukva|+rakh|+chhupa|+chhipa|+bita",
        "work": "ke taur par lagata|ke taur par lagate|ke taur par lagaya|par lagaya gaya|par lagaye gaye|"
        "par lagayi gayi|par lagata|par lagate|naukrani banakar|naukar banakar|naukrani bana|bandhua banakar|"
        "bandhua bana|byah diya|byah di|"
        "byahi gayi|vivah kar diya|jhadu pocha karti|jhadu pocha karta|"
        "jhadu pocha karate|kaam karti|kaam karta|kaam kiya|bartan manjti|kaam par thi|kaam par the|"
        "naukri karti|khat rahe|khat rahi|khatte|khatwaya|fase hue|fanse hue|phanse hue|fasi hui|phansi hui|"
        "phasa hua|"
        "fasa hua|fansa hua|bandhak hai|bandhak hain|bandhak tha|bandhak thi|bandhak the|majdoori kar|"
        "mazdoori kar|majdoori karte|pathte|silte|silta|silti|mangte|mangta|mangti|phansa hai|phasa hai|"
        "fasa hai|fansa hai|phanse hain|fase hain|phansi hai|fasi hai|kaam karaya|"
        "kaam karwaya|kaam karvaya|kaam karwa|kaam par lagaya|kaam pe lagaya|kaam par laga|"
        "kaam pe laga|kam par lagaye|kaam par lagayi|kam pe lagaye|kaam karte|kaam kar rahe|kaam kar rahi|"
        "kaam kar raha|kaam karwate|kaam karate|majdoori karayi|majdoori karwayi|majdoori kara|majdoori karwa|"
        "majdoori karate|majdoori karwate|mazdoori|dehvyapar karaya|"
        "jism faroshi|bheekh mangwa|bhikh mangwate|bhikh mangwata|bhikh mangwai|shadi kara|shadi karwa|"
        "shadi karayi|vivah kara|byah diya|nachaya|kaam me laga|kaam mein laga|naukri par laga|"
        "bhikh mangwayi|bhikh mangate|bheekh mangwayi|kaam karne|jhonka|jhonk|dhandhe me|dhandha karaya|"
        "dhandha karwaya|dhandha karwate|kaam krte|"
        "kaam +kar|kaam +kara|kaam +karva|kam +kar|kam +kara|kam +karva|majdoori +kar|majdoori +kara|majdoori +karva|"
        "mazdoori +kar|dhandha +kara|dhandha +karva|dehvyapar +kara|dehvyapar +karva|vyapar +kara|vyapar +karva|"
        "bheekh +mang|bheekh +mangva|bhikh +mang|bhikh +mangva|+byah|shadi +kara|shadi +karva|vivah +kara|vivah +karva|"
        "laga|lagaya|lagayi|lagaye|+lagva|nikah +kara|nikah +karva|+nachva|+nacha|+rakhva|bandhak|bandhak +ban|"
        "bandhua +ban|"
        "+fas|+phas|+fans|+phans|"
        "+khat|+khatva|"
        "+jhonk|"
        "kaam par "
        "+laga|kaam me +laga|kaam pe "
        "+laga|"
        "naukri par +laga|dhandhe me +laga|vyapar me +laga|bandhua +bana|bandhak +bana|+pathva|pathvate",
        "gather": "jutakar|jutata|jutate|jama kiye|jama kiya|ikattha kiya|ikatthe kiye|bharti kiya|bharti kiye|"
        "jutaye|jutaya|"
        "ikattha kar|jama kar|"
        "+juta|jama +kar|ikattha +kar|bharti +kar|ikatthe +kar",
        "found": "dekhi gayi|dekha gaya|dekhe gaye|dikhi|dikha|dikhe|nazar aayi|nazar aaya|mila|mili|mile|"
        "mil gayi|mil gaya|mil gaye|paya gaya|paye gaye|payi gayi|paaye gaye|milne|found",
    }
)
# These follow a verb and belong to it.
AUX = words(
    "gaya gayi gaye ja jaa rahi rahe raha rhe the thi tha he hai hain hua hui hue huye liya li liye diya di diye "
    "kar karke kiya ki kiye kara karaya karayi karaye karwaya "
    "karwayi karwaye chuka chuki chuke wala wale wali jana jane jaye jayega jayegi jayenge jaenge jaega ho hone "
    "hota hoti hote hoga karne krne lene dene lete dete samay "
    "vakt waqt hu hun rakha nahin nahi na par lagaya karte karti karta gyi karakar karwakar karvakar karvaya "
    "karvayi karvaye karate krte karna lena dena leta deta jata jati jate "
    "kie bhi pr dala dali daale chuka laga lagi lage aur_ karwate kara diye dee kiyaa hi ki_gayi jaane jaati "
    "dauran pahle pakRe pakRa rahta rahte chahta raheN hone rha rhi thin lin din huin gain sake saka saki paya_ "
    "gayin jaye"
)

ENTRUSTED = phrases(
    {
        "official": "supurd|supurdgi|hawale|havale|wapas bhej|vapas bhej|ghar bhej|ghar pahunch|ghar vapas|"
        "sakushal ghar|parijano ko|parijano ke|parijanon se|balgrih|"
        "bal grih|ashray grih|ashray sthal|shelter home|one stop|वन स्टॉप|cwc|सीडब्ल्यूसी|"
        "bal kalyan samiti ke samaksh|nyayalay|jail bhej|jel bhej|medical hetu|medical ke liye|wapas lay|"
        "vapas lay|wapas laya|vapas laya|wapas layi|vapas layi|ghar laya|ghar layi|ghar laye|pesh kiya|"
        "prastut kiya|wapas|vapas|vapis|training|ट्रेनिंग|prashikshan|tainat|tabadla|daure|punarvas|punarwas|"
        "grih janpad|griha janpad|apne janpad|apne ghar|unke ghar|uske ghar|iske ghar|balika grih|mata pita ko|"
        "parivar ko|embassy|dutavas|sudhar grih|मेडिकल"
    }
)
DISASTER = words(
    "baadh badh बाढ़ bhukamp bhookamp sookhe sookha sukha suukha bhuskhalan aapda aag agni mahamari lockdown "
    "लॉकडाउन katan toofan tufan cyclone jalbharav barish baarish "
    "jalmagn ufan ufaan ufaai jalbhar flood earthquake katav kataav kataw corona कोरोना kataan"
)
DISPLACED = words("ujRe ujRi ujRa ujaRkar palayan visthapit visthapan palayit hijrat shift शिफ्ट migrate migration")
CRIME = words(
    "taskari taskar taskaro becha bechi beche bech dalal dalalo agent lalach jhansa bahla dhandha apahran pidita "
    "trafficking trafficked sold"
)
OPERATIONS = words(
    "abhiyan karyakram operation ऑपरेशन chhape chhapo chhapa chhapamari chhapemari chhapemaari dabish raid रेड "
    "karyavahi "
    "karyawahi karyashala kaaryshala kampaign campaign camp कैंप शिविर shivir "
    "jaanch checking चेकिंग survey सर्वे rally रैली goshthi baithak meeting मीटिंग prashikshan program प्रोग्राम "
    "training chk check चेक talashi tallashi"
)
MATTERS = words(
    "prakaran mamla maamla mamle ghatna ghatnae case केस suchna soochna shikayat giraftari baramadgi taskari "
    "taskar laRki bachcha vyakti pidita bacha mahila agent gumshudgi girl ladkiyan laRkiya "
    "missing rescue arrest mukadma bachche tahrir"
)
