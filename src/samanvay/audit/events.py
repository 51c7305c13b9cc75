"""What the log says of itself."""

from .vocabulary import Question, register

BACKUP_MADE = register("audit:backup_made", "Backup made", "बैकअप बनाया गया")
ERA_BEGUN = register("audit:era_begun", "New start of the log after a restore", "पुनर्स्थापना के बाद लॉग का नया आरंभ")
HEADS_NOTED = register("audit:heads_noted", "Heads of the log noted again", "लॉग के शीर्ष फिर से अंकित")
HEAD_MAILED = register("audit:head_mailed", "Head of the log mailed", "लॉग का शीर्ष ई-मेल किया गया")
LOG_SEALED = register("audit:sealed", "Log sealed", "लॉग सील किया गया")
OPENING_REFUSED = register(
    "opening:refused", "Opening a hidden record refused", "छिपा अभिलेख खोलने से मना किया गया", Question.REFUSED
)
TIME_MENDED = register("audit:time_mended", "Unreadable time corrected", "अपठनीय समय सुधारा गया")
LOG_VERIFIED = register("audit:verified", "Log verified", "लॉग सत्यापित किया गया")
