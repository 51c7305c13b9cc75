"""What happens to cases."""

from samanvay.audit.vocabulary import register

CASE_AMENDED = register("case:amended", "Case corrected", "प्रकरण सुधारा गया")
CASE_EVENT_ADDED = register("case:event_added", "Event added to the case", "प्रकरण में घटना जोड़ी गई")
CASE_EVENT_VOIDED = register("case:event_voided", "Event voided", "घटना निरस्त की गई")
CASE_EXPORTED = register("case:exported", "Cases exported", "प्रकरण निर्यात किए गए")
CASE_MOVED = register("case:moved", "Case reached another stage", "प्रकरण अगले चरण में गया")
CASE_OPENED = register("case:opened", "Case opened", "प्रकरण दर्ज हुआ")
CASE_OWNER_CHANGED = register("case:owner_changed", "Case has another owner", "प्रकरण का प्रभारी बदला गया")
CASE_SHARED = register("case:shared", "Case shared with a unit", "प्रकरण इकाई से साझा किया गया")
CASE_VOIDED = register("case:voided", "Case voided", "प्रकरण निरस्त किया गया")
PERSON_ADDED = register("case:person_added", "Person added to the case", "प्रकरण में व्यक्ति जोड़ा गया")
PERSON_AMENDED = register("case:person_amended", "Person's entry corrected", "व्यक्ति की प्रविष्टि सुधारी गई")
PERSON_VOIDED = register("case:person_voided", "Person's entry voided", "व्यक्ति की प्रविष्टि निरस्त की गई")
PURGE_SET = register("case:purge_set", "Purge date set", "शोधन तिथि निर्धारित")
PURGE_STOPPED = register("case:purge_stopped", "Purge date taken away", "शोधन तिथि हटाई गई")
