"""Files on their way in: the large are cut, and nobody is read without end."""

import pytest
from django.conf import settings
from django.core.files.uploadhandler import StopUpload

from samanvay.web.kit.uploads import READ, InMemoryAlone

CHUNK = b"x" * (1024 * 1024)


def handler() -> InMemoryAlone:
    made = InMemoryAlone()
    made.new_file("file", "film.mp4", "video/mp4", None)
    return made


def send(made: InMemoryAlone, bytes_of: int) -> None:
    for start in range(0, bytes_of, len(CHUNK)):
        made.receive_data_chunk(CHUNK, start)


def test_a_file_too_large_arrives_without_content() -> None:
    made = handler()
    size = settings.FILE_UPLOAD_MAX_MEMORY_SIZE + len(CHUNK)
    send(made, size)
    file = made.file_complete(size)
    assert (file.is_cut, file.size, file.read()) == (True, size, b"")


def test_a_file_without_end_is_hung_up_on() -> None:
    with pytest.raises(StopUpload) as stopped:
        send(handler(), (READ + 1) * settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
    assert stopped.value.connection_reset
