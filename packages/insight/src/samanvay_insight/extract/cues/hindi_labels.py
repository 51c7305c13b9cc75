"""Hindi words for forms of exploitation and for lures, by code."""

from __future__ import annotations

from samanvay_insight.extract.hindi.forms import phrases

FORMS = phrases(
    {
        "sexual_exploitation": "deh vyapar|dehvyapar|deh vyapaar|jism faroshi|jismfaroshi|veshyavritti|"
        "vaishyavritti|yaun shoshan|anaitik deh|jism ka dhandha|kotha|kothe|"
        "kothe par|chakla|gande kaam|ganda kaam|galat dhandha|galat dhandhe|galat kaam|galat kam|call girl|"
        "sex racket|सेक्स रैकेट|kothon|deh ka dhandha|badnam gali|red light|रेड लाइट|dehvyapaar|brothel|"
        "prostitution",
        "bonded_labour": "bandhua|bandhuaa|bandhuva|bandhak banakar kaam|bonded",
        "child_labour": "bal shram|baal shram|bal shramik|bal shramiko|baal shramiko|bal majdoor|bal majduro|"
        "bal mazdoor|baal majdoor|bal majdoori|bal mazdoori|baal majdoori|child labour|child labor|"
        "chaild lebar",
        "forced_labour": "jabran kaam|jabran majdoori|jabardasti kaam|balat shram|bina majdoori|bina mazdoori|"
        "bina paise|bina vetan|bina pagar|jabran shram|zabardasti kaam|jabran mazdoori|jabardasti majdoori|"
        "majdoori nahi di|mazdoori nahi di|vetan nahi diya|paise nahi diye|begaar|begar|forced labour|"
        "majdoori karai|majdoori karwai|majdoori karvai|majdoori karayi|majdoori karwayi|kaam karaya ja|"
        "kaam karwaya ja|kaam karvaya ja|16 ghante|18 ghante",
        "begging": "bheekh|bhikh|bhiksha|bhikshavritti|bhikhari|begging|bhik mangwa",
        "domestic_servitude": "gharelu kaam|gharelu kam|ghar ka kaam|ghar ke kaam|naukrani|gharelu naukar|"
        "gharelu sahayak|gharelu naukrani|jhadu pocha|jhaRu pocha|chauka bartan|maid|kothi par kaam|"
        "kothi me kaam|"
        "kothi par kaam par|gharelu dasta|bartan manjwa|domestic",
        "forced_marriage": "jabran shadi|jabran vivah|jabardasti shadi|zabardasti shadi|jabran byah|"
        "shadi ke liye becha|shadi ke liye bech|jabran nikah|dulhan banakar|jabran shaadi|jabran vivaah|"
        "shadi karakar becha|"
        "kharidi hui dulhan|paro|molki",
        "organ_removal": "kidney|किडनी|gurda|gurde|ang nikal|ang vyapar|angon ki|ango ki|ang pratyaropan|organ|"
        "अंग निकालने|maanav ang|manav ang",
        "medical_trial": "dava parikshan|dawa ka parikshan|chikitsiya parikshan|clinical trial|क्लिनिकल ट्रायल|"
        "medical trial|मेडिकल ट्रायल|drug trial|dava ka parikshan|dawai ka parikshan|चिकित्सकीय परीक्षण",
        "illegal_adoption": "avaidh dattak|avaidh god|avaidh roop se god|nihsantan|navjat becha|navjat ko becha|"
        "navjat ko bech|navjat bech|shishu bech|bachcha bech|avaidh adoption|shishu ko bech|bachche ka sauda|"
        "navjaat ka sauda",
        "surrogacy": "surrogacy|सरोगेसी|kiraye ki kokh|surrogate|सरोगेट|kokh",
        "forced_criminality": "chori karwa|chori karate|chori karayi|jeb katwa|jebkatri|nasha becha|"
        "nashe ki taskari|drugs ki|charas dhulwa|cyber thagi|साइबर ठगी|cyber slavery|साइबर|cyber gulami|"
        "jabran apradh|sharab dhulwa|ganja dhulwa|mobile chori",
        "online": "ashleel video|अश्लील वीडियो|ashlil video|online shoshan|ऑनलाइन शोषण|sextortion|blackmail|"
        "ब्लैकमेल|nude video|ashleel photo|ashleel foto|ashlil photo|अश्लील फोटो",
        "other": "circus|सर्कस|nar bali|narbali|oont daud",
    }
)
LURES = phrases(
    {
        "job": "naukri ka|naukri ke|naukri ki|naukri dilane|naukari ka|naukari dilane|naukari ke|kaam dilane|"
        "kaam ka lalach|kaam ka jhansa|kaam ke bahane|kaam dilane|rojgar ka|rozgar ka|rojgar ke|rozgar ke|"
        "rozgar dilane|rojgar dilane|"
        "job ka|जॉब|job dilane|job ke|majdoori ka jhansa|kaam ka jhasa|achchi tankhwah|achhi tankhwah|"
        "achhe vetan|achchhe vetan|acchi salary|kaam ke naam|naukri|naukari|kaam ka bahana|rozgar|job lagwane|"
        "kaam ka vada|kaam ka wada|kaam lagwane|majdoori ke bahane|kaam dilwane|naukri dilwane|"
        "kaam dene",
        "marriage": "shadi ka|shadi ke|shadi karne ka|vivah ka|vivah ke|prem jaal|premjal|prem prasang|pyar ka|"
        "pyaar ke|love|लव|shaadi ka|shaadi ke|nikah ka|nikah ke|shadi kar lene ka|byah ka|rishte ka|"
        "vivah karne|shadi rachane|premi",
        "film_or_modelling": "film|फिल्म|फ़िल्म|filmo|modelling|मॉडलिंग|model|मॉडल|orchestra|आर्केस्ट्रा|"
        "ऑर्केस्ट्रा|serial|सीरियल|dance|डांस|heroine|हीरोइन|acting|एक्टिंग|nachne ka|nach gana|nachane|"
        "dancer|nachaya",
        "debt": "karz|karj|karja|karza|udhar|udhari|advance|एडवांस|peshgi|loan|लोन|rin|byaj|sahukar|karje|karze|girvi",
        "kin": "mausa|mausi|chacha|chachi|mama ne|mami|bua|fufa|phupha|jija|rishtedar|rishtedaro|rishtedari|"
        "sautela|sauteli|sage|mama ke|mami ne|padosan|parichit|jan pehchan|jaan pahchan|dur ke rishte|"
        "door ke rishte|cousin|chachera|mamera|"
        "mausera|padosi|paRosi|paRosan|bhabhi|जीजा|pahchan ki|pehchan wala|pehchan ki|"
        "jankar|apni maa|mama",
        "shelter_home": "balgrih se bhag|ashray grih se|shelter home se|narı niketan|nari niketan se|bal grih se|"
        "balika grih se|anathalay se",
        "online": "facebook|फेसबुक|instagram|इंस्टाग्राम|इंस्टा|insta|whatsapp|व्हाट्सएप|वाट्सएप|social media|"
        "सोशल मीडिया|telegram|टेलीग्राम|online|ऑनलाइन|internet|इंटरनेट|online game|ऑनलाइन गेम|chat|चैट|pubg|"
        "snapchat",
        "force": "apahran|agva|agwa|jabran|jabardasti|zabardasti|nashila|nasheela|nashili|nashe ki|behosh|chaku|"
        "chaaku|tamancha|dhamkakar|dhamka kar|dara dhamka|darakar|bal poorvak|balpurvak|utha le|nashile|"
        "dhamki|marpit|maar peet|kidnap|agwaa",
        "other": "ghumane|ghoomne|ghumne|mela dikhane|mobile dilane|मोबाइल दिलाने|mobile ka lalach|"
        "मोबाइल का लालच|kapRe dilane|padhai|paRhai|padhane|paRhane|ilaj|ilaaj|paise ka lalach|"
        "paiso ka lalach|rupaye ka lalach|rupye ka lalach|tirth|darshan|"
        "shiksha|taaleem|madarse me padh|khilone|mithai ka lalach|tohfe|gift|paise dekar|pesgi dekar|ghumaane",
    }
)
