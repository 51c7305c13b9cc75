"""What happens to duties and notices."""

from samanvay.audit.vocabulary import register

DUTY_ANSWERED = register("duty:answered", "Question on a duty answered", "दायित्व पर प्रश्न का उत्तर दिया गया")
DUTY_ASKED = register("duty:asked", "Question asked on a duty", "दायित्व पर प्रश्न पूछा गया")
DUTY_DECIDED = register("duty:decided", "Decided on a duty sent back", "लौटाए गए दायित्व पर निर्णय हुआ")
DUTY_DONE = register("duty:done", "Duty done", "दायित्व पूर्ण हुआ")
DUTY_DROPPED = register("duty:dropped", "Duty withdrawn", "दायित्व वापस लिया गया")
DUTY_ESCALATED = register("duty:escalated", "Duty escalated", "दायित्व उच्च स्तर पर भेजा गया")
DUTY_HANDED_OVER = register("duty:handed_over", "Duty handed over", "दायित्व सौंपा गया")
DUTY_OPENED = register("duty:opened", "Duty opened", "दायित्व आरंभ हुआ")
DUTY_PAUSED = register("duty:paused", "Duty paused", "दायित्व रोका गया")
DUTY_REASSIGNED = register("duty:reassigned", "Task reassigned", "कार्य दूसरे को सौंपा गया")
DUTY_REMINDED = register("duty:reminded", "Owner of a task reminded", "कार्य के स्वामी को स्मरण कराया गया")
DUTY_REOPENED = register("duty:reopened", "Task reopened", "कार्य फिर खोला गया")
DUTY_RESUMED = register("duty:resumed", "Duty resumed", "दायित्व पुनः आरंभ हुआ")
DUTY_SENT_BACK = register("duty:sent_back", "Duty sent back", "दायित्व लौटाया गया")
DUTY_STANDS = register("duty:stands", "Clock of a duty stands until the answer", "उत्तर मिलने तक दायित्व की घड़ी रोकी गई")
LOCK_OUT_TOLD = register(
    "user:lock_out_told", "Administrators were told of a locked account", "प्रशासकों को बंद खाते के बारे में बताया गया"
)
MACHINERY_TOLD = register(
    "machinery:told", "Administrators were told of a fault of the system", "प्रशासकों को प्रणाली की त्रुटि बताई गई"
)
MAIL_CHOSEN = register("mail:chosen", "E-mails chosen", "ई-मेल का समय चुना गया")
MAIL_DIGEST = register("mail:digest", "Digest sent by e-mail", "दिन का सार ई-मेल से भेजा गया")
NOTICES_SEEN = register("notice:seen", "Notices seen", "सूचनाएँ देखी गईं")
NOTICES_SENT = register("notice:sent", "Notices sent by e-mail", "सूचनाएँ ई-मेल से भेजी गईं")
TEXT_FAILED = register("text:failed", "Text message failed", "एसएमएस नहीं जा सका")
TEXT_SENT = register("text:sent", "Text message sent", "एसएमएस भेजा गया")
