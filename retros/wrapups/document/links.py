"""Links as people write them down, with what they lead to."""

import re
from collections.abc import Iterator

from retros.wrapups.document.facts import DocumentLink, LinkKind

LONGEST_URL, LONGEST_TEXT = 500, 500
"""Characters. What is longer is no link of a report: it stays text."""

MARKDOWN_LINK = re.compile(
    r"(?<!!)\[(?P<text>[^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*)\]"
    r"\((?P<url>https?://[^\s()<>\"]*(?:\([^\s()<>]*\)[^\s()<>\"]*)*)\)"
)
BARE_URL = re.compile(r"<?(?P<url>https?://[^\s<>()\[\]\"]*(?:\([^\s<>()]*\)[^\s<>()\[\]\"]*)*)>?")
SHORT_NAME = re.compile(r"(?<![\w/.:-])(?P<repository>[\w.-]+/[\w.-]+)#(?P<number>[1-9]\d*)\b")
LINK = re.compile(f"{MARKDOWN_LINK.pattern}|{BARE_URL.pattern.replace('?P<url>', '?P<bare>')}|{SHORT_NAME.pattern}")

GITHUB = re.compile(
    r"https?://(?:www\.)?github\.com/(?P<repository>[\w.-]+/[\w.-]+)"
    r"(?:/pull/(?P<pull>\d+)|/issues/(?P<issue>\d+)|/(?:tree|commits)/(?P<branch>[^#?]*[^#?/])"
    r"|/commit/(?P<commit>[0-9a-fA-F]{7,40})|/(?P<file>blob/.*|wiki\b.*)|)(?P<rest>/|/?[#?].*|/\w.*)?$"
)
OWN_PAGES = {"orgs", "apps", "settings", "users", "sponsors", "marketplace", "topics"}
DOCUMENT_HOSTS = ("hackmd.io", "docs.google.com", "gist.github.com", "docs.github.com")
SEPARATORS = " \t,;&|·•"
DASHES = (" – ", " — ", " - ", ": ")


def kind_and_name(url: str) -> tuple[LinkKind, str]:
    """Tell what an address leads to, and its short name: `owner/repo#123`, `owner/repo:branch` or `owner/repo@abc1234`.

    The name is empty for what is not on GitHub.
    """
    match = GITHUB.match(url)
    if match is None or match["repository"].split("/")[0] in OWN_PAGES:
        host = url.split("/")[2] if url.count("/") >= 2 else ""
        return (LinkKind.DOCUMENT if host in DOCUMENT_HOSTS else LinkKind.OTHER), ""
    repository = match["repository"]
    if number := match["pull"]:
        return LinkKind.PULL_REQUEST, f"{repository}#{number}"
    if number := match["issue"]:
        return LinkKind.ISSUE, f"{repository}#{number}"
    if branch := match["branch"]:
        return LinkKind.BRANCH, f"{repository}:{branch}"
    if commit := match["commit"]:
        return LinkKind.COMMIT, f"{repository}@{commit[:7]}"
    if match["file"]:
        return LinkKind.DOCUMENT, ""
    if match["rest"] and match["rest"].strip("/"):
        return LinkKind.OTHER, ""
    return LinkKind.REPOSITORY, repository


def name_link(url: str, *, said: str = "", label: LinkKind | None = None) -> DocumentLink:
    """Make a link of an address and what is said of it. The label it stands under decides where the address does not.

    Of a tracking issue only the label knows that it is one.
    """
    kind, name = kind_and_name(url)
    if label and (kind is LinkKind.OTHER or label is LinkKind.TRACKING):
        kind = label
    return DocumentLink(kind, url, title_before_name(said or name, name))


def title_before_name(said: str, name: str) -> str:
    """Put the title before the short name, whichever way and with whichever dash they were written."""
    if not name or said == name:
        return said
    for dash in DASHES:
        if said.startswith(name + dash):
            return f"{said.removeprefix(name + dash).strip()} – {name}"
        if said.endswith(dash + name):
            return f"{said.removesuffix(dash + name).strip()} – {name}"
    return said


def read_links(line: str, *, label: LinkKind | None = None) -> tuple[DocumentLink, ...]:
    """Take the links out of one line, which may be a bullet. A line without any gives none.

    The words around a link are part of its text; those between two belong to the second.
    """
    line = line.strip()
    found = list(LINK.finditer(line))
    links, end = [], 0
    for number, match in enumerate(found):
        before = line[end : match.start()].lstrip(SEPARATORS)
        end = match.end()
        after = line[end:] if number == len(found) - 1 else ""
        link = _link(match, before, after, label)
        if link is None:
            return ()
        links.append(link)
    return tuple(links)


def _link(match: re.Match[str], before: str, after: str, label: LinkKind | None) -> DocumentLink | None:
    if match["number"]:
        where = "issues" if label in {LinkKind.ISSUE, LinkKind.TRACKING} else "pull"
        url, anchor = f"https://github.com/{match['repository']}/{where}/{match['number']}", match[0]
    elif match["bare"]:
        url, anchor = match["bare"].rstrip(".,;:!?*_'`"), ""
        after = match["bare"][len(url) :] + after
    else:
        url, anchor = match["url"], match["text"].strip()
    anchor = "" if anchor in {url, url.partition("://")[2]} else anchor
    words = [before.strip(), anchor or kind_and_name(url)[1], after.strip(SEPARATORS + ".")]
    said = " ".join(word for word in words if word) if any((words[0], words[2])) else anchor
    if len(url) > LONGEST_URL or len(said) > LONGEST_TEXT:
        return None
    return name_link(url, said=" ".join(said.split()), label=label)


def write_link(link: DocumentLink) -> str:
    """Write it the way the community does: the short name links, the title follows."""
    name = kind_and_name(link.url)[1]
    if name and link.text.endswith(f" – {name}"):
        return f"[{name}]({link.url}) – {link.text.removesuffix(f' – {name}')}"
    return f"[{link.text}]({link.url})" if link.text else link.url


def pasted_links(text: str) -> Iterator[tuple[int, str, tuple[DocumentLink, ...]]]:
    """Each line that holds something, by its number from 1, with the links on it."""
    for number, line in enumerate(text.split("\n"), start=1):
        bullet = line.strip().lstrip("*-+•").strip()
        if bullet:
            yield number, bullet, read_links(bullet)
