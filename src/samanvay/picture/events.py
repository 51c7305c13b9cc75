"""What happens to the picture."""

from samanvay.audit.vocabulary import register

FACTS_OPENED = register("facts:opened", "Facts opened to every officer", "तथ्य सभी अधिकारियों के लिए खोले गए")
FACTS_REBUILT = register("facts:rebuilt", "Facts rebuilt", "तथ्य पुनः बनाए गए")
LAYER_IMPORTED = register("layer:imported", "Published numbers taken in", "प्रकाशित आँकड़े दर्ज हुए")
LAYER_IMPORT_UNDONE = register("layer:import_undone", "Published numbers taken back", "प्रकाशित आँकड़े वापस लिए गए")
