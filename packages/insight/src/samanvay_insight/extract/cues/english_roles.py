"""English words around a place that give it its part: the phrase before it, or the one after."""

from __future__ import annotations

from samanvay_insight.extract.cues.phrases import Phrases

ROLE_BEFORE = Phrases(
    {
        "origin": "parents are _ in|parents work _ in|family is in|family is settled in|mother lives in|"
        "father lives in|"
        "native place _ :|home _ :|home district _ :|origin _ :|source _ :|residence _ :|address _ :|belonging to _ :|"
        "hometown|home town|hometown :|home town :|native of|from|lived in|sourced _ in|sourced _ from|"
        "recruited _ in|got on at|got in at|"
        "climbed aboard at|boarded the train at|"
        "home is in|home was in|homes are in|homes were in|village is in|village in|"
        "native village in|her village in|family lives in|family live in|families live in|parents live in|"
        "parents are in|comes from|come from|came from|brought over from|source :|source -|home :|"
        "home district :|native place :|origin :|origin -|picked up :|"
        "journey began at|journey began in|journey started at|journey started in|journey started from|"
        "began at|began in|set out from|set off from|started from|started at|leaving|after leaving|"
        "trip began in|trip began at|"
        "source district :|source state :|source area :|r/o|resident of|"
        "residents of|native of|natives of|hailing from|hail from|hails from|"
        "hailed from|"
        "belonging to|belong to|belongs to|belonged to|originally from|out of|resident in|"
        "inhabitant of|inhabitants of|recruited from|recruited in|collect _ at|collect _ in|"
        "collected _ at|collected _ in|gather _ at|bought at|bought in|bought from|"
        "purchased at|purchased in|purchased from|"
        "stolen from|hired from|hired in|engaged from|lured from|picked up from|picked up in|"
        "residing at|residing in|left|living in|procured in|source was|source is|source being|starting from",
        "of": "of|'s",
        "goal": "as far as|change hands at|change hands in|changed hands at|changed hands in|on to|off to|"
        "to|sold to _ of|sold to _ in|married to _ of|married to _ in|married off to _ of|"
        "married off to _ in|handed over to _ in|got down at|got down in|alighted at|alighted in|got off at|"
        "got off in|"
        "intended place of work|intended place of work :|place of work|place of work :|intended destination|"
        "proposed destination|final destination|end point|"
        "destination _ :|bound _ :|taken to _ :|intended destination _ :|"
        "destination :|destination -|bound for :|going to :|taken to :|journey ended in|"
        "journey ended at|ended in|ended at|ending in|ending at|ends in|ends at|flown to|sold off to|"
        "destination state :|destination district :|towards|into|bound for|"
        "destined for|left for|leaving for|heading for|headed for|"
        "departed for|"
        "on way to|on the way to|upto|arrived in|arrived at|reached|reaching|reach|reaches|sold for _ in|"
        "sold for _ at|sold to _ in|sold to _ at|selling _ in|selling _ at|sell _ in|sell _ at|sold _ in|sold _ at|"
        "destination was|destination is|"
        "destination being|sold in|sold at|sold off in|sold off at|resold in|resold at|put to work in|"
        "put to work at|ended up in|ended up at|"
        "end up in|end up at|ends up in|ends up at|poured into|flooded the|"
        "flooded|landed up in|first at|first in|then at|then in|later at|"
        "later in|"
        "finally at|finally in|thereafter at|thereafter in|landed in|landed at|proceeding for|"
        "proceeded for|train for|bus for|"
        "for",
        "via": "put _ train at|put _ train in|put _ bus at|put into _ train at|put on _ train at|loaded _ at|"
        "seated _ at|"
        "made to board _ at|entrained at|made to sit _ at|via|after|keeping _ in|keeping _ at|keeping _ for _ in|"
        "keeping _ for _ at|holding _ for _ in|"
        "holding _ for _ at|holding _ in|holding _ at|spent a night _ at|passed the night at|"
        "passed the night in|passed a night at|"
        "passed a night in|nights at|spent a night _ in|spent the night _ at|spent the night _ in|"
        "lodged for _ in|lodged for _ at|lodged for a day _ in|slept at|slept in|waited at|waited in|"
        "hidden in|hidden at|hid in|hid at|put up at|put up in|put _ up at|put _ up in|"
        "put _ up for the night _ at|put _ up for the night _ in|sheltered in|sheltered at|broke journey _ at|"
        "over the border at|over at|transit -|stopover -|via :|halt :|halt of _ at|halt of _ in|stay of _ at|"
        "stay of _ in|"
        "stopover of _ at|stopover of _ in|"
        "cross _ at|crossed _ at|crossing _ at|transit :|transit point :|stopover :|"
        "stop - over :|through|by way of|stopover was|"
        "stopover is|stop - over is|stop over is|halt is|transit is|transit point is|halt for _ at|halt for _ in|"
        "stopover being|stop over was|stop - over was|"
        "stopover at|stopover in|stop over at|stop over in|stop - over at|stop - over in|stopped over at|"
        "stopped over in|halted at|halted in|halted for _ at|halted for _ in|halt at|halt in|halt was|"
        "halting at|"
        "halting in|stayed at|stayed in|stayed _ at|stayed _ in|staying at|staying in|kept at|kept in|"
        "kept _ at|kept _ in|kept for _ at|kept for _ in|held captive at|held captive in|held for _ at|"
        "held for _ in|"
        "spent _ at|spent _ in|a night in|a night at|nights in|nights at|change train at|change trains at|"
        "change train in|change trains in|change bus at|change buses at|switched trains at|switched buses at|"
        "changed train at|changed trains at|changed train in|changed trains in|changed "
        "buses at|"
        "changed bus at|boarded _ at|rested at|rested in|transit at|transit in|transit was|transit point was|"
        "transit through|"
        "passing through|passed through|crossing through|crossed at|crossed through|routed through|"
        "routed via|"
        "changing at|changing trains at|changing train at|first lodged at|first lodged in|broke journey at|"
        "broke journey in|broke their journey at|broke their journey in|"
        "were lodged at|were lodged in|housed at|housed in",
        "at": "where found :|found at :|recovered at :|rescued from :|place of recovery :|place of interception :|"
        "at|in|near|place :|location :|place of rescue :|rescued at :|spot :|inside|outside|within|around|"
        "close to|on|adjacent to|opposite",
        "weak": "begging _ at|begging _ in|begging _ near|working _ in|working _ at|dancing _ in|dancing _ at|"
        "labouring _ at|labouring _ in|employer in|employer at|employer _ in|employers in|malik in|master in|"
        "work in|as maids in|"
        "as maids across|as maid in|as a maid in|as servants in|as domestic help in|"
        "placed _ in|placed _ across|turned up in|turned up at|surfaced in|surfaced at|"
        "located in|located at|found working in|found working at|found begging in|"
        "found begging at|found dancing in|toiling in|toiling at|labouring in|slaving in|slaving at|"
        "traced in|traced at|traced to|stitching _ in|cleaning _ in|washing _ in|dancing in|dancing at|"
        "trapped in|trapped at|stuck in|stranded in|captive in|captive at|work at|working in|working at|"
        "worked in|worked at|works in|works at|employed in|"
        "employed at|"
        "job in|job at|jobs in|jobs at|employment in|employment at|marriage in|married in|married off in|"
        "labour in|labour at|prostitution in|prostitution at|begging in|begging at|beg in|beg at|"
        "confined in|confined at|exploited in|exploited at|maid in|maid at|servant in|servant at",
        # A place that did not matter to any movement or event.
        "none": "beyond|except|unlike|like|about|during|against|between|until|since|than",
    }
)

# After the place: "Bijnor was the stopover", "Delhi-bound train".
ROLE_AFTER = Phrases(
    {
        "via": "is used as a transit|is used as transit|is used as a stopover|is used as stopover|"
        "was used as a transit|is the stopover|is a stopover|is the stop - over|is the transit|is a transit|"
        "serves as a stopover|serves as a transit|serves as transit|was the stopover|being the stopover|"
        "was the stop - over|was the stop over|"
        "was used as stopover|"
        "as stopover|served as a halt|served as halt|serves as a halt|as a halt|as the halt|as a stop|"
        "served as a stopover|"
        "served as the stopover|served as a transit|served as transit|as a stopover|"
        "as the stopover|as transit|as a transit|as the transit|was the halt|"
        "was the transit|was the transit point|was used as transit|was used as a stopover",
        "goal": "is a destination for|is the destination for|is destination for|was the destination for|"
        "bound|- bound|was the destination|being the destination|as destination|as the destination|"
        "was flooded with|is flooded with|were flooded with|received|receives|receive|is receiving|"
        "was full of|is full of|"
        "was the final destination|as final destination",
        "origin": "supplies|sends|exports|was the source|being the source|as source|as the source|to",
    }
)
