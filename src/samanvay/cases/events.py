"""What happens to cases."""

from samanvay.audit.vocabulary import Question, register

CASE_AMENDED = register("case:amended", "Case corrected", "प्रकरण सुधारा गया")
CASE_EVENT_ADDED = register("case:event_added", "Event added to the case", "प्रकरण में घटना जोड़ी गई")
CASE_EVENT_VOIDED = register("case:event_voided", "Event cancelled", "घटना निरस्त की गई")
CASE_EXPORTED = register("case:exported", "Cases exported", "प्रकरण निर्यात किए गए", Question.EXPORTED)
CASE_MOVED = register("case:moved", "Case stage changed", "प्रकरण का चरण बदला गया")
CASE_OPENED = register("case:opened", "Case opened", "प्रकरण दर्ज हुआ")
CASE_OWNER_CHANGED = register("case:owner_changed", "Officer of the case changed", "प्रकरण का प्रभारी बदला गया")
CASES_IMPORTED = register("cases:imported", "Cases imported from a sheet", "तालिका से प्रकरण आयात हुए")
CASES_IMPORT_UNDONE = register("cases:import_undone", "Import of cases undone", "प्रकरणों का आयात वापस लिया गया")
CASE_SHARED = register("case:shared", "Case shared with a unit", "प्रकरण इकाई से साझा किया गया")
CASE_VOIDED = register("case:voided", "Case cancelled", "प्रकरण निरस्त किया गया")
CLOCKS_ENDED = register(
    "case:clocks_ended", "Time limits of children ended, not kept", "बच्चों की समय-सीमाएँ पूरी हुए बिना समाप्त हुईं"
)
CLOCKS_STARTED = register("case:clocks_started", "Time limits of the children started", "बच्चों की समय-सीमाएँ शुरू हुईं")
ITEM_ADDED = register("case:item_added", "Item added to the case", "प्रकरण में बरामद वस्तु जोड़ी गई")
ITEM_AMENDED = register("case:item_amended", "Item corrected", "बरामद वस्तु की प्रविष्टि सुधारी गई")
ITEM_VOIDED = register("case:item_voided", "Item cancelled", "बरामद वस्तु की प्रविष्टि निरस्त की गई")
LEG_ADDED = register("case:leg_added", "Place added to the route", "मार्ग में स्थान जोड़ा गया")
LEG_AMENDED = register("case:leg_amended", "Place of the route corrected", "मार्ग का स्थान सुधारा गया")
LEG_VOIDED = register("case:leg_voided", "Place of the route cancelled", "मार्ग का स्थान निरस्त किया गया")
LEGS_REORDERED = register("case:legs_reordered", "Order of the route changed", "मार्ग का क्रम बदला गया")
PEOPLE_HANDED = register("case:people_handed", "Told who was handed over to whom", "बताया गया कि किसे किसको सौंपा गया")
PEOPLE_LISTED = register("case:people_listed", "People listed by number", "व्यक्ति संख्या से सूचीबद्ध किए गए")
PEOPLE_RECOUNTED = register("case:people_recounted", "Number of people corrected", "व्यक्तियों की संख्या सुधारी गई")
PERSON_ADDED = register("case:person_added", "Person added to the case", "प्रकरण में व्यक्ति जोड़ा गया")
PERSON_AMENDED = register("case:person_amended", "Person's entry corrected", "व्यक्ति की प्रविष्टि सुधारी गई")
PERSON_LEFT = register("case:person_left", "A person left", "व्यक्ति के चले जाने की सूचना")
PERSON_LEFT_VOIDED = register(
    "case:person_left_voided", "Entry that a person left cancelled", "व्यक्ति के चले जाने की प्रविष्टि निरस्त"
)
PERSON_VOIDED = register("case:person_voided", "Person's entry cancelled", "व्यक्ति की प्रविष्टि निरस्त की गई")
PROVISION_CITED = register("case:provision_cited", "Section cited in the case", "प्रकरण में धारा जोड़ी गई")
PROVISION_VOIDED = register("case:provision_voided", "Section removed from the case", "प्रकरण से धारा हटाई गई")
PURGE_SET = register("case:purge_set", "Erasure date set", "मिटाने की तिथि निर्धारित")
PURGE_STOPPED = register("case:purge_stopped", "Erasure date removed", "मिटाने की तिथि हटाई गई")
RECOUNT_ANSWERED = register("case:recount_answered", "Lower number answered", "घटी हुई संख्या पर उत्तर दिया गया")
RECOUNT_ASKED = register("case:recount_asked", "Lower number sent for confirmation", "घटी हुई संख्या पुष्टि के लिए भेजी गई")
