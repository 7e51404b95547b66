import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from planning.caching.triggers import make_way, watch_tables
from tests import clock

SCOPES = ("planning", "0045_scopes_of_tokens")


def migrate(to: list[tuple[str, str]]) -> StateApps:
    executor = MigrationExecutor(connection)
    make_way(using="default")  # as the command does
    executor.migrate(to)
    return executor.loader.project_state(to).apps


@pytest.mark.django_db(transaction=True)
def test_tokens_from_before_there_were_scopes_go_on_writing() -> None:
    graph = MigrationExecutor(connection).loader.graph
    newest, before = graph.leaf_nodes(), [parent.key for parent in graph.node_map[SCOPES].parents]
    try:
        old = migrate(before)
        user = old.get_model("planning", "User").objects.create(email="ada@example.org")
        token = {"user": user, "name": "script", "created_at": clock.BRAINSTORM, "expires_at": clock.CLOSED}
        old.get_model("planning", "ApiToken").objects.create(digest="0" * 64, **token)

        tokens = migrate([SCOPES]).get_model("planning", "ApiToken").objects

        assert [(one.scope, one.last_used_at) for one in tokens.all()] == [("write", None)]
        assert tokens.create(digest="1" * 64, **token | {"user_id": user.pk, "user": tokens.get().user}).scope == "read"
    finally:
        migrate(newest)
        watch_tables(using="default")
