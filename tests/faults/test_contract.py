"""The API keeps what its description says: in short here, with 5,000 requests for each visitor in `make faults`."""

from collections.abc import Callable
from typing import Any

import pytest
from schemathesis.openapi import from_dict

from tests.faults.contract.asking import ask, described, identity
from tests.faults.contract.garden import ATTENDEE, ORGANIZER, plant
from tests.faults.sizes import API_CASES, FULL, seeded

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("email", ["", ATTENDEE, ORGANIZER], ids=["visitor", "attendee", "organizer"])
def test_every_answer_is_as_described(
    email: str, figures: Callable[[str], None], request: pytest.FixtureRequest
) -> None:
    plant()
    operations: list[Any] = [found.ok() for found in from_dict(described()).get_all_operations()]  # type: ignore[union-attr]  # an error has none, and fails
    chance = seeded()[0] if FULL else None

    asked = ask(operations, identity(email), cases=-(-API_CASES // len(operations)), chance=chance)

    who = request.node.callspec.id
    statuses = ", ".join(f"{status}: {number:,}" for status, number in sorted(asked.statuses.items()))
    figures(f"{asked.statuses.total():,} requests to the API as {who}: {len(asked.wrong)} wrong answers ({statuses})")
    assert asked.wrong == {}, f"FAULTS_SEED={chance}"
