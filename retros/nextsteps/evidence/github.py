"""GitHub pull requests and issues, as people write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OWNER = r"[a-z0-9][a-z0-9-]{0,38}"
REPOSITORY = r"(?!\.{1,2}[/#])[a-z0-9._-]{1,100}"
NUMBER = r"[1-9][0-9]{0,9}"
PAGE = re.compile(
    rf"https?://(?:www\.)?github\.com/(?P<repository>{OWNER}/{REPOSITORY})/(?P<kind>pull|issues)/(?P<number>{NUMBER})"
    r"(?:[/?#]\S*)?$",
    re.IGNORECASE | re.ASCII,
)
SHORT_NAME = re.compile(
    rf"(?<![\w/.:#@-])(?P<repository>{OWNER}/{REPOSITORY})#(?P<number>{NUMBER})(?![\w-])", re.IGNORECASE | re.ASCII
)
LONGEST_KEY = 160
"""Characters: enough for an owner of 39, a repository of 100 and a ten-digit number."""


@dataclass(frozen=True)
class Reference:
    """A pull request or an issue in a repository, `owner/name`. Both share one numbering."""

    repository: str
    number: int
    kind: str = "issues"

    @property
    def name(self) -> str:
        return f"{self.repository}#{self.number}"

    @property
    def key(self) -> str:
        """The name in lower case: GitHub ignores case."""
        return self.name.lower()

    @property
    def url(self) -> str:
        """GitHub redirects from an issue's address to the pull request with that number."""
        return f"https://github.com/{self.repository}/{self.kind}/{self.number}"


def reference_of(url: str) -> Reference | None:
    """Read an address: also one of a pull request's files, or of a single comment."""
    match = PAGE.match(url)
    if match is None:
        return None
    return Reference(match["repository"], int(match["number"]), match["kind"].lower())


def short_names(text: str) -> Iterator[Reference]:
    """Find those written like `gardener/gardener#123`. A number alone could be in any repository: ignored."""
    for match in SHORT_NAME.finditer(text):
        yield Reference(match["repository"], int(match["number"]))
