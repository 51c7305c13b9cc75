"""English words for forms of exploitation and for lures, by code."""

from __future__ import annotations

from samanvay_insight.extract.cues.phrases import Phrases

FORMS = Phrases(
    {
        "sexual_exploitation": "prostitution|flesh trade|sexual exploitation|sexually exploited|brothel|"
        "brothels|"
        "sex work|sex racket|pimp|pimps|red light area|commercial sexual",
        "bonded_labour": "bonded labour|bonded labor|bonded labourers|bonded labourer|debt bondage|bonded",
        "child_labour": "child labour|child labor|children at work|children working|minors working|minor workers|"
        "child labourer|child labourers|child workers|child worker",
        "forced_labour": "forced labour|forced labor|forced to work|made to work|without wages|"
        "without payment|"
        "worked without wages|no wages",
        "begging": "begging|beggary|beg|beggar|beggars|forced to beg",
        "domestic_servitude": "domestic work|domestic servitude|domestic help|domestic servant|"
        "domestic servants|"
        "housemaid|house maid|maid|maids|household work|as a servant",
        "forced_marriage": "forced marriage|forcibly married|forced to marry|married off|sold for marriage|"
        "sold as bride|sold as a bride|bride trafficking|forced marriages",
        "organ_removal": "organ removal|organ trade|organ transplantation|organ transplant|kidney|kidneys|"
        "organ trafficking|removal of organ|removal of organs",
        "medical_trial": "medical trial|medical trials|clinical trial|clinical trials|drug trial|drug trials|"
        "humans as trials|as trials|medical human trafficking",
        "illegal_adoption": "illegal adoption|illegally adopted|sold the baby|sold the infant|sale of infant|"
        "sale of infants|sale of newborn|baby selling|child selling|sale of baby|sold for adoption",
        "surrogacy": "surrogacy|surrogate|surrogate mother|surrogate mothers",
        "forced_criminality": "forced to steal|forced to carry drugs|forced to smuggle|forced criminality|"
        "made to steal|drug carriers|drug mules|cyber slavery|scam compound|forced theft|"
        "made to pick pockets",
        "online": "online exploitation|online sexual exploitation|obscene videos|sextortion|"
        "live streaming|child pornography|csam|obscene video",
        "other": "camel jockey|camel jockeys|circus|human sacrifice|other forms of exploitation",
    }
)
LURES = Phrases(
    {
        "job": "promised job|promised jobs|promised a job|promise of job|promise of jobs|promise of a job|"
        "promise of work|promising employment|promising job|promising jobs|promising work|promising a job|"
        "pretext of job|pretext of a job|pretext of jobs|pretext of work|pretext of employment|lure of job|"
        "lure of jobs|lure of a job|lured with job|lured with jobs|job offer|offer of job|offer of work|"
        "promise of employment|promised employment|promised work|promised them jobs|promised her a job|"
        "promised him a job|promised them work|promised her work|good job|good jobs|well paid job|fake job|"
        "get her a job|get him a job|get them jobs|get her work|a job in|jobs in|enticed to go|"
        "enticed them to go|lured to go|"
        "name of job|name of employment|name of work|name of a job|false job|name of jobs|offering jobs|"
        "offering work|promised good jobs|placement agency|promise of good job|promise of good jobs",
        "marriage": "pretext of marriage|promise of marriage|promised marriage|false promise of marriage|"
        "promising marriage|promised to marry|promising to marry|love affair|name of marriage|"
        "lure of marriage|"
        "marriage proposal|pretext of love|fake marriage",
        "film_or_modelling": "film role|film|films|modelling|modeling|dance troupe|dance group|orchestra|"
        "acting job|acting role|role in a serial|job in acting|for acting|act in films|dance bar|fashion show",
        "debt": "an advance|advances|advance wages|debt|loan|advance money|advance payment|"
        "advance of|peshgi|repay|moneylender|took advance|"
        "given advance",
        "kin": "her aunt|her uncle|his uncle|his aunt|their uncle|their aunt|relative|relatives|"
        "brother-in-law|sister-in-law|"
        "cousin|her own mother|step - mother|stepmother|stepfather|known to the family|known person|"
        "neighbour woman|"
        "her sister|acquaintance|family friend",
        "shelter_home": "shelter home are exploited|shelter homes are exploited|lured from shelter home|"
        "from a shelter home by|from the shelter home by|ran away from shelter home|inmate of shelter home|"
        "inmates of shelter home",
        "online": "facebook|instagram|whatsapp|telegram|on social media|through social media|"
        "via social media|over social media|"
        "online game|dating app|internet|chatting|online friendship|met online",
        "force": "kidnapped|abducted|forcibly|at gunpoint|at knife point|threatened|drugged|sedated|"
        "intoxicated|intoxicating|by force",
        "other": "lure of money|money to parents|paid to parents|education|free education|pilgrimage|"
        "sightseeing|lure of mobile|mobile phone|new clothes|lure of gift|gifts|treatment",
    }
)
