"""Links as people write them, with what they point to."""

import re

from retros.wrapups.document.facts import DocumentLink, LinkKind

LONGEST_URL, LONGEST_TEXT = 500, 500
"""Characters. Anything longer is not a link of a report: it stays text."""

ANCHOR = re.compile(r"[^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*")
"""What may be between the brackets of a link: brackets within it come in pairs."""
MARKDOWN_LINK = re.compile(
    rf"(?<!!)\[(?P<text>{ANCHOR.pattern})\]"
    r"\( ?<?(?P<url>https?://[^\s()<>\"]+(?:\([^\s()<>\"]*\)[^\s()<>\"]*)*)>?(?: \"(?P<hover>[^\"\n]*)\")? ?\)"
)
BARE_URL = re.compile(
    r"<?(?P<url>https?://(?:[^\s<>()\[\]\",;]|[,;](?!https?://))+"
    r"(?:(?:\([^\s<>()\"]*\)|\[[^\s<>()\[\]\"]*\](?!\())[^\s<>()\[\]\"]*)*)>?"
)
SHORT_NAME = re.compile(r"(?<![\w/.:-])(?P<repository>[\w.-]+/[\w.-]+)#(?P<number>[1-9]\d*)\b")
IMAGE = r"(?P<image>!\[[^\[\]\n]*\]\([^()\n]*\))"
LINK = re.compile(
    f"{IMAGE}|{MARKDOWN_LINK.pattern}|{BARE_URL.pattern.replace('?P<url>', '?P<bare>')}|{SHORT_NAME.pattern}"
)

GITHUB = re.compile(
    r"https?://(?:www\.)?github\.com/(?P<repository>[\w.-]+/[\w.-]+)"
    r"(?:/pull/(?P<pull>\d+)|/issues/(?P<issue>\d+)|/(?:tree|commits)/(?P<branch>[^#?\[\]]*[^#?/\[\]])"
    r"|/commit/(?P<commit>[0-9a-fA-F]{7})[0-9a-fA-F]{0,33}|/(?P<file>blob/.*|wiki\b.*)|)(?P<rest>/|/?[#?].*|/\w.*)?$"
)
NAMED_PARTS = {
    "pull": (LinkKind.PULL_REQUEST, "#"),
    "issue": (LinkKind.ISSUE, "#"),
    "branch": (LinkKind.BRANCH, ":"),
    "commit": (LinkKind.COMMIT, "@"),
}
OWN_PAGES = {"orgs", "apps", "settings", "users", "sponsors", "marketplace", "topics"}
DOCUMENT_HOSTS = ("hackmd.io", "docs.google.com", "gist.github.com", "docs.github.com")
SEPARATORS = " \t,;&|·•"
OPENERS, CLOSERS = ("(", "`", '"', "“"), (")", "`", '"', "”")
MARKS = re.compile(r"<br\s*/?>|^>\s*|^\[[ xX]\]\s+|(?<![\w`])(?<!\*\*|~~)(?:\*\*|~~|__)+(?=<?https?://)")
"""What isn't a word: line breaks, quote marks, task list boxes, and emphasis around an address."""
REMARK = re.compile(r"\s*\([^()]*\)(?=\s*[,;]|\s*$|\s+and\b)")
AND = re.compile(r"(?:and|und|&)\s+", re.IGNORECASE)
LONGEST_REMARK = 25
"""Words. More than that around a link make it a text with a link in it."""
UNPAIRED = str.maketrans("[]", "()")
HYPHENS = ":–—-"
DASHES = (" – ", " — ", " - ", ": ")


def kind_and_name(url: str) -> tuple[LinkKind, str]:
    """What an address points to, and its short name: `owner/repo#123`, `owner/repo:branch` or `owner/repo@abc1234`.

    The name is empty for anything not on GitHub.
    """
    match = GITHUB.match(url)
    if match is None or match["repository"].split("/")[0] in OWN_PAGES:
        host = url.split("/")[2] if url.count("/") >= 2 else ""
        return (LinkKind.DOCUMENT if host in DOCUMENT_HOSTS else LinkKind.OTHER), ""
    repository = match["repository"].removesuffix(".git")
    for part, (kind, sign) in NAMED_PARTS.items():
        if match[part]:
            return kind, f"{repository}{sign}{match[part]}"
    if match["file"]:
        return LinkKind.DOCUMENT, ""
    if match["rest"] and match["rest"].strip("/"):
        return (LinkKind.BRANCH if match["rest"].startswith("/compare/") else LinkKind.OTHER), ""
    return LinkKind.REPOSITORY, repository


def name_link(url: str, *, said: str = "", label: LinkKind | None = None) -> DocumentLink:
    """Make a link from an address and its text. The label above it decides the kind if the address does not.

    Only the label can say that an issue is a tracking issue.
    """
    kind, name = kind_and_name(url)
    if label and (kind is LinkKind.OTHER or label is LinkKind.TRACKING):
        kind = label
    return DocumentLink(kind, url, title_before_name(said or name, name))


def title_before_name(said: str, name: str) -> str:
    """Put the title before the short name, whichever order and dash they were written with."""
    if not name or said == name:
        return said
    for dash in DASHES:
        if said.startswith(name + dash) or said.endswith(dash + name):
            title = without_separators(said.removeprefix(name + dash).removesuffix(dash + name))
            return f"{title} – {name}" if title else name
    return said


def read_links(line: str, *, label: LinkKind | None = None) -> tuple[DocumentLink, ...]:
    """Extract the links from one line, which may be a bullet. A line without any gives none, and so does an image.

    The words around a link are part of its text; those between two belong to the second.
    """
    line = MARKS.sub("", line.strip()).strip()
    if line.startswith("<!--"):
        return ()
    found = list(LINK.finditer(line))
    links, end = [], 0
    for number, match in enumerate(found):
        before = line[end : match.start()].lstrip(SEPARATORS)
        before = AND.sub("", before, count=1) if number and AND.match(before) else before
        end = match.end()
        remark = REMARK.match(line, end)
        after = line[end:] if number == len(found) - 1 else remark[0] if remark else ""
        end += len(after)
        link = _link(match, before, after, label)
        if link is None:
            return ()
        links.append(link)
    return tuple(links)


def _link(match: re.Match[str], before: str, after: str, label: LinkKind | None) -> DocumentLink | None:
    if match["image"]:
        return None
    if match["number"]:
        is_issue = label in {LinkKind.ISSUE, LinkKind.TRACKING} or "issue" in before.casefold()
        where = "issues" if is_issue else "pull"
        url, anchor = f"https://github.com/{match['repository']}/{where}/{match['number']}", match[0]
    elif match["bare"]:
        url, anchor = match["bare"].rstrip(".,;:!?*_'`~"), ""
        after = match["bare"][len(url) :] + after
    else:
        url, anchor = match["url"], f"{match['text']} {match['hover'] or ''}".strip()
    anchor = (
        "" if anchor == url.partition("://")[2] or (anchor.startswith("http") and url.startswith(anchor)) else anchor
    )
    said = _said(before, anchor, after, name=kind_and_name(url)[1])
    if len(url) > LONGEST_URL or len(said) > LONGEST_TEXT or len(f"{before} {after}".split()) > LONGEST_REMARK:
        return None
    return name_link(url, said=said, label=label)


def _said(before: str, anchor: str, after: str, *, name: str) -> str:
    """The words of a link and those around it. Parentheses and quotes around the link don't count."""
    if before.endswith(OPENERS):
        before, after = before[:-1], after.removeprefix(CLOSERS[OPENERS.index(before[-1])])
    before, after = before.strip(), after.strip(SEPARATORS + ".")
    if not without_separators(before + after):
        return anchor
    anchor = anchor or name
    words = (before, anchor, after) if anchor else (without_separators(before), without_separators(after))
    said = " ".join(" ".join(words).split()).replace(f"{anchor} : ", f"{anchor}: ")
    return said if ANCHOR.fullmatch(said) else said.translate(UNPAIRED)


def without_separators(words: str) -> str:
    """Without the marks that only separate it from its neighbours."""
    return words.lstrip(SEPARATORS + HYPHENS).rstrip(SEPARATORS + HYPHENS + ".")


def linked(name: str, url: str) -> str:
    """A name in Markdown, linked if there is an address."""
    return f"[{name}]({url})" if url else name


def write_link(link: DocumentLink, *, label: LinkKind | None = None, bare: bool = False) -> str:
    """Write it the way the community does: title and short name linked, those of a branch only its name.

    If that would not read back as the same link, in the first way that does. `label` is what it goes under. `bare` is
    for the older forms, where an address stands for its short name.
    """
    name = kind_and_name(link.url)[1]
    title = link.text.removesuffix(f" – {name}")
    forms = (
        [f"[{link.text}]({link.url})", f"{link.text} {link.url}", link.url]
        if link.text
        else [link.url, f"[]({link.url})"]
    )
    if name and title != link.text:
        forms.insert(1, f"[{name}]({link.url}) – {title}")
        if link.kind not in {LinkKind.PULL_REQUEST, LinkKind.ISSUE}:
            forms.insert(0, f"{title}: [{name}]({link.url})")
    if bare and link.text == name:
        forms.insert(0, link.url)
    return next((form for form in forms if read_links(form, label=label) == (link,)), forms[-2].strip())
