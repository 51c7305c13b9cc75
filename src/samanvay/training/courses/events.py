"""What happens to courses, their questions and their learners."""

from samanvay.audit.vocabulary import register

COURSE_MADE = register("course:made", "Course begun", "पाठ्यक्रम आरंभ किया गया")
COURSE_PUBLISHED = register("course:published", "Edition of a course published", "पाठ्यक्रम का संस्करण प्रकाशित हुआ")
COURSE_SENT = register("course:sent", "Edition of a course sent to review", "पाठ्यक्रम का संस्करण समीक्षा हेतु भेजा गया")
COURSE_SENT_BACK = register("course:sent_back", "Edition of a course sent back", "पाठ्यक्रम का संस्करण लौटाया गया")
COURSE_SHIPPED = register("course:shipped", "Course of the product loaded", "उत्पाद का पाठ्यक्रम भरा गया")
COURSE_WRITTEN = register("course:written", "Draft of a course written", "पाठ्यक्रम का प्रारूप लिखा गया")
ITEM_PUBLISHED = register("item:published", "Question published", "प्रश्न प्रकाशित हुआ")
ITEM_RETIRED = register("item:retired", "Question retired", "प्रश्न हटाया गया")
ITEM_SENT = register("item:sent", "Question sent to review", "प्रश्न समीक्षा हेतु भेजा गया")
ITEM_SENT_BACK = register("item:sent_back", "Question sent back", "प्रश्न लौटाया गया")
ITEM_WRITTEN = register("item:written", "Question written", "प्रश्न लिखा गया")
LESSON_FILE_ADDED = register("lesson:file_added", "File added to a lesson", "पाठ में फ़ाइल जोड़ी गई")
LESSON_READ = register("lesson:read", "Lesson read", "पाठ पढ़ा गया")
LESSON_REACHED = register("lesson:reached", "Place in a lesson saved", "पाठ में स्थान सहेजा गया")
MODULE_CLEARED = register("module:cleared", "Flag on a module cleared", "मॉड्यूल का चिह्न हटाया गया")
MODULE_FLAGGED = register("module:flagged", "Module flagged: may be out of date", "मॉड्यूल संभवतः पुराना चिह्नित हुआ")
REFRESHED = register("course:refreshed", "Changes of a course read", "पाठ्यक्रम में हुआ बदलाव पढ़ा गया")
