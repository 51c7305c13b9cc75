"""Files on their way in: kept in memory alone, since what is put aside on disk would lie there unsealed."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

TOGETHER = 3  # so many of the largest files may come in one request
READ = 6  # after so many times the largest file nobody goes on reading


class InMemoryAlone(FileUploadHandler):
    """Keeps the bytes of each file up to the largest that is taken; of a larger one it keeps the size alone.

    Such a file arrives without content and with ``is_cut``, so that the others beside it are not lost.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.kept = self.read = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.content, self.is_cut = BytesIO(), False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        self.read += len(raw_data)
        if self.read > READ * most:
            raise StopUpload(connection_reset=True)
        if self.is_cut:
            return
        self.kept += len(raw_data)
        if start + len(raw_data) > most or self.kept > TOGETHER * most:
            self.kept -= start + len(raw_data)
            self.content, self.is_cut = BytesIO(), True
            return
        self.content.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.content.seek(0)
        file = InMemoryUploadedFile(
            file=self.content,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
        file.is_cut = self.is_cut  # type: ignore[attr-defined]
        return file
