"""What happens to the picture."""

from samanvay.audit.vocabulary import register

FACTS_OPENED = register("facts:opened", "Facts opened to every officer", "तथ्य सभी अधिकारियों के लिए खोले गए")
FACTS_REBUILT = register("facts:rebuilt", "Facts rebuilt", "तथ्य पुनः बनाए गए")
