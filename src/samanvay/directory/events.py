"""What happens to places, units, facilities, officers and postings."""

from samanvay.audit.vocabulary import register

FACILITY_CREATED = register("facility:created", "Facility added", "सुविधा जोड़ी गई")
GROUP_CREATED = register("place_group:created", "Group of districts created", "जनपद समूह बनाया गया")
GROUP_MEMBERS_SET = register("place_group:members_set", "Members of a group changed", "समूह के जनपद बदले गए")
JURISDICTION_SET = register("unit:jurisdiction_set", "Jurisdiction changed", "क्षेत्राधिकार बदला गया")
OFFICER_AMENDED = register("officer:amended", "Officer's record corrected", "अधिकारी का विवरण सुधारा गया")
OFFICER_ACCOUNT_OPENED = register("officer:account_opened", "Officer's sign-in created", "अधिकारी का खाता खोला गया")
OFFICER_CREATED = register("officer:created", "Officer added", "अधिकारी जोड़े गए")
OFFICERS_IMPORTED = register("officer:imported", "Officers imported from a file", "फ़ाइल से अधिकारी आयात हुए")
OFFICERS_IMPORT_UNDONE = register(
    "officer:import_undone", "Import of officers undone", "अधिकारियों का आयात वापस लिया गया"
)
POSTING_MOVED = register("posting:moved", "Officer transferred", "अधिकारी का स्थानांतरण")
PLACE_ADDED = register("place:added", "Place added", "स्थान जोड़ा गया")
PLACE_CORRECTED = register("place:corrected", "Place's name corrected", "स्थान का नाम सुधारा गया")
PLACE_MERGED = register("place:merged", "Places merged", "स्थान मिलाए गए")
PLACE_MOVED = register("place:moved", "Place moved under another", "स्थान दूसरे के अधीन किया गया")
PLACE_RENAMED = register("place:renamed", "Place renamed", "स्थान का नाम बदला गया")
PLACE_SPLIT = register("place:split", "Place split", "स्थान विभाजित किया गया")
PLACES_LOADED = register("place:loaded", "Places loaded from the gazetteer", "गज़ेटियर से स्थान जोड़े गए")
POSTING_ENDED = register("posting:ended", "Posting ended", "तैनाती समाप्त हुई")
POSTING_MADE = register("posting:made", "Officer posted", "अधिकारी तैनात किए गए")
READERS_REBUILT = register("readers:rebuilt", "Readers of records calculated again", "अभिलेख पढ़ने वालों की फिर से गणना हुई")
UNIT_CLOSED = register("unit:closed", "Unit closed", "इकाई बंद की गई")
UNIT_CREATED = register("unit:created", "Unit created", "इकाई बनाई गई")
UNIT_MOVED = register("unit:moved", "Unit moved under another", "इकाई दूसरे के अधीन की गई")
UNIT_RENAMED = register("unit:renamed", "Unit renamed", "इकाई का नाम बदला गया")
STATE_BEGUN = register(
    "state:begun", "State set up with its first two administrators", "राज्य और उसके पहले दो प्रशासक स्थापित"
)
UNITS_LOADED = register("unit:loaded", "Units of a state loaded", "राज्य की इकाइयाँ जोड़ी गईं")
