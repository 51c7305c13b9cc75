"""English words that say that a statement does not count: denials, plans, sayings, hearsay."""

from __future__ import annotations

from samanvay_insight.extract.cues.phrases import Phrases, Words

DENIED = Phrases(
    {
        "determiner": "no|nil|zero|neither|none of the|none|without any|any",
        "verb": "nobody|no one|not|never|n't|nor|could not|did not|cannot",
        "whole": "could not be established|cannot be established|not been established|no evidence that|"
        "no proof that|found false|found to be false|found baseless|was baseless|were baseless|is baseless|"
        "was false|"
        "found incorrect|found untrue|proved false|turned out false|turned out to be false|found fake|"
        "not true|untrue|is false|is incorrect|is wrong|"
        "not substantiated|could not be verified|is denied|was denied|denied|unfounded|no truth|was a rumour|"
        "nothing of the kind|nothing of the sort|no such thing|without foundation|without basis|no foundation|"
        "no basis|fabricated|concocted|a hoax|mischievous|false alarm|"
        "without any basis|without any foundation|holds no water|a lie|is a myth|did not happen|never happened|"
        "found to be baseless|found to be a rumour|rumour only|nothing was found|nothing found",
    }
)
DENIABLE = Words.of(
    "girl girls boy boys child children minor minors victim victims case cases incident incidents woman women person",
    "persons arrest arrests rescue rescues trafficking movement one such trafficker traffickers accused event",
    "trafficked interception missing complaint labourer worker rescued arrested intercepted",
    "suspect suspects agent labour labor labourers workers bonded couple tout touts",
)
_DONE = sorted(
    Words.of("arrested caught nabbed traced apprehended recovered rescued found identified located questioned")
)
NOT_YET = Phrases(
    {
        # "Two are yet to be arrested": neither an event nor a plan.
        "undone": "|".join(f"{led} to be {done}" for led in ("yet", "still", "remains", "remain") for done in _DONE),
        "planned": "proposes to|propose to|proposing to|proposed to|intend to|intending to|"
        "is pending|are pending|remains pending|remain pending|still pending|is awaited|are due|"
        "is due|planned|is planned|being planned|plan to|plans to|planning to|proposed|is proposed|"
        "scheduled|"
        "shall be|shall|should be|should|must be|must|will be|will|would be|would|to be held|to be conducted|"
        "to be organised|to be organized|is to be|are to be|intends to|need to|needs to|proposal|"
        "next week|next month|tomorrow|under preparation|is being prepared|being prepared|yet to be|"
        "in the coming|upcoming|likely to|about to start|about to|going to be|going to bring|going to take|"
        "going to send|"
        "going to sell|going to move|going to raid|going to visit|going to hold|going to conduct|about to be|"
        "set to be|is set to|are set to|is slated|are slated|slated for|in the pipeline|on the anvil|in the offing|"
        "hope to|hopes to|aim to|aims to|expected to|has been fixed for|is fixed for|to take place|wants to take|"
        "is being organised|is being arranged|is contemplated|has been asked to|have been asked to|"
        "has been directed to|have been directed to|were directed to|was directed to",
    }
)
GENERAL = Phrases(
    {
        "general": "if|may|might|whenever|in case|suppose|hypothetical|mock drill|mock|imagine|in general",
    }
)
# "Uttar Pradesh is the destination": a saying about a place, not a movement.
# "The stopover for girls coming from Nepal is Varanasi".
NAMED_AS = {
    "stopover": "via",
    "halt": "via",
    "transit": "via",
    "destination": "goal",
    "source": "origin",
}
STANDING = Words.of("source destination transit hub hotspot origin sources destinations hubs hotspots")
COPULA = Words.of("is are was were remains became being")

# What happens again and again is no event, and a movement only where its persons and its day are told.
HABIT = Phrases(
    {
        "adverb": "often|usually|generally|frequently|commonly|normally|always|sometimes|routinely|typically",
        "saying": "is common|are common|is quite common|is very common|common practice|commonplace|as a rule",
    }
)
# "A girl often beaten at home was taken", "Ramesh, commonly known as Raju": it is not said of the movement.
NOT_OF_THE_WAY = Words.of(
    "beaten beat beating abused scolded thrashed assaulted harassed tortured ill sick drunk absent quarrelled fought "
    "known called resides residing lives living resident"
)
# A tip that led to a rescue is hearsay no longer; the rest stays hearsay.
HEARSAY = Phrases(
    {
        "hearsay": "news channel|viral video|viral message|media report|media reports|press report|was told by|"
        "were told by|heard from|i heard|we hear|we heard|i hear|i am told|we are told|"
        "suspects that|suspect that|fears that|fear that|suspects _ taken|has suspicion|expresses suspicion|"
        "expressed suspicion|anonymous caller|anonymous call|anonymous letter|unknown caller|unnamed caller|"
        "unsigned letter|"
        "is suspected|are suspected|is alleged|are alleged|"
        "not verified|being verified|yet to be verified|not yet verified|subject to verification|they do say|"
        "they say|people do say|it is learnt|it was learnt|it has been learnt|"
        "learnt that|learned that|reportedly|"
        "allegedly|"
        "it is said|reported by sources|according to sources|as per sources|sources said|sources say|"
        "it is believed|believed to|suspected that|it is suspected|suspected to|rumoured|rumour|rumours|"
        "unconfirmed|it is heard|heard that|alleged|apparently|local people say|by sources|unverified|"
        "hearsay|there is talk|word is that|feared that|it is feared|feared to|"
        "villagers _ told|villagers tell|families _ told|families _ tell|neighbours _ told|neighbours said|"
        "neighbours say|residents said|residents say|locals _ told|people _ tell us|informer says|informer said|"
        "informant says|informant said|not been confirmed|not yet confirmed|could not be confirmed|is said to|"
        "are said to|are said that|may have been|might have been|"
        "locals say|people say|people said|villagers say|villagers said|locals said|it seems|it appears|"
        "reports suggest|"
        "as per rumour|supposedly|it came to be known|said to be|said to have",
        "tip": "intelligence suggests|information suggests|source informed|informer|informers|"
        "secret information|as per information|as per intelligence|"
        "intelligence input|intelligence inputs|input received|inputs received|inputs suggest|input suggests|"
        "tip off|tip - off|input that|inputs that|source report|source information",
    }
)
# What these say is hearsay.
ONLOOKERS = Words.of(
    "shopkeeper shopkeepers villager villagers neighbour neighbours neighbor neighbors resident residents passer-by "
    "passersby bystander bystanders onlooker onlookers vendor vendors journalist journalists locals puller pullers "
    "trader traders hawker hawkers porter porters coolie coolies newspaper newspapers reporter reporters "
    "correspondent gossip people folk folks "
    "elders everyone everybody "
    "informer informers informant informants mukhbir mukhbirs khabri tea-seller barber"
)
# "A dhaba owner told us": one who looks on, too.
KEEPERS = Words.of("owner owners keeper keepers seller sellers driver drivers boy staff")
STALLS = Words.of("dhaba tea shop stall paan kiosk auto rickshaw taxi barber fruit hotel e-rickshaw tempo bus")
TOLD = Words.of(
    "said says say told tells tell claims claim claimed alleges allege alleged believes believe believed maintain",
    "mention mentions swear insists insist hint hints whisper talk suspect suspects fear fears think thinks reckon",
)
# A check tells where the next sentence's arrest was made.
CHECKS = Words.of(
    "searched inspected inspection checked checking raid raided raids search searched frisking patrol patrolling "
    "inspection ambush "
    "unearthed busted"
)
# "Information is being verified": what was told before is not yet proved.
TO_BE_PROVED = Words.of(
    "verified verify verification verifying unverified confirmed unconfirmed confirm ascertained corroborated "
    "corroboration substantiated"
)
# Advice is no plan.
ADVICE = Words.of("should must need needs")
# Work of the police that is planned or denied as such: "a raid is planned at Nanpara".
OPERATIONS = Words.of(
    "raid raids operation operations drive checking inspection survey campaign programme camp raided inspected checked",
    "check search searched show session sessions rally workshop meeting play class seminar visit patrol search "
    "rescue combing",
    "training survey march inspections visits",
)
