"""Columns that keep what topics are compared by, made of a row's texts whatever writes them.

As JSON, in hundredths: `{"etcd": [100, 300]}`. The database itself takes it apart (`indexing`).
"""

import json

from django.db import models

from planning.texts.columns import Made
from planning.topics.likeness.traits import Traits, traits_of_link, traits_of_report, traits_of_topic


class TraitsColumn(Made):
    empty = "{}"

    def make(self, row: models.Model) -> str:
        traits = self.compared(*(getattr(row, source) or "" for source in self.sources))
        stored = {trait: [round(100 * weight.named), round(100 * weight.whole)] for trait, weight in traits.items()}
        return json.dumps(stored, separators=(",", ":"))

    def compared(self, *texts: str) -> Traits:
        raise NotImplementedError


class TopicTraits(TraitsColumn):
    """Of a title, and texts."""

    def compared(self, *texts: str) -> Traits:
        title, *rest = texts
        return traits_of_topic(title, *rest)


class ReportTraits(TraitsColumn):
    def compared(self, *texts: str) -> Traits:
        return traits_of_report(*texts)


class LinkTraits(TraitsColumn):
    def compared(self, *texts: str) -> Traits:
        (url,) = texts
        return traits_of_link(url)
