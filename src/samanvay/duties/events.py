"""What happens to duties and notices."""

from samanvay.audit.vocabulary import register

DUTY_DONE = register("duty:done", "Duty done", "दायित्व पूर्ण हुआ")
DUTY_DROPPED = register("duty:dropped", "Duty withdrawn", "दायित्व वापस लिया गया")
DUTY_ESCALATED = register("duty:escalated", "Duty escalated", "दायित्व उच्च स्तर पर भेजा गया")
DUTY_HANDED_OVER = register("duty:handed_over", "Duty handed over", "दायित्व सौंपा गया")
DUTY_OPENED = register("duty:opened", "Duty opened", "दायित्व आरंभ हुआ")
DUTY_PAUSED = register("duty:paused", "Duty paused", "दायित्व रोका गया")
DUTY_RESUMED = register("duty:resumed", "Duty resumed", "दायित्व पुनः आरंभ हुआ")
NOTICES_SEEN = register("notice:seen", "Notices seen", "सूचनाएँ देखी गईं")
NOTICES_SENT = register("notice:sent", "Notices sent by e-mail", "सूचनाएँ ई-मेल से भेजी गईं")
