"""What happens to duties and notices."""

from samanvay.audit.vocabulary import register

DUTY_ANSWERED = register("duty:answered", "Question on a task answered", "कार्य पर प्रश्न का उत्तर दिया गया")
DUTY_ASKED = register("duty:asked", "Question asked on a task", "कार्य पर प्रश्न पूछा गया")
DUTY_DECIDED = register("duty:decided", "Decided on a task sent back", "लौटाए गए कार्य पर निर्णय हुआ")
DUTY_DONE = register("duty:done", "Task done", "कार्य पूर्ण हुआ")
DUTY_DROPPED = register("duty:dropped", "Task withdrawn", "कार्य वापस लिया गया")
DUTY_ESCALATED = register("duty:escalated", "Task escalated", "कार्य अग्रेषित हुआ")
DUTY_HANDED_OVER = register("duty:handed_over", "Task reassigned", "कार्य दूसरे को सौंपा गया")
DUTY_OPENED = register("duty:opened", "Task created", "कार्य बना")
DUTY_PAUSED = register("duty:paused", "Task deferred", "कार्य स्थगित किया गया")
DUTY_REASSIGNED = register("duty:reassigned", "Task reassigned", "कार्य दूसरे को सौंपा गया")
DUTY_REMINDED = register("duty:reminded", "Owner of a task reminded", "कार्य के स्वामी को स्मरण कराया गया")
DUTY_REOPENED = register("duty:reopened", "Task reopened", "कार्य फिर खोला गया")
DUTY_RESUMED = register("duty:resumed", "Task no longer deferred", "कार्य का स्थगन हटा")
DUTY_SENT_BACK = register("duty:sent_back", "Task sent back", "कार्य लौटाया गया")
DUTY_STANDS = register("duty:stands", "Task deferred until the answer", "उत्तर मिलने तक कार्य स्थगित")
LOCK_OUT_TOLD = register(
    "user:lock_out_told", "Administrators informed of a locked account", "प्रशासकों को बंद खाते के बारे में बताया गया"
)
MACHINERY_TOLD = register(
    "machinery:told", "Administrators informed of a system fault", "प्रशासकों को प्रणाली की त्रुटि बताई गई"
)
MAIL_CHOSEN = register("mail:chosen", "E-mail times chosen", "ई-मेल का समय चुना गया")
MAIL_DIGEST = register("mail:digest", "Daily summary sent by e-mail", "दैनिक सार ई-मेल से भेजा गया")
NOTICES_SEEN = register("notice:seen", "Notices seen", "सूचनाएँ देखी गईं")
NOTICES_SENT = register("notice:sent", "Notices sent by e-mail", "सूचनाएँ ई-मेल से भेजी गईं")
TEXT_FAILED = register("text:failed", "Text message failed", "एसएमएस नहीं जा सका")
TEXT_SENT = register("text:sent", "Text message sent", "एसएमएस भेजा गया")
