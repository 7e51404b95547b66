import pytest

from planning.teams.checkins.forms import CheckInForm

pytestmark = pytest.mark.django_db


def test_check_in_form_needs_nothing_but_a_mood() -> None:
    assert CheckInForm({"progress": "It grows."}).errors.keys() == {"mood"}
    assert CheckInForm({"mood": "slow"}).is_valid()


def test_check_in_form_takes_one_sentence_and_one_call_for_help() -> None:
    long = {"mood": "slow", "progress": "x" * 141, "help_wanted": "x" * 91}

    assert CheckInForm(long).errors.keys() == {"progress", "help_wanted"}
    assert CheckInForm({"mood": "slow", "progress": "x" * 140, "help_wanted": "x" * 90}).is_valid()
