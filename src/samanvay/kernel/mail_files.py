"""Mail as files of our own user alone, where no mail server is set: they hold names and links into the product."""

import os
from typing import Any

from django.core.mail.backends.filebased import EmailBackend


class PrivateMailFiles(EmailBackend):
    """Writes each letter to a file of mode 0600, in a folder of mode 0700."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        os.chmod(self.file_path, 0o700)

    def open(self) -> bool:
        if self.stream is not None:
            return False
        self.stream = os.fdopen(os.open(self._get_filename(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
        return True
