"""Hindi, in Devanagari and in Latin letters, as it stands in messages, diaries and reports.

Words are written here in plain Latin letters, Devanagari where a loan word is heard otherwise; all stand for
every spelling that has the same form (see `hindi.forms`). R is the sound that is written d or r.
"""

from __future__ import annotations

from samanvay_insight.extract.hindi.forms import form, phrases, words

# -- the part of a place: words after it -----------------------------------------------------------

POST = phrases(
    {
        "via": "ke baad|ke pashchat|se seema paar|se border paar|seema paar karke|border paar karke|paar karke|paar "
        "kar|paar karate|"
        "paar karti|langhkar|langh kar|se seema langh|se hokar|se hoke|se hote hue|se hote huye|hote hue|"
        "hote huye|hote hote|hokar|hoke|ke raste|"
        "ke raaste se|"
        "ke raste se|raste se|ke zariye|ke jariye|ke marg se|se guzarkar|se gujarkar|se gujarte hue|se gujre|"
        "ke madhyam se|se train badalkar|se gadi badalkar|se bus badalkar",
        "to": "tak|ki or|ki taraf|ki ore|ki disha me|ko|ke liye|hetu|bound|border tak|jane wali|jane wale",
        "from": "chhoRkar|chhoR kar|chhoRke|टू|se|ki taraf se|ki or se",
        "at": "dono jagah|dono sthano|dono jagaho|teeno jagah|me|par|pe|ke paas|ke nikat|ke nazdik|ke najdik|ke "
        "samne|ke bahar|ke andar|ke sameep|ke samip|"
        "ke kareeb|"
        "sthit|andar|mein hi|ke bich|ke aaspas|ke aas paas|ke ird gird|per",
        "home": "ke hi rahne wale|me pali badhi|me rah rahi|me rah rahe|me rahti|me rahte|me rehti|"
        "me pale badhe|nivasi|niwasini|"
        "nivasini|vasi|ki nivasi|ke nivasi|ka nivasi|ki niwasini|ki rahne wali|ke rahne wale|"
        "ka rahne wala|ki rehne wali|ke rehne wale|ka rehne wala|ki mool nivasi|ke mool nivasi|ka mool nivasi|"
        "mool ki|mool ke|mool ka|se talluk rakhti|se talluk rakhte|se sambandh rakhti|nivasiyon|ke nivasiyon|"
        "me rahne wali|wali|wale|wala|walo|walon|waali|waale|vaale|me rahne wale|me rahne wala|ki hi|ki basinda|"
        "ke vasi|se taluk",
        "of": "ki|ke|ka",
    }
)
BEFORE = phrases(
    {
        "at": "reached|sthal :|sthan :|baramadgi sthal :|ghatna sthal :|ghatnasthal :|kahan se :|kahan se mile :",
        "via": "vaya|via|barasta|through|paargaman :|pargaman :|padav :|paRaav :|thahrav :|transit :|halt :|"
        "viram :|raste me :",
        "from": "from|source|srot|source :|srot :|mool sthan :|griha janpad :|से :|उद्गम :",
        "goal": "kahan mili :|kahan mila :|kahan mile :|to|destination|gantavya|gantavya :|destination :|"
        "manzil :|kahan le ja rahe the :",
        "home": "pata :|ka pata :|nivas :|niwas :|ghar :|sthayi pata :|mool nivas|mool niwas|mool nivas :|"
        "mool pata|mool pata :|mool roop se|moolatah|nivasi|niwasi|ni0|r/o|resident of|nivasini|pata|"
        "hal pata|mool nivasi|belongs to",
    }
)
# "Bijnor was the stop-over": said right after the place.
NAMED = phrases(
    {
        "via": "thahrav|padav|paRaav|stopover|stop over|halt|transit|bich ka padav|virama|viram|vishram",
        "goal": "gantavya|manzil|manjil|antim padav|destination|thikana|aakhri thikana",
        "origin": "srot|source|udgam",
    }
)
FIRST_CHAIN = words("wahan vahan vaha yahan waha wahi vahi wahin jahan jaha usi")
CHAIN = phrases(
    {
        "": "wahan se|vahan se|wahaan se|waha se|phir|fir|iske baad|uske baad|baad me|baad mein|tatpashchat|"
        "aage|age|ant me|antatah|akhirkar|aakhirkar|akhir me|aakhir me|jahan se|usse aage|baad|pashchat|upraant|"
        "tadoprant|तदुपरान्त|तदुपरांत|तत्पश्चात|tadnantar"
    }
)
THERE = words("wahan vahan waha wahin vahin yahan yahin wahi vahi jahan uksthan")

# -- nouns that stand between a place and its postposition ------------------------------------------

KIND = phrases(
    {
        "border": "border|बॉर्डर|बार्डर|seema|sima|chowki|chauki|post|check post|checkpost|चेकपोस्ट|चेक पोस्ट|"
        "bop|बीओपी|"
        "naka|tirahe|chaurahe|nake|barrier|बैरियर|outpost|tiraha|chauraha|chungi|toll plaza|टोल प्लाजा|toll|टोल|"
        "icp|आईसीपी|pul",
        "station": "railway station|रेलवे स्टेशन|station|स्टेशन|junction|जंक्शन|jn|rly station|stn|railway stn|"
        "cantt station|cantt railway station|cantt stn|कैंट स्टेशन|कैंट रेलवे स्टेशन|central station|"
        "सेंट्रल स्टेशन|city station|सिटी स्टेशन|platform|प्लेटफार्म|प्लेटफॉर्म",
        "halt": "bus adde|bus addo|bus adda|bus stand|बस स्टैंड|बस स्टैण्ड|bus station|बस स्टेशन|bas adda|bas adde|"
        "बस स्टॉप|"
        "roadways|रोडवेज|"
        "airport|एयरपोर्ट|hawai adda|hawai adde",
        "district": "jila|zila|zile|jile|jilo|janpad|janpado|district|डिस्ट्रिक्ट|jilon",
        "town": "sector|सेक्टर|cantt|कैंट|कैण्ट|thana|thane|thano|tahsil|tehsil|block|ब्लॉक|ब्लाक|vikaskhand|"
        "vikas khand|nagar|"
        "shahar|shehar|"
        "shahr|kasba|"
        "kasbe|kotwali|nagar panchayat|nagar palika|ps|mandi|bazar|baazar|city|सिटी|town|kotwaali|mohalla|"
        "mohalle|colony|"
        "कॉलोनी",
        "village": "गांव|गाँव|गांवों|ganv|gaanv|gram|gao|gram panchayat|gaon|gaavon|gaon|village",
        "region": "anchal|aanchal",
        "state": "rajya|pradesh|prant|state",
    }
)
WORK = words(
    "adda adde addo tannery टेनरी tenri factory फैक्ट्री फैक्टरी फैक्ट्रियों factri faktri fectory faictory karkhana "
    "karkhane "
    "karkhano bhatta "
    "bhatte bhatto bhattha bhatthe bhattho "
    "dhaba dhabe dhabo dukan dukaan dukano kotha kothe kotho chakla chakle parlour पार्लर parlor orchestra "
    "आर्केस्ट्रा ऑर्केस्ट्रा khet kheto "
    "brothel unit यूनिट इकाई ikai ikaiyon company कंपनी कम्पनी workshop वर्कशॉप godown गोदाम godaam "
    "khadan khadaan mandi "
    "spa स्पा nirman nirmaan site साइट saith circus सर्कस farmhouse फार्महाउस kothi bangla bangle bakery "
    "बेकरी loom लूम "
    "restaurant रेस्टोरेंट रेस्टोरेन्ट mithai gharana party partiyo parti partiyon पार्टी पार्टियों ghar agency "
    "एजेंसी एजेन्सी karobar udyog bagan dera dere "
    "rang mahal garage गैराज "
    "restora बागान फैक्ट्रियो factriyon factories bhattiyon bhatti bunai silai office daftar "
)
LODGING = words(
    "hotel होटल होटलों hotelon lodge लॉज makan makaan kamra kamre flat फ्लैट kiraye kiraya ghar dharmshala sarai "
    "dharamshala guest "
    "house हाउस गेस्ट jhuggi jhopdi basti bastion malin thikana thikane thikano jhopRi"
)
# Their homes and the authorities': a way ends in care there, not in exploitation.
CARE = words(
    "cwc सीडब्ल्यूसी samiti balgrih ashray shelter शेल्टर home होम sadan parijan parijano parivar ghar nyayalay "
    "adalat court कोर्ट jail जेल jel "
    "karagar aspatal hospital medical sudhar sanrakshan grih childline चाइल्डलाइन one stop स्टॉप sakhi kendra "
    "supurd "
    "supurdgi supurdagi hawale havale hawala wapas vapas vapis wapis vapsi parents sanstha ngo एनजीओ embassy dutavas"
)
# Never the end of a way though people are rescued there.
VEHICLES = words(
    "train ट्रेन rail gaRi gadi bus बस car jeep जीप truck ट्रक taxi टैक्सी auto ऑटो bolero express एक्सप्रेस "
    "coach कोच bogie बोगी "
    "dibbe dibba pickup sadak रोड road highway marg raste rasta chauraha tiraha mela mele"
)
THROUGH = words(
    "क्षेत्रान्तर्गत क्षेत्रांतर्गत kshetrantargat ek ki ke ka kisi do teen tin kuch kai sabhi saRi saree sari churi "
    "choodi chudi bangle int eent iint kapda "
    "kapRa bag बैग carpet kaleen "
    "kalin garment गारमेंट plastic kambal jute juta joota leather लेदर toy bindi agarbatti biRi beedi bidi pital "
    "peetal jari zari "
    "kadhai kadhaai embroidery dari bunkar hosiery होजरी textile टेक्सटाइल thread atta patakha pathar patthar bijli "
    "kshetra chhetra ilake ilaka ilaako area एरिया antargat bhartiya nepal indo bharat antarrashtriya sanyukt naka "
    "samast sabhi vibhinn alag alag anya bade bada chhote chhota nijii niji gupt sandigdh massage मसाज beauty ब्यूटी "
    "placement प्लेसमेंट railway रेलवे sarhad no number nambar platform tatvarti seemavarti simavarti gramin "
    "shahri shahari purani purane "
    "naya nayi mukhya aur va tatha ya evam band sunsan light red रेड लाइट badnaam desi videsi khandsari gur guR "
    "chini chai chay nashta kabad lal batti "
    "dance डांस steel स्टील lohe loha tin taale tala machli machhli machhali jhinga mithai bartan fal phal sabji "
    "doodh dairy chawal rice"
)
# Roads and fairs go nowhere: "rescued from G B Road" is a place.
ROADS = words("sadak सड़क रोड road highway marg raste rasta chauraha tiraha mela mele")
# A word for where in a place: "Delhi ke ilake me".
SPOTS = words(
    "vidyalayo vidyalayon schoolo स्कूलों panchayato school स्कूल college कॉलेज कालेज inter इण्टर इंटर vidyalay "
    "mahavidyalay panchayat bhawan bhavan sabhagar "
    "block ब्लॉक blocks vikas kendra sabha kshetra chhetra ilake ilaka area एरिया paas pas nikat samip kareeb "
    "karib andar bahar samne aaspas bich baad pahle raste"
)

# -- who -------------------------------------------------------------------------------------------

VICTIMS = words(
    "bhikshuk bhikshuko bhai bhaiyo bhaiyon saheli saheliya sahelio vivahita behne behno bahne apahrita apahrta "
    "अपहृता अपहृत laRki "
    "laRkiya laRkiyan laRkiyo laRka laRke laRko "
    "bachcha "
    "bachche bachcho bachchi bachchiya bachchiyo "
    "bachchiyon balak "
    "balako balika balikae balikaon kishori kishoriya kishoriyo kishor kishoro nabalig naabalig nabaligo yuvti "
    "yuvati "
    "yuvtiya yuvatiyo beti betiya betiyo beta bete beto behan bahan behane bahano behno chhatra chhatrae "
    "chhatrao chhatro "
    "majdoor mazdoor majduro mazdooron shramik shramiko pidita piRita peeRita pidito piRit peedit peedito pidite "
    "girl girls boy boys child children minor minors kids kid bachiyon shishu navjat masoom masumo dulhan "
    "putra putri putriyo bhikhari naukrani survivor survivors student students victim victims teenager bhatija "
    "bhatiji sister sisters "
    "laRkiyaan बहनें किशोरियाँ किशोरियां युवतियां युवतियों बालिकायें bhanji bhanja nati natin पीड़िताओं pota "
    "poti munna "
    " ladies infant newborn shishuo daughter maid kaamgar kamgar kamgaron labour labours "
    "labourers lebar"
)
PERSONS = words(
    "mahilayein mahilaein mahilaen auratein auraten "
    "bahu vidhva vidhwa bahue sas grihini baap pita_ dada_ budhi budha vriddh vriddha mahila mahilae mahilao aurat "
    "aurate aurato vyakti vyaktiyo log logo yuvak yuvako aadmi aadmiyo purush purusho "
    "nagarik nagriko yatri yatriyo stri striya striyo nepali person persons women woman lady people dampati "
    "parivar parivaro "
    "shakhs shakhso युवा naujavan aadivasi adivasi adivasiyo donon dono teeno tino charo pancho naukar jodi "
    "nafar mahilaye "
    "dampatti patni passenger passengers youth youths sakhs dampatiyon nepaliyon बांग्लादेशी rohingya couple महिलायें"
)
SUSPECTS = words(
    "munshi munim apaharankarta apharankarta apaharnkarta "
    "kharidar kharidaar kharidaro aaropi aaropiyo abhiyukt abhiyukto abhiyukta dalal dalaalo dalalo taskar "
    "taskaro agent agents एजेंट एजेण्ट "
    "एजेन्ट एजेंटों एजेण्टों "
    "thekedar thekedaro bichauliya bichauliye bichauliyo malik maliko sanchalak sanchalako sanchalika giroh "
    "sargana driver "
    "ड्राइवर chalak shatir apradhi apradhiyo badmash badmasho mulzim muljim accused trafficker traffickers "
    "ट्रैफिकर तस्करों "
    "thug thag saudagar manager मैनेजर managers prabandhak kingpin सरगना sadasya sadasyo member members suspect "
    "suspects sandigdh "
    "mausa mausi chacha chachi mama mami bua fufa jija rishtedar padosi paRosi premi sevayojak sevayojako "
    "tantrik supplier dhandhebaz "
    "dhandhebaaj culprit culprits मौसी broker brokers owner owners contractor contractors kidnapper aaropit gang "
    "गैंग tout escort sahyogi saathi "
    "dulha dulhe grahak grahako nurse नर्स doctor डॉक्टर डाक्टर daktar compounder dai pandit_ halwai didi nanad "
    "devar jeth sasur "
    "bhabhi pati biwi pujari maulvi baba_ conductor कंडक्टर khalasi helper makanmalik uncle aunty aunt pimp pimps "
    "अभियुक्ता अभियुक्ताओं abhiyukton आरोपिता employer employers कोठा kothamalkin "
    "malkin malkeen"
)
OFFICERS = words(
    "police pulis ssb एसएसबी grp जीआरपी rpf आरपीएफ team टीम teams ahtu एएचटीयू adhikari adhikariyo nirikshak "
    "daroga prabhari sipahi javan "
    "jawan jawano constable कांस्टेबल childline चाइल्डलाइन sanstha ngo एनजीओ magistrate jiladhikari cwc vibhag "
    "prashasan thanadhyaksh sho "
    "inspector इंस्पेक्टर dcpu thanedar vahini battalion adhikshak swat kotwal unit staff karyakarta mukhbir "
    "officer officers squad dasta"
)
PUBLIC = words(
    "gramin gramino shikshak shikshako abhibhavak abhibhavako parijan parijano mata pita asha teacher teachers "
    "patrakar patrakaro karyakatriyo कार्यकत्रियों कार्यकर्त्रियों villagers pratibhagi "
    "pratibhagiyo pradhan pradhano angarwadi anganwadi shikshika karyakatri karyakartriyon vidyarthi "
    "vidyarthiyon chalako dukandar participants janta"
)
SINGULAR = words(
    "munshi munim apaharankarta apharankarta apaharnkarta saathi sahyogi "
    "patni pidit piRit peedit bahu vidhva vidhwa sas grihini baap vriddh vriddha bhai saheli kharidar kharidaar "
    "vivahita "
    "masoom apahrita "
    "apahrta अपहृता laRki laRka bachcha bachchi balak "
    "balika kishori kishor yuvti "
    "yuvati beti beta "
    "behan bahan chhatra shramik "
    "pidita piRita "
    "peeRita girl boy child minor kid shishu navjat putra putri bhikhari student victim mahila aurat vyakti "
    "yuvak aadmi purush person woman "
    "lady survivor shakhs aaropi abhiyukt dalal taskar agent एजेंट एजेण्ट एजेन्ट thekedar bichauliya malik "
    "sanchalak sanchalika sargana driver chalak apradhi मैनेजर ड्राइवर एजेंसी "
    "accused trafficker thug manager prabandhak sandigdh mausa mausi chacha chachi mama mami bua jija rishtedar "
    "padosi premi majdoor mazdoor nabalig "
    "naabalig suspect culprit broker owner contractor bhatija bhatiji sister dulhan naukrani yatri nagarik "
    " infant maid kamgar dulha grahak nurse नर्स doctor डॉक्टर डाक्टर daktar compounder dai halwai didi nanad devar "
    "jeth "
    "sasur bhabhi pati biwi pujari maulvi conductor कंडक्टर khalasi helper makanmalik "
    "अभियुक्ता abhiyukta shatir badmash tantrik sevayojak तांत्रिक member sadasya bhanji daughter aadivasi "
    "teenager naukar employer malkin nepali"
)
# Plural without a number: "लड़कियों को", "आरोपियों को".
DEFINITE = words(
    "sabko dono donon tino teeno charo pancho sabhi sab ye in un inhe unhe unhone ve inme unme inme jinhe jinhen"
)
ALL_OF = {
    form(w): n
    for w, n in (("dono", 2), ("donon", 2), ("tino", 3), ("teeno", 3), ("charo", 4), ("paancho", 5), ("chhaho", 6))
}
ONE = words(
    "mujhe mujhko meri mera maine mujhse use usko usne uska uski uske jise jisko isko ise isse usse veh vah woh wo vo"
)
THEY = words(
    "sabko sabhi_ko unhe unko inhe inko jinhe jinko unki inki sabhi sab dono tino charo ve un in ye unme inme they them"
)

NUMBERS = {
    form(one): number
    for number, said in (
        (1, "ek|one|1"),
        (2, "do|two"),
        (3, "teen|tin|three"),
        (4, "char|chaar|four"),
        (5, "paanch|panch|five"),
        (6, "chhah|chhe|chheh|chah|छह|छः|छे|six"),
        (7, "saat|seven"),
        (8, "aath|eight"),
        (9, "nau|nine"),
        (10, "das|dus|ten"),
        (11, "gyarah|gyaarah|eleven"),
        (12, "barah|baarah|twelve|darjan"),
        (13, "terah|tehrah"),
        (14, "chaudah"),
        (15, "pandrah|pandra"),
        (16, "solah|sola"),
        (17, "satrah|satra"),
        (18, "atharah|athaarah|athara"),
        (19, "unnis|unnees"),
        (20, "bees|bis|twenty"),
        (21, "ikkis|ikkees"),
        (22, "bais|baees|बाईस"),
        (23, "teis|तेईस"),
        (24, "chaubis|chaubees"),
        (25, "pachchis|pachis|pachees"),
        (30, "tees|tis"),
        (35, "paintis|paintees"),
        (40, "chalis|chaalis|chalees"),
        (50, "pachas|pachaas"),
        (100, "sau"),
        (200, "do sau"),
    )
    for one in said.split("|")
}
VAGUE = words("kuch kuchh anek darjano saikRo saikdon karib beshumar bahut adhik dher kaafi hazaro kafi hajaro sekdo")
AGE = words(
    "varsh varshiya varshiy varshiye saal sal baras barash year years yr yrs old वर्षीया वर्षिया umra umar aayu salo"
)
NAMES_NO_PERSON = words(
    "sabha majdoori vivah shram taskari tskri kalyan line helpline हेल्पलाइन adhikar sanrakshan vikas surakshaa "
    "suraksha desk डेस्क mela aayog "
    "hostel हॉस्टल grih labour marriage trafficking help shadi bhawan thana sashaktikaran shiksha diwas "
    "bhikshavritti bhikshavrtti"
)
BARRIERS = words(
    "se me par pe ko ne ki ke ka aur va evam tatha ya , ; : । . ( ) he the thi tha liye tak jo jise jinhe jisme "
    "jinme mein"
)
