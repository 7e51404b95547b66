"""Importing a published wrap-up into the database, as often as you like."""

from retros.wrapups.importing.changes import Change, What
from retros.wrapups.importing.planning import ImportPlan, plan_import
from retros.wrapups.importing.refusing import in_words, month_of
from retros.wrapups.importing.saving import ChangedMeanwhile, import_wrap_up

__all__ = ["Change", "ChangedMeanwhile", "ImportPlan", "What", "import_wrap_up", "in_words", "month_of", "plan_import"]
