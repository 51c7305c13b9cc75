"""Documents of a case: the pages of documents, with the case in the address."""

from samanvay.web.documents.adding import add_to_case as add
from samanvay.web.documents.showing import of_case as document

__all__ = ["add", "document"]
