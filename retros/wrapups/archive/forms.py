"""Several files, looked at before they are imported."""

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from planning.people.models import User
from planning.previewing import PreviewedForm
from retros.wrapups.archive.bringing_in import Brought, bring_in
from retros.wrapups.archive.finding import Source
from retros.wrapups.document.mending import LARGEST

MOST = 100
TOGETHER = 1_500_000
"""Bytes, which a form may hold. All that the community has published has 250,000."""
CHOOSE = "Choose one or more files."


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(FilesField, self).clean(each, initial) for each in data or []]


class ArchiveForm(PreviewedForm):
    """The files' content is then kept in the page, to be imported as it was looked at."""

    documents = FilesField(
        required=False,
        label="Files",
        help_text="The Markdown of several published wrap-ups; with their _index.md, dates, venues and organizers too.",
        widget=FilesInput(attrs={"accept": ".md,.markdown,.txt,text/markdown,text/plain"}),
    )
    take_file = forms.BooleanField(
        required=False,
        label="Take what the file says",
        help_text="Where a file differs from what is here. Otherwise what is here stays.",
    )
    kept = forms.CharField(required=False, strip=False, max_length=LARGEST, widget=forms.HiddenInput)

    sources: Sequence[Source] = ()
    looked_at = was_seen = ""

    def clean(self) -> dict[str, Any]:
        data = {**self.cleaned_data}
        uploads: list[UploadedFile[Any]] = data.get("documents") or []
        self.sources = [Source(each.name or "", each.read(LARGEST + 1)) for each in uploads[:MOST]] or unpacked(
            data.get("kept", "")
        )
        if not self.sources:
            raise forms.ValidationError(CHOOSE)
        if sum(len(source.data) for source in self.sources) > TOGETHER:
            raise forms.ValidationError(f"Together they have more than {TOGETHER:,} bytes. Choose fewer.")
        self.show(kept=packed(self.sources))
        return data

    def look(self, *, now: datetime) -> list[Brought]:
        """What would become of each file."""
        brought = self.bring_in(dry_run=True, now=now)
        self.looked_at, self.was_seen = archive_fingerprint(brought), self.data.get("seen", "")
        self.show(seen=self.looked_at)
        return brought

    def is_as_seen(self) -> bool:
        return self.looked_at == self.was_seen

    def bring_in(self, *, dry_run: bool, by: User | None = None, now: datetime) -> list[Brought]:
        takes_file = self.cleaned_data["take_file"]
        return list(bring_in(self.sources, dry_run=dry_run, takes_file=takes_file, by=by, now=now))


def packed(sources: Sequence[Source]) -> str:
    return json.dumps([[source.name, base64.b64encode(source.data).decode()] for source in sources])


def unpacked(kept: str) -> list[Source]:
    """The files of the page before. None if someone else wrote it."""
    try:
        return [Source(str(name), base64.b64decode(data, validate=True)) for name, data in json.loads(kept or "[]")][
            :MOST
        ]
    except (ValueError, TypeError, binascii.Error):
        return []


def archive_fingerprint(brought: Sequence[Brought]) -> str:
    seen = [(each.name, each.refused, each.plan.fingerprint if each.plan else "") for each in brought]
    return hashlib.sha256(repr(seen).encode()).hexdigest()
