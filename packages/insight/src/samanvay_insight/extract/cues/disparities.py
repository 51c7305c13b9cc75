"""Words for what made a person reachable, by the codes of a case's disparities, in English and in Hindi."""

from __future__ import annotations

from samanvay_insight.extract.cues.phrases import Phrases
from samanvay_insight.extract.hindi.forms import phrases

ENGLISH = Phrases(
    {
        "poverty": "poverty|poor family|poor families|poor parents|very poor|extremely poor|destitute|"
        "below poverty line|bpl|financial hardship|financially weak|economic hardship|no money|"
        "starving|hunger|hand to mouth|indebted",
        "lost_work": "lost his job|lost her job|lost their jobs|lost his work|lost her work|lost their work|lost work|"
        "out of work|unemployed|unemployment|jobless|no work in|loss of work|loss of livelihood|lost livelihood|"
        "lost their livelihood|no employment in",
        "disaster": "flood|floods|flooded|cyclone|earthquake|landslide|drought|embankment|erosion|crop failure|"
        "failed crop|crops failed",
        "school_left": "left school|dropped out|drop out|dropout|dropouts|school drop - out|out of school|"
        "stopped going to school|discontinued studies|never went to school|left her studies|left his studies",
        "missing_parent": "orphan|orphans|orphaned|death of her father|death of his father|death of their father|"
        "death of her mother|death of his mother|death of their mother|father is dead|mother is dead|"
        "father died|mother died|father had died|mother had died|father has died|mother has died|"
        "father is no more|mother is no more|parents are dead|parents died|no parents|single mother|"
        "widowed mother|father left the family|father had left|mother had left|abandoned by her parents|"
        "abandoned by his parents|father works away|parents work away|parents are away",
        "migration": "seasonal migration|distress migration|migrant family|migrant families|migrant labourers|"
        "migrant labourer|migrant workers|migrant worker|migrated for work|migrated to|family had migrated|migration",
    }
)
HINDI = phrases(
    {
        "poverty": "garib|gareeb|garibi|gareebi|nirdhan|arthik tangi|aarthik tangi|paise ki tangi|bpl",
        "lost_work": "berojgar|berozgar|berojgari|berozgari|kaam chhoot|kaam chhut|naukri chhoot|naukri chhut|"
        "rojgar chhin",
        "disaster": "baadh|baarh|bhukamp|sookha|sukha|aapda",
        "school_left": "padhai chhoot|padhai chhod|school chhod|padhai chhut|padhai band",
        "missing_parent": "anath|anaath|pita ki mrityu|mata ki mrityu|maa ki mrityu|pita ki maut|maa ki maut|"
        "pita nahi hai|maa nahi hai|bin maa",
        "migration": "palayan|pravasi",
    }
)
