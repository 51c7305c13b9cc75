"""English, as station officers, border posts and district offices write it.

Every table maps a meaning to phrases parted by `|`; `_` stands for up to three words.
"""

from __future__ import annotations

import re

from samanvay_insight.extract.cues.phrases import Phrases, Words

# -- around a place ----------------------------------------------------------------------------

# Headings of a form, which go on in the next sentence: "Source: Deoghar. Destination: Delhi."
HEADINGS = Words.of(
    "native hometown residence home origin source transit destination stopover victims victim date mode route"
)

# Words that may stand between such a cue and the place.
THROUGH = Words.of(
    "the a an this that its our their his her said same nearby some one various different several other",
    "district districts distt dist state states city cities town towns village villages vill gram tehsil block area",
    "areas region regions western eastern northern southern central rural urban greater far interior border outpost",
    "ps police station stations thana kotwali railway bus stand post po market bazaar bazar hotel hotels lodge guest",
    "house houses flat room rented brothel brothels factory factories kiln kilns brick bangle carpet looms loom",
    "hosiery bag garment unit units mill farm farms field fields dhaba dhabas shop shops parlour spa bar orchestra",
    "home houses placement agency agencies construction site sites workshop workshops colony locality slum slums",
    "nagar panchayat parts places different certain faraway metro cities country platform no outskirts vicinity limits",
    "checkpoint check naka crossing barrier post international indo nepal neighbouring adjoining bordering light red",
    "massage beauty centre circus mine mines quarry stone embroidery zari leather shoe toy textile powerloom "
    "tea garden",
    "gardens estate plantation kothi farmhouse private illegal small big remote tribal poor",
)

# A place of work or exploitation: "rescued from a bangle factory in Jaipur" says where the way ended.
WORKPLACE = Words.of(
    "brothel brothels factory factories kiln kilns looms loom unit units mill farm farms dhaba dhabas",
    "shop shops parlour spa bar orchestra workshop workshops circus mine mines quarry plantation stall restaurant",
    "agency agencies construction centre bakery garage",
)
# People are rescued from these too, but they also stop there on the way.
LODGING = Words.of(
    "society apartment bungalow household residence villa quarters hotel hotels lodge flat kothi "
    "farmhouse house houses room guest"
)
# These are no places of work: "rescued from a bus in Ghaziabad" ends no way.
NOT_WORK = Words.of(
    "bus train trains platform station vehicle car auto jeep sumo taxi van truck village villages home area areas",
    "district districts town city state border region coach bogie compartment checking market road highway",
)
# The way ended in care, not in exploitation.
CARE = Words.of(
    "shelter cwc committee court childline ngo hospital jail magistrate parents family families guardians osc ccl",
    "protection observation welfare custody swadhar sakhi dcpu ahtu headquarters office sp dm ssp custody police",
    "cp control helpline niketan sadan griha ashram osc",
)

# -- who ----------------------------------------------------------------------------------------

VICTIMS = Words.of(
    "maid maids servant servants bonded-labourer helps donor donors surrogate surrogates newborn newborns girl "
    "girls boy boys child children minor minors victim "
    "victims infant infants baby babies "
    "kid kids teenager",
    "teenagers daughter daughters son sons sister sisters survivor survivors labourer labourers laborer "
    "laborers worker",
    "workers migrants schoolgirl schoolgirls student students minorgirl bride brides beggar beggars niece "
    "nieces sibling siblings corpus inmate inmates lad lads lass teen teens toddler toddlers juvenile juveniles",
    "orphan orphans runaway runaways youngster youngsters adolescents trainee trainees orphaned",
)
PERSONS = Words.of(
    "person persons people woman women man men lady ladies youth youths national nationals male males female females",
    "individual individuals passenger passengers couple families adult adults adolescent adolescents",
    "brother brothers nephew nephews cousin cousins wife husband sister-in-law brother-in-law daughter-in-law",
    "granddaughter grandson mother-in-law",
)
# Those who hear, help or look on: they are sensitised, but nobody moves or arrests them.
PUBLIC = Words.of(
    "participants participant villagers villager stakeholders mothers parents teachers teacher locals citizens citizen",
    "volunteers volunteer asha ashas workers' pradhan pradhans sarpanch sarpanches anganwadi elders shopkeepers tutors",
    "principals headmasters sakhis sevikas cadets constables' drivers' shopowners",
)
SUSPECTS = Words.of(
    "accused trafficker traffickers agent agents pimp pimps suspect suspects culprit culprits tout touts contractor",
    "contractors middleman middlemen broker brokers owner owners manager managers driver drivers kidnapper kidnappers",
    "employer employers procurer procurers gang dalal smuggler smugglers offender offenders absconder perpetrator",
    "perpetrators criminal criminals handler handlers kingpin mastermind miscreant miscreants member members operator",
    "vendor vendors munshi tantrik tantriks baba sadhu priest compounder quack midwife dai neighbour mausi chachi",
    "bhabhi moneylender boatman",
    "lifter lifters thief thieves attendant attendants companion companions accomplice accomplices associate "
    "associates recruiter recruiters "
    "courier couriers carrier carriers madam madams financier financiers aide aides conman conmen goon goons "
    "receptionist landlord landlady caretaker supervisor watchman matron abductor abductors "
    "customer customers client clients buyer buyers facilitator facilitators escort uncle aunt conductor thekedar "
    "escorts uncles aunts conductors dalals boatmen supervisors caretakers landlords vendors munshis thekedars",
)
OFFICERS = Words.of(
    "team teams police inspector constable constables ssb jawan jawans personnel official officials officer officers",
    "dm sp ssp sho si asi dcp dsp rpf grp ahtu staff patrol party magistrate commissioner counsellor childline ngo",
    "delegation unit",
)
SINGULAR = Words.of(
    "maid servant lad lass teen toddler juvenile orphan runaway youngster trainee newborn girl boy child minor "
    "victim infant "
    "baby kid teenager daughter son sister survivor labourer laborer "
    "worker student",
    "receptionist landlord landlady caretaker supervisor watchman matron abductor "
    "customer client buyer sibling corpus bride beggar niece schoolgirl person woman man lady youth "
    "national male female individual passenger "
    "villager adult",
    "adolescent trafficker agent pimp suspect culprit tout contractor middleman broker owner manager driver kidnapper",
    "employer procurer dalal smuggler offender absconder perpetrator criminal handler kingpin mastermind miscreant",
    "vendor munshi tantrik baba sadhu priest compounder quack midwife dai neighbour mausi chachi bhabhi moneylender",
    "boatman donor surrogate",
    "lifter thief attendant companion accomplice associate recruiter courier carrier madam financier aide conman goon",
    "member operator facilitator escort uncle aunt conductor thekedar brother nephew cousin wife husband",
    "sister-in-law brother-in-law daughter-in-law granddaughter grandson mother-in-law",
)
# With these a residence is the suspect's.
CHARGED = Words.of("booked arrested accused chargesheeted against charged nabbed apprehended jail")
ONE = Words.of("she he him her")
THEY = Words.of("they them all both")
DEFINITE = Words.of("the these those said both all such")

NUMBERS = {
    word: number
    for number, word in enumerate(
        re.findall(
            r"\w+",
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen",
        )
    )
} | {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "a": 1,
    "an": 1,
    "single": 1,
    "both": 2,
    "couple": 2,
    "pair": 2,
    "dozen": 12,
    "hundred": 100,
}
UNCOUNTED = Words.of("few several many some numerous lot lots scores dozens various number hundreds thousands")
AGE = Words.of("year years yr yrs yo month months day days week weeks")

# -- what happened ------------------------------------------------------------------------------

EVENTS = Phrases(
    {
        "rescue": "made to get down|made to detrain|brought out|let go|got down by|got _ down by|set _ free|"
        "set at liberty|detrained|de - trained|"
        "made to alight|"
        "helped off|helped out of|brought down from|"
        "tracked down|tracked _ down|took _ off|taken _ off|brought _ off|pulled _ out|pulled _ off|"
        "pulled out|got _ out|"
        "brought out of|off the train|off a train|off the bus|off a bus|prised from|extricated|emancipated|"
        "winched|released _ from|were found by|was found by|brought to safety|taken to safety|rescued|rescue|"
        "rescues|rescuing|freed|liberated|deboarded|de - boarded|saved|"
        "released from|"
        "were traced|was traced|been traced|traced|released|taken down|taken off the train|"
        "taken off train|taken off|recovered|recovery|was found by|"
        "safely "
        "recovered|set free",
        "arrest": "are in jail|is in jail|now in jail|are in custody|is in custody|judicial custody|landed in jail|"
        "in the lock - up|in lock - up|in the lockup|in lockup|jailed|handed over to the police|"
        "handed _ over to the police|handed to the police|"
        "picked up by _ police|picked up by the police|picked up by police|behind bars|under arrest|in custody|"
        "in police custody|in the police net|landed in the net|"
        "collared|lodged in jail|remanded to custody|remanded|taken into police custody|handcuffed|arrested|"
        "arrest|arrests|arresting|nabbed|pinned down|taken into custody|put behind bars|"
        "was held|were held|sent to jail|caught red handed|rounded up|detained|apprehended|caught",
        "interception": "turned _ back|turned back|intercepted|intercept|intercepting|interception|stopped|"
        "were stopped|was stopped|offloaded",
        "missing": "not come home|not returned home|not returned|not reached home|did not reach home|"
        "never reached home|"
        "did not reach school|never reached school|not been seen|not been heard of|no trace of|not seen since|"
        "could not be found anywhere|nowhere to be found|left home without telling|untraced from|untraced since|"
        "not traceable|has not come back|have not come back|"
        "has not returned|have not returned|"
        "not returned home|did not come back|did not return|never came back|never returned|whereabouts unknown|"
        "whereabouts are not known|vanished|vanish|went missing|gone missing|is missing|are missing|"
        "were missing|was missing|"
        "missing since|"
        "missing report|missing complaint|reported missing|has been missing|have been missing|"
        "go missing|disappeared|missing",
        "sensitisation": "told how to spot|told how to|taught how to|shown how to|told about trafficking|"
        "told of the dangers|"
        "cautioned about|cautioned against|warned about trafficking|warned against trafficking|alerted about|"
        "apprised of the dangers|"
        "oriented|oriented on|oriented about|oriented against|briefed on trafficking|"
        "briefed about trafficking|trained on|trained in identifying|trained to identify|meeting on trafficking|"
        "meeting on human trafficking|workshop on|seminar on|lecture on|talk on|rally against|march against|"
        "educated about|educated on|told about the dangers|informed about trafficking|explained the dangers|"
        "orientation on|orientation of|pledge against|oath against|sensitised|sensitized|sensitise|sensitize|"
        "sensitising|sensitizing|"
        "awareness programme|awareness program|awareness meet|awareness talk|awareness class|awareness lecture|"
        "awareness event|awareness march|awareness gathering|awareness camp|awareness campaign|awareness rally|"
        "awareness drive|"
        "awareness session|awareness meeting|awareness workshop|awareness chaupal|awareness programmes|"
        "awareness camps|awareness sessions|awareness meetings|awareness rallies|awareness campaigns|"
        "awareness workshops|"
        "awareness drives|sensitisation programmes|sensitization programmes|sensitisation camps|sensitization camps|"
        "sensitisation sessions|sensitization sessions|sensitisation meetings|sensitization meetings|"
        "sensitisation workshops|sensitization workshops|street plays|sensitisation was|sensitization was|"
        "sensitisation programme|sensitization programme|sensitisation program|"
        "sensitization program|sensitisation camp|sensitization camp|sensitisation workshop|"
        "sensitization workshop|sensitisation session|sensitization session|sensitisation meeting|"
        "sensitization meeting|sensitisation of|sensitization of|sensitisation drive|sensitization drive|"
        "nukkad natak|street play|made aware",
    }
)
EVENT_WORDS = Words.of("rescued arrested intercepted found caught apprehended traced recovered held nabbed missing")
# These name the kind by whom they are done to: a trafficker is arrested, a girl is intercepted.
BY_OBJECT = Words.of("apprehended caught detained held stopped offloaded")
# As adjectives they point back: "the rescued girls were sent home".
ATTRIBUTIVE = Words.of("rescued arrested missing apprehended intercepted detained recovered freed")
# Things, not persons: "recovered Rs 20,000", "car was intercepted".
THINGS = Words.of(
    "rs rupees cash mobile mobiles phone phones vehicle documents weapon weapons money amount ornaments body",
    "jewellery passport aadhaar cards dead wages",
)
VEHICLES = Words.of(
    "truck bus car tempo train auto jeep van bolero scorpio sumo pickup taxi vehicle vehicles buses trucks"
)
# A heading with one of these counts events: "Rescues in September:".
TALLIED = Words.of(
    "rescue rescues rescued arrest arrests arrested interception interceptions intercepted missing traced recovered"
)
NOT_EVENT_BEFORE = Phrases({"skip": "to avoid|in order to be|how to be|case of|how to|arrest warrant|pick up|need of"})
PURPOSE = Phrases({"purpose": "to|for|in order to|so as to|with a view to"})
# "A seminar was held to sensitise 80 teachers".
HELD = Words.of("held organised organized conducted convened")
ACHIEVED = Words.of("able managed succeeded helped led could")

MOVES = Phrases(
    {
        "move": "lifted|stolen|snatched|despatched|wedded|mortgaged|made over|passed on|put on|loaded|herded|"
        "bundled|entrained|drove|driven|"
        "smuggles|moves|supplies|"
        "packed off|fetched|fetch|fetches|coaxed|coaxing|ferries|"
        "ferry|sourced|placed|"
        "walked|trekked|gets|whisked|herded|located|dancing|toiling|slept|eloped|ran away|flown|dropped|dumped|"
        "shipped|spirited|taken|taking|take|takes|took|flown|fly|flew|flying|brought|bringing|bring|brings|"
        "sent|sending|"
        "send|sends|"
        "trafficked|trafficking|"
        "traffic|sold|selling|sell|resold|transported|transporting|transport|smuggled|smuggling|ferried|"
        "ferrying|"
        "lured|luring|moved|moving|carried|carrying|escorted|escorting|travelling|traveling|travelled|"
        "travel|going|"
        "go|goes|gone|went|heading|headed|coming|come|comes|came|arrived|arriving|reached|reaching|reach|"
        "reaches|dispersed|left|board|boards|boarding|supplied|"
        "supplying|"
        "supply|procured|recruited|flooded with|landed|bound|en route|en - route|on way|on the way|"
        "proceeding|"
        "crossed|"
        "crossing|abducted|kidnapped|enticed|pushed|forced|bought|purchased|shifted|shifting|journey|"
        "movement|"
        "boarded|"
        "movements|route|routes|despatched|dispatched|trapped|stopover|stop - over|stop over|halted|halt|"
        "transit|returned|"
        "working|worked|made to work|found in|employed|married|picked up|left for|leaving for|destined|"
        "destination",
        "displaced": "migrated|migrate|migrating|displaced|evacuated|fled|relocated|rehabilitated|"
        "displacement|"
        "evacuation|migration",
    }
)
# Between a number and a noun these show that the number is another's.
VERBS = Words.of(
    "takes take took taken taking brings brought bringing sends sent sending sells selling lured lures luring "
    "supplied "
    "supplies supplying buys bought arrested rescued intercepted caught held was were is are has have had who whom"
)
SALE = Words.of("sold selling sell sells resold")
# What a verb makes of the place that "in" or "at" gives it: where persons were got, left to work, or kept a while.
GOT_THERE = Words.of(
    "bought buys buy buying purchased purchasing procured procuring recruited recruiting recruits hired hiring engaged",
    "collected collecting collects collect gathered gathering gathers picked picks picking lured luring lures enticed",
    "enticing fetched sourced stolen stole kidnapped kidnapping abducted abducting snatched lifted enlisted",
)
LEFT_THERE = Words.of(
    "places puts deliver delivering drop dropping abandon wedded sold selling sell sells resold married marrying "
    "delivered "
    "dropped dumped placed pledged employed worked toiled",
    "auctioned traded begged",
)
KEPT_THERE = Words.of(
    "keeps keep kept keeping lodged lodging halted halting stayed staying hidden hid rested slept sheltered "
    "housed paused",
)
MOVED_OUT = Phrases(
    {"out": "moving out|going out|moved out|went out|being sent out|sent out|taken out|leaving|being taken away"}
)
ENTRUSTED = Phrases(
    {
        "official": "reached home|returned home|reached their home|reached back|sent back|handed over|"
        "restored|repatriated|reunited|deported|returned to|sent home|"
        "produced before|brought back|escorted back|taken back|safely returned|sent for medical|"
        "referred to|deputed|posted|transferred|visited|deployed|reported to|informed|repatriation"
    }
)
CHAIN = Phrases(
    {
        "then": "and by road|and by bus|and by train|and by jeep|and by taxi|and by car|and on foot|then by|"
        "there took|there boarded|where they boarded|where they took|where she boarded|where he boarded|"
        "where they changed|where they caught|where she took|next day|next morning|as far as|a day later|days later|"
        "a week later|and thence|thence|then|thereafter|further|onward|onwards|from there|from where|finally|"
        "later|afterwards|"
        "subsequently|after that|there after|and on"
    }
)
DISASTER = Words.of(
    "embankment embankments inundation inundated waterlogging flood floods flooding earthquake cyclone "
    "rain rains rainfall bund levee landslides quake tremors breach breached marooned waterlogged washed "
    "hailstorm eroded swollen "
    "landslide disaster drought lockdown fire erosion heatwave storm damage"
)
CRIME = Words.of(
    "trafficked trafficker traffickers sold lured victims victim smuggled prostitution exploited enticed kidnapped",
)
