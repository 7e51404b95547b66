"""An issue as `gh issue list --json` writes it."""

ISSUE = {
    "number": 12,
    "title": "🌱 Grow",
    "body": "It hurts.",
    "url": "https://github.com/g/h/issues/12",
    "state": "OPEN",
}
