"""What was counted stays: the database itself refuses a change of it, from a script or with SQL as well."""

from collections.abc import Iterator, Mapping

from django.db.backends.base.base import BaseDatabaseWrapper

from planning.caching.stamping import Trigger
from planning.caching.triggers import TriggerKind

KEEP = "keep_tally"
BOX = "planning_openedbox"
"""The table of the model, which cannot be imported before the apps are ready."""
COLUMNS = ("tally_id", "rule", "people", "content", "sha256", "result")
REFUSAL = "A closed tally does not change."
SQLITE_REFUSES = f"SELECT RAISE(ABORT, '{REFUSAL}')"

POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {KEEP}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END
$$"""


def triggers_that_keep() -> TriggerKind:
    return TriggerKind(KEEP, BOX, keeping_triggers, functions)


def keeping_triggers(connection: BaseDatabaseWrapper) -> Iterator[Trigger]:
    """A box may go with its event, and change in nothing."""
    name = f"{KEEP}_update_{BOX}"
    differs = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in COLUMNS)
    when = f'CREATE TRIGGER {name} BEFORE UPDATE ON "{BOX}" FOR EACH ROW WHEN ({differs})'
    does = f"EXECUTE FUNCTION {KEEP}()" if connection.vendor == "postgresql" else f"BEGIN {SQLITE_REFUSES}; END"
    yield Trigger(name, BOX, f"{when} {does}")


def functions() -> Mapping[str, str]:
    return {KEEP: POSTGRESQL_FUNCTION}
