"""Importing a published wrap-up into the database, as often as you like."""

from retros.wrapups.importing.changes import Change, ImportedChange
from retros.wrapups.importing.planning import ImportPlan, plan_import
from retros.wrapups.importing.refusing import month_of, refusal_in_words
from retros.wrapups.importing.saving import ChangedMeanwhile, import_wrap_up

__all__ = [
    "Change",
    "ChangedMeanwhile",
    "ImportPlan",
    "ImportedChange",
    "import_wrap_up",
    "month_of",
    "plan_import",
    "refusal_in_words",
]
