"""The documents in a folder, or a checkout of the community's documentation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retros.wrapups.document.mending import LARGEST

HOMES = (
    "hugo/content/community/hackathons", "website/community/hackathons", "content/community/hackathons",
    "community/hackathons",
)  # fmt: skip
"""Where a checkout has them."""
TABLES = {"_index.md", "index.md"}
MONTH = re.compile(r"(?P<month>[12]\d{3}-(?:0[1-9]|1[0-2]))(?!\d)")
PICTURES = "images"


@dataclass(frozen=True)
class Source:
    """A file, or why there is none. `is_chosen`: it was named, and did not just lie in a folder.

    `folder` is where its pictures are, if they are to be looked for.
    """

    name: str
    data: bytes = b""
    error: str = ""
    is_chosen: bool = True
    folder: Path | None = None

    @property
    def is_table(self) -> bool:
        return Path(self.name).name in TABLES

    @property
    def month(self) -> str:
        """The month that the file goes by, or its folder: `2024-05.md`, `2022-09_Hirschegg/README.md`."""
        path = Path(self.name)
        match = MONTH.match(path.name) or (MONTH.match(path.parent.name) if path.stem.casefold() == "readme" else None)
        return match["month"] if match else ""

    @property
    def is_named_by_month(self) -> bool:
        return Path(self.name).stem == self.month


def find_sources(paths: Sequence[Path]) -> Iterator[Source]:
    """The files, each once, and those in the folders: Markdown beside the table, and the page of a month's folder."""
    seen: set[Path] = set()
    for path in paths:
        found = [path] if not path.is_dir() else sorted(_in_folder(path))
        if not found:
            yield Source(str(path), error="There's no Markdown in this folder.")
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield read_file_as_source(file, is_chosen=file is path)


def home_of(folder: Path) -> Path:
    """Where the wrap-ups of a checkout are; the folder itself if it is none."""
    return next((folder / each for each in HOMES if (folder / each).is_dir()), folder)


def _in_folder(folder: Path) -> Iterator[Path]:
    home = home_of(folder)
    yield from (path for path in home.glob("*.md") if path.is_file())
    yield from (path for path in home.glob("*/README.md") if MONTH.match(path.parent.name))


def read_file_as_source(path: Path, *, is_chosen: bool) -> Source:
    """As many bytes as a wrap-up may have, and one more if there are too many."""
    try:
        with path.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        return Source(str(path), error=f"{error.strerror}.", is_chosen=is_chosen)
    looks = not is_chosen or (path.parent / PICTURES).is_dir()
    return Source(str(path), data, is_chosen=is_chosen, folder=path.parent if looks else None)
