"""What happens to imports and documents."""

from samanvay.audit.vocabulary import Question, register

DOCUMENT_ADDED = register("document:added", "Document added", "दस्तावेज़ जोड़ा गया")
DOCUMENT_COPIED = register("document:copied", "Copy of a document taken", "दस्तावेज़ की प्रति निकाली गई", Question.EXPORTED)
DOCUMENT_MOVED = register("document:moved", "Document moved to another person", "दस्तावेज़ दूसरे व्यक्ति में ले जाया गया")
DOCUMENT_ORIGINAL_TAKEN = register(
    "document:original_taken", "Original file taken", "मूल फ़ाइल निकाली गई", Question.EXPORTED
)
DOCUMENT_READ = register("document:read", "Document opened", "दस्तावेज़ खोला गया", Question.OPENED)
DOCUMENT_SCANNED = register("document:scanned", "Document scanned for viruses", "दस्तावेज़ की वायरस जाँच हुई")
DOCUMENT_VOIDED = register("document:voided", "Document cancelled", "दस्तावेज़ निरस्त किया गया")
DOCUMENTS_ERASED = register("document:erased", "Files of an erased person deleted", "मिटाए गए व्यक्ति की फ़ाइलें हटाई गईं")
DOCUMENT_REPLACED = register("document:replaced", "Document replaced by another", "दस्तावेज़ दूसरे से बदला गया")
DOCUMENTS_SHARED = register("document:shared", "Documents shared with the case", "प्रकरण के साथ दस्तावेज़ साझा किए गए")
IMPORT_APPLIED = register("import:applied", "Import finished", "आयात पूरा हुआ")
IMPORT_BEGUN = register("import:begun", "Import started", "आयात आरंभ हुआ")
IMPORT_CHECKED = register("import:checked", "Import checked", "आयात की जाँच हुई")
IMPORT_DROPPED = register("import:dropped", "Import cancelled", "आयात रद्द किया गया")
IMPORT_ROWS_WRITTEN = register("import:rows_written", "Rows of an import saved", "आयात की पंक्तियाँ सहेजी गईं")
IMPORT_ROW_MENDED = register("import:row_mended", "Row of an import edited", "आयात की पंक्ति सुधारी गई")
IMPORT_ROW_OPENED = register("import:row_opened", "Row of an import opened", "आयात की पंक्ति खोली गई", Question.OPENED)
IMPORT_STAGED = register("import:staged", "File uploaded for import", "फ़ाइल आयात के लिए रखी गई")
IMPORT_STOPPED = register("import:stopped", "Import stopped before the end", "आयात बीच में रोका गया")
IMPORT_UNDONE = register("import:undone", "Import undone", "आयात वापस लिया गया")
