"""What the log says of itself."""

from .vocabulary import register

BACKUP_MADE = register("audit:backup_made", "Backup made", "बैकअप बनाया गया")
ERA_BEGUN = register("audit:era_begun", "New era after a restore", "पुनर्स्थापना के बाद नया काल")
HEADS_NOTED = register("audit:heads_noted", "Heads of the log noted anew", "लॉग के शीर्ष फिर से अंकित")
HEAD_MAILED = register("audit:head_mailed", "Head of the log mailed", "लॉग का शीर्ष ई-मेल किया गया")
LOG_SEALED = register("audit:sealed", "Log sealed", "लॉग मुहरबंद किया गया")
TIME_MENDED = register("audit:time_mended", "Time that could not be read corrected", "न पढ़ा जा सकने वाला समय सुधारा गया")
LOG_VERIFIED = register("audit:verified", "Log verified", "लॉग सत्यापित किया गया")
