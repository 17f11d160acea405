"""A file on its way in: held in memory up to a cap, and not read into memory beyond it."""

from __future__ import annotations

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest

from anagen.imaging.arrival import MOST_BYTES


class UpToTheCap(MemoryFileUploadHandler):
    """Keeps a small enough file in memory; of a larger one, what comes after the cap is dropped.

    No file of a stranger is ever written to the disk before it has been opened and cleaned.
    """

    arrived_bytes = 0

    def handle_raw_input(self, *_: object, **__: object) -> None:
        """Every file comes through here, whatever length the body claims to have."""
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Takes the next piece, or stops the upload above the cap."""
        self.arrived_bytes += len(raw_data)
        if self.arrived_bytes > MOST_BYTES:
            # The rest is read past and dropped, so that the page can answer in words.
            self.request.file_was_too_large = True  # type: ignore[union-attr]
            raise StopUpload(connection_reset=False)
        return super().receive_data_chunk(raw_data, start)


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was stopped above the cap. Ask after reading the form."""
    return getattr(request, "file_was_too_large", False)
