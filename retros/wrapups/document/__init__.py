"""The wrap-up as the community publishes it. Pure: text in and plain data out, plain data in and text out."""

from retros.wrapups.document.facts import (
    Document,
    DocumentLink,
    DocumentRejected,
    DocumentTopic,
    Form,
    LinkKind,
    Reading,
    ReadingWarning,
)
from retros.wrapups.document.mending import decode
from retros.wrapups.document.reading import read_document
from retros.wrapups.document.revising import revise_document
from retros.wrapups.document.writing import write_document

__all__ = [
    "Document",
    "DocumentLink",
    "DocumentRejected",
    "DocumentTopic",
    "Form",
    "LinkKind",
    "Reading",
    "ReadingWarning",
    "decode",
    "read_document",
    "revise_document",
    "write_document",
]
