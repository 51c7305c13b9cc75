"""Hindi words that say that a statement does not count: denials, plans, conditions, hearsay."""

from __future__ import annotations

from samanvay_insight.extract.hindi.forms import phrases, words

NOT = words("nahi nahin nhin shunya nirank nil na mat nhi nahee शून्य not zero")
FALSE = phrases(
    {
        "whole": "फर्जी कॉल|फर्जी सूचना|farji call|farzi call|fake call|farji suchna|galat suchna|khandan kiya|खण्डन "
        "किया|खंडन किया|inkar kiya|jhooti|jhuti|jhuthi|jhoothe|jhoothi|afwaah|gaplat|"
        "nirdhar|niradhar|jhoothi|jhuthi|jhooth|jhuta|"
        "jhutha|afwah|afvah|galat nikli|galat hai|"
        "galat thi|galat pai|galat paya|asatya|farzi nikli|"
        "farji nikli|pushti nahi|sach nahi|sahi nahi|satya nahi|bebuniyad|mithya|fake|galat pai gayi|galat sabit|"
        "tathyahin|galat paayi|galat paye"
    }
)
# Said of what is not proved the matter is open, not denied.
UNPROVED = phrases(
    {
        "hearsay": "pushti nahi|pushti abhi|satyapan nahi|pushti baaki|confirm nahi|pakka nahi|pushtikaran nahi|"
        "satyapit nahi|pukhta nahi"
    }
)
PLANNED = phrases(
    {
        "planned": "firak me|firaaq me|shesh hai|baki hai|baaki hai|abhi shesh|abhi baki|lambit hai|bhi shesh|bhi "
        "baki|pending|"
        "yojna hai|yojana hai|ki yojna|ki yojana|prastavit|prastaav|prastav|nirdharit|jana hai|"
        "jaani hai|jani hai|kiya jana|karna hai|karni hai|karayi jani|taiyari hai|ki taiyari|vichar hai|"
        "tay hai|agle saptah|agle hafte|agle mahine|agle maah|aagami|kal se|chahiye|chahie|karne wale hain|"
        "karne wali hai|hone wala|hone wali|karna chahte|hona hai|honi hai|hone ja|planned|plan hai|"
        "karne ka plan|plan kiya|chalaya jana|hoga|hogi|honge|karenge|karegi|karega|anurodh|nirdesh|ka plan|"
        "lagana hai|lagani hai|krenge|irada tha|irada hai|ka irada"
    }
)
FUTURE_ENDS = ("ega", "egi", "ege", "enge", "engi")
NOT_FUTURE = words("dega lagega age aage")
GENERAL = phrases(
    {
        "general": "agar|yadi|yedi|ho sakta|ho sakti|ja sakta|ja sakti|ja sakte|sakte hain|sakta hai|sakti hai|"
        "jab kabhi|jab bhi|mock drill|मॉक ड्रिल|maan lijiye|kalpana"
    }
)
HABIT = words("aksar praya prayah hamesha aamtaur saamanyatah samanyatah kabhi roz roj hamesa")
# What is said of a movement that happens again and again; "kabhi" alone may be "never".
HABIT_OF_WAYS = phrases(
    {
        "adverb": "aksar|akasar|praya|prayah|hamesha|hamesa|aamtaur|aam taur|saamanyatah|samanyatah|roz|roj|aaye din|"
        "aye din|kabhi kabhi|kabhi kabhar|zyadatar|jyadatar|often|usually|generally",
        "saying": "aam baat|aam chalan|aam hai|common hai|common baat",
    }
)
# What these say is hearsay.
ONLOOKERS = words(
    "gramin gramino log logo logon padosi padosiyo paRosi paRosiyo patrakar patrakaro dukandar dukandaro rahgir "
    "rahgiro "
    "riksha rikshachalak gaonwalo gaonvasi gaonvasiyo sthaniya chaiwale tempo grameen mohallevasi chowkidar akhbar"
)
TOLD = words("kahna kehna anusar mutabik bataya kaha manna batana bola")
HEARSAY = phrases(
    {
        "hearsay": "gaon ki mahilao|gaon ki mahila|gaon ke log|gaon ke buzurg|basti ki mahilao|basti ke log|mohalle "
        "ke log|aisa kahna|ka kehna tha|ka kahna tha|"
        "logon ka kehna|logo ka kehna|logon ka kahna|bataya jata|bataya ja raha|batate hain|sutro ke anusar|"
        "sutron ke anusar|sutro ne|sutron ne|"
        "sutro ke mutabik|suna hai|suna gaya|sunne me|kaha jata|kahte hain|kehte hain|kathit|"
        "charcha hai|afwah|aashanka|ashanka|shak hai|sandeh hai|andesha|khabar hai|bataya gaya hai ki|"
        "pata chala hai|gramino ke anusar|gramino ka kahna|gramino ne bataya|logo ka kahna|"
        "log kehte|log kahte|logon ne bataya|logo ne bataya|padosiyo ne|padosiyon ne|paRosiyo ne|padosiyo ke|"
        "sambhavna|sambhavtah|shayad|shayd|lagta hai|kaha ja raha|reportedly|sunai|khabar mili|"
        "gaon walo ka kahna|gaon walo ne|gaanv walo ne|gaon walon ne|ganv valo ka|gaanv walo ka|gaon wale bata|"
        "gaon wale keh|gaon wale kah|log bata rahe|log keh rahe|log kah rahe|kisi ne bataya|"
        "sutra ke|sutra batate|sutr batate|sutro se pata|sutron se pata|sutro se|sutron se|suchna hai ki|"
        "gupt suchna hai|pushti nahi|jankari mili hai ki|suna ja raha|bataye jate|bataye ja rahe|batayi ja rahi|"
        "batayi jati|gaon me charcha|apusht|pushti nahin|bola ja raha|sunne mein|sutro ki mane|sutron ki mane|"
        "keh rahe hain|bata rahe hain|anuman hai|sandigdh roop|aarop hai",
        "tip": "mukhbir|khufiya|gupt suchna|suchna par|suchna pe|soochna par|soochna mili|suchna mili|input mila|"
        "इनपुट|input|tip|informer",
    }
)
