"""One round through all pictures of a command: what is not yet known is measured and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from anagen.cli.batch.crew import Crew, Job, yields
from anagen.cli.batch.journal import Journal
from anagen.cli.batch.pictures import Json, Picture, Settings, Yield, key_of, unreadable
from anagen.cli.batch.telling import Bar
from anagen.cli.outputs import write_file
from anagen.records.mistakes import Mistake


class Round:
    """The pictures of one command and what is known of them."""

    def __init__(
        self,
        pictures: Sequence[Picture],
        settings: Settings,
        journal: Journal,
        overlays: Path | None,
    ) -> None:
        self._pictures = pictures
        self._settings = settings
        self._journal = journal
        self._overlays = overlays
        self._stems = Counter(picture.path.stem for picture in pictures)
        self._keys: list[str] = []
        self._drawn: dict[str, Path] = {}
        self._unreadable: dict[str, Json] = {}
        self._refused = 0

    @property
    def is_one(self) -> bool:
        """Whether the command means a single picture, named as such."""
        return len(self._pictures) == 1 and not self._pictures[0].is_of_folder

    def measure(self, crew: Crew) -> None:
        """Measures whatever is not yet known, and keeps each result as it comes."""
        bar = Bar(len(self._pictures))
        for key, given in yields(self._jobs(), self._settings, crew):
            self._keep(key, given)
            bar.show(len(self._keys), self._refused)
        bar.end()

    def results(self) -> Iterator[Json]:
        """Every picture's result under its own name, in the order of the names."""
        for picture, key in zip(self._pictures, self._keys, strict=True):
            result = self._unreadable.get(key) or self._journal[key]
            yield {**result, "image": picture.name}

    def summary(self) -> str:
        """How many were counted."""
        refused = sum(bool(result["refused"]) for result in self.results())
        whole = len(self._keys)
        noun = "picture" if whole == 1 else "pictures"
        return f"{whole} {noun}, {whole - refused} counted, {refused} refused"

    def _jobs(self) -> Iterator[Job]:
        """The pictures that have to be measured; each content once, whatever its names."""
        for picture in self._pictures:
            try:
                data = picture.content()
            except Mistake as mistake:
                self._keys.append(f"unreadable {picture.name}")
                self._unreadable[self._keys[-1]] = unreadable(mistake)
                continue
            key = key_of(data, self._settings)
            self._keys.append(key)
            if key not in self._drawn:
                self._drawn[key] = self._overlay_of(picture)
                if not self._is_known(key):
                    yield Job(key, data)

    def _is_known(self, key: str) -> bool:
        if key not in self._journal:
            return False
        if self._overlays is None or self._drawn[key].exists():
            return True
        return bool(self._journal[key]["refused"])

    def _keep(self, key: str, given: Yield) -> None:
        if given.overlay:
            write_file(str(self._drawn[key]), given.overlay)
        if key not in self._journal:
            self._journal.keep(key, given.result)
        self._refused += bool(given.result["refused"])

    def _overlay_of(self, picture: Picture) -> Path:
        """Where a picture is drawn; the same picture under two names is drawn once."""
        stem = picture.path.stem
        if self._stems[stem] > 1:
            stem += "-" + sha256(picture.name.encode(errors="replace")).hexdigest()[:8]
        return (self._overlays or Path()) / f"{stem}.png"
