"""Issues as `gh issue list --json …` writes them. Pure."""

import json
from collections.abc import Mapping
from typing import Any

from planning.texts.cleaning import line
from planning.topics.importing.facts import SourceRejected, SourceTopic

AS_GH = "Write them with: gh issue list --json number,title,body,url,labels,author,state"
LARGEST_NUMBER = 2**31 - 1
KINDS = {type(None): "null", bool: "true or false", str: "a text", dict: "an object", list: "a list"}


def read_issues(text: str) -> list[SourceTopic]:
    """Each issue, in the order of the file. One that is wrong is refused by itself."""
    issues = parsed(text)
    if isinstance(issues, dict) and "title" in issues:
        issues = [issues]
    if not isinstance(issues, list):
        raise SourceRejected(f"This JSON is not a list of issues. {AS_GH}")
    return [read_issue(issue) for issue in issues]


def parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            raise SourceRejected(
                f"This is more than one piece of JSON: line {error.lineno} begins another. Put all issues in one list."
            ) from None
        where = f"line {error.lineno}, column {error.colno}"
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            raise SourceRejected(f"The JSON ends in the middle ({where}). Copy all of it.") from None
        raise SourceRejected(f"This begins like JSON, but is none: {where}: {error.msg}. {AS_GH}") from None
    except (ValueError, RecursionError):  # a number with thousands of digits, or lists in lists in lists
        raise SourceRejected(f"This JSON is too deep or too long to be issues. {AS_GH}") from None


def read_issue(issue: Any) -> SourceTopic:
    if not isinstance(issue, dict):
        return SourceTopic("", refused=f"This is not an issue, but {kind_of(issue)}.")
    wrong: list[str] = []

    def text_of(name: str) -> str:
        value = issue.get(name)
        if value is not None and not isinstance(value, str):
            wrong.append(f"Its {name} is {kind_of(value)}, where a text should be.")
        return value if isinstance(value, str) else ""

    has_body = "body" in issue
    read = SourceTopic(
        title=line(text_of("title")),
        body=text_of("body") if has_body else None,
        number=number_of(issue.get("number"), wrong),
        url=line(text_of("url")),
        labels=labels_of(issue["labels"], wrong) if "labels" in issue else None,
        author=author_of(issue.get("author"), wrong),
        is_closed=is_closed(text_of("state"), wrong),
    )
    return read.refuse(wrong[0]) if wrong else read


def number_of(value: Any, wrong: list[str]) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        wrong.append(f"Its number is {kind_of(value)}, where a whole number should be.")
        return None
    if not 0 < value <= LARGEST_NUMBER:
        wrong.append("No issue has such a number.")
        return None
    return value


def labels_of(value: Any, wrong: list[str]) -> tuple[str, ...]:
    """By name: as objects that have one, or as texts."""
    if value is None:
        return ()
    rows = value if isinstance(value, list) else [None]
    names = [row.get("name") if isinstance(row, Mapping) else row for row in rows]
    if not all(isinstance(name, str) for name in names):
        wrong.append("Its labels are not a list of labels.")
        return ()
    return tuple(dict.fromkeys(filter(None, map(line, map(str, names)))))


def author_of(value: Any, wrong: list[str]) -> str:
    """The handle. Empty for a bot, and for an account that was deleted."""
    login = value.get("login") if isinstance(value, Mapping) else value
    if isinstance(value, Mapping) and value.get("is_bot") is True:
        login = None
    if login is not None and not isinstance(login, str):
        wrong.append("Its author is not a person with a login.")
    return line(login) if isinstance(login, str) else ""


def is_closed(state: str, wrong: list[str]) -> bool:
    if state.casefold() not in {"", "open", "closed", "merged"}:
        wrong.append(f"“{line(state)[:40]}” is no state of an issue: it is OPEN or CLOSED.")
    return state.casefold() in {"closed", "merged"}


def kind_of(value: Any) -> str:
    """What JSON calls it."""
    return KINDS.get(type(value), "a number")
