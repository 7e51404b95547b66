"""GitHub handles, as people write them."""

import re
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from planning.texts.cleaning import line
from planning.texts.columns import Line
from planning.texts.fields import LineField

LONGEST = 39
IN_FRONT = re.compile(r"^(?:@|(?:https?://)?(?:www\.)?github\.com/)", re.IGNORECASE)
# GitHub's own rule: letters, digits and single hyphens, none at the ends.
GITHUB_HANDLE = RegexValidator(
    re.compile(r"^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}\Z", re.IGNORECASE | re.ASCII),
    "A GitHub handle has only letters, digits and single hyphens.",
)


def bare_handle(text: str) -> str:
    """The handle alone: people put an @ in front, or the address of the profile."""
    text = line(text)
    bare = IN_FRONT.sub("", text)
    return bare if bare == text else bare.rstrip("/")


class HandleField(LineField):
    default_validators = [GITHUB_HANDLE]
    clean_text = staticmethod(bare_handle)
    widget = forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"})

    def __init__(self, *, max_length: int | None = LONGEST, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)


class Handle(Line):
    clean_text = staticmethod(bare_handle)
    form_class = HandleField
