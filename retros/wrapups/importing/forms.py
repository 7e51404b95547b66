"""Importing a published wrap-up, checked before anything is written."""

from datetime import datetime
from typing import Any

from django import forms

from planning.people.models import User
from planning.previewing import PreviewedForm
from planning.rejection import Rejected
from planning.texts.fields import LineField
from retros.wrapups.document import DocumentRejected, Reading, decode, read_document
from retros.wrapups.document.mending import LARGEST
from retros.wrapups.importing import ImportPlan, import_wrap_up, plan_import, refusal_in_words


class ImportForm(PreviewedForm):
    """A file or a text. The file's content is then put into the text, to be corrected and sent again."""

    file = forms.FileField(
        required=False,
        label="File",
        help_text="The Markdown of the published page, or its plain text.",
        widget=forms.ClearableFileInput(attrs={"accept": ".md,.markdown,.txt,text/markdown,text/plain"}),
    )
    text = forms.CharField(
        required=False,
        strip=False,  # cleaned in document/mending, which needs the remains of broken characters
        max_length=LARGEST,
        label="Or its text",
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    take_file = forms.BooleanField(
        required=False,
        label="Take what the file says",
        help_text="Where it differs from what is here. Otherwise what is here stays.",
    )

    reading: Reading

    def clean(self) -> dict[str, Any]:
        data = {**self.cleaned_data}
        if self.errors:
            return data
        try:
            data["text"] = self._text_of_file() or as_pasted(data["text"])
            if not data["text"].strip():
                raise forms.ValidationError("Choose a file, or paste its text.")
            self.show(text=data["text"])
            self.reading = read_document(data["text"])
        except DocumentRejected as rejection:
            raise forms.ValidationError(refusal_in_words(rejection)) from rejection
        return data

    def _text_of_file(self) -> str:
        upload = self.cleaned_data["file"]
        return decode(upload.read(LARGEST + 1)) if upload else ""

    def plan(self, *, month: str, now: datetime) -> ImportPlan | None:
        """What would change. None if it is refused; the form says why."""
        try:
            plan = plan_import(self.reading, month=month, takes_file=self.cleaned_data["take_file"], now=now)
        except DocumentRejected as rejection:
            self.add_error(None, refusal_in_words(rejection))
            return None
        self.show(seen=plan.fingerprint)
        return plan

    def save(self, plan: ImportPlan, *, by: User, now: datetime) -> bool:
        """Import what was looked at. False if that has changed since; the form says so."""
        text, seen = self.cleaned_data["text"], self.cleaned_data["seen"]
        takes_file, month = self.cleaned_data["take_file"], plan.document.slug
        try:
            import_wrap_up(self.reading, text=text, month=month, seen=seen, takes_file=takes_file, by=by, now=now)
        except Rejected as rejection:
            self.add_error(None, str(rejection))
            return False
        return True


class ImportAnyForm(ImportForm):
    month = LineField(
        required=False, max_length=7, label="Event", help_text="Its month, like 2025-06, if the text doesn't say."
    )

    field_order = ("month", "file", "text")


def as_pasted(text: str) -> str:
    """Text selected on a page often ends without its line break. In a file that would suggest a missing part."""
    text = text.replace("\r\n", "\n")
    return text if text.endswith("\n") else f"{text}\n"
