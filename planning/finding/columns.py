from django.db import models

from planning.finding.words import words_to_find
from planning.texts.columns import Made


class Searched(Made):
    """The words of other columns, to be found by their beginnings. The database indexes them itself (`indexing`)."""

    def make(self, row: models.Model) -> str:
        return words_to_find("\n".join(getattr(row, source) or "" for source in self.sources))
