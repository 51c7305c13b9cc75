"""What happens to the register of nodal officers."""

from samanvay.audit.vocabulary import register

CONTACT_ADDED = register("contact:added", "Nodal officer's office added", "नोडल अधिकारी का कार्यालय जोड़ा गया")
CONTACT_CORRECTED = register(
    "contact:corrected", "Nodal officer's office corrected", "नोडल अधिकारी का कार्यालय सुधारा गया"
)
CONTACT_VERIFIED = register("contact:verified", "Nodal officer's office verified", "नोडल अधिकारी का कार्यालय सत्यापित")
CONTACT_VOIDED = register("contact:voided", "Nodal officer's office deleted", "नोडल अधिकारी का कार्यालय हटाया गया")
CONTACTS_IMPORTED = register(
    "contact:imported", "Nodal officers' offices imported", "नोडल अधिकारियों के कार्यालय आयात किए गए"
)
CONTACTS_IMPORT_UNDONE = register(
    "contact:import_undone",
    "Import of nodal officers' offices undone",
    "नोडल अधिकारियों के कार्यालयों का आयात वापस लिया गया",
)
