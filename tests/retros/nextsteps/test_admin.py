from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from retros.nextsteps.models import NextStep
from tests.admin_pages import act, address, confirm_import, export, preview_import, refusals, sign_in, staff
from tests.factories import AttendeeFactory, NextStepFactory, OrganizationFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

State = NextStep.State


@pytest.mark.parametrize(("action", "state"), [("mark_done", State.DONE), ("drop", State.DROPPED)])
def test_steps_are_closed_by_whoever_asks(action: str, state: NextStep.State, admin_client: Client) -> None:
    step = NextStepFactory(text="Write the docs.")

    messages = act(admin_client, action, [step])

    step.refresh_from_db()
    assert messages == [f"Write the docs.: {state.label}."]
    assert (step.state, step.closed_by.email) == (state, "admin@example.com")


def test_a_step_closed_before_is_named_and_the_others_are_closed(admin_client: Client) -> None:
    dropped = NextStepFactory(text="Old.", state=State.DROPPED)
    many = [NextStepFactory(topic=dropped.topic, text=f"{number}.") for number in range(7)]

    messages = act(admin_client, "mark_done", [dropped, *many])

    assert messages == [
        "Old.: This step is already dropped. Reopen it to change it.",
        "0., 1., 2., 3., 4. and 2 more: done.",
    ]
    assert NextStep.objects.filter(state=State.DONE).count() == 7


def test_steps_are_opened_again(admin_client: Client) -> None:
    step = NextStepFactory(text="Old.", state=State.DONE, closed_on=date(2026, 12, 24), closed_by=UserFactory())

    messages = act(admin_client, "open_again", [step])

    assert messages == ["Old.: reopened."]
    assert NextStep.objects.open().get().closed_by is None


@pytest.mark.parametrize("action", ["mark_done", "drop", "open_again"])
def test_staff_who_may_only_read_change_no_step(action: str) -> None:
    step = NextStepFactory()

    act(sign_in(staff("view_nextstep")), action, [step])

    assert step.history.count() == 1


def test_steps_that_need_attention_can_be_found(admin_client: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    NextStepFactory(text="overdue", due_on=yesterday, owner=AttendeeFactory())
    NextStepFactory(text="unowned")
    NextStepFactory(text="done", due_on=yesterday, state=State.DONE)

    def found(attention: str) -> list[str]:
        page = admin_client.get(address(NextStep, "changelist"), {"attention": attention} if attention else {})
        return sorted(step.text for step in page.context["cl"].queryset)

    assert found("overdue") == ["overdue"]
    assert found("unowned") == ["unowned"]
    assert found("") == ["done", "overdue", "unowned"]


def test_a_step_of_two_owners_is_refused_in_the_words_of_the_rule(admin_client: Client) -> None:
    step = NextStepFactory(owner=AttendeeFactory())
    form = {"topic": step.topic.pk, "number": step.number, "text": step.text, "state": "open"}
    form |= {"owner": step.owner.pk, "owner_organization": OrganizationFactory().pk}

    page = admin_client.post(address(NextStep, "change", step.pk), form)

    assert "A step has one owner: a person or an organization." in page.content.decode()


def test_steps_come_back_from_a_table_unchanged(admin_client: Client) -> None:
    NextStepFactory(owner=AttendeeFactory(event__slug="2027-05", name="Grace"), due_on=date(2027, 1, 1))
    NextStepFactory(owner_organization=OrganizationFactory(), text="Line\r\nand line")
    NextStepFactory(state=State.MOVED, moved_to=TopicFactory(), closed_on=date(2026, 12, 24), closed_by=UserFactory())

    preview = preview_import(admin_client, NextStep, export(admin_client, NextStep))
    messages = confirm_import(admin_client, NextStep, preview)

    assert messages == ["Import finished: 0 new, 0 changed, 3 unchanged."]
    assert NextStep.history.count() == 3


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2026-12/seeds,2,Do it,2026-12/nobody,,open", "owner: There is no attendee “2026-12/nobody”."),
        ("2026-12/seeds,2,Do it,2026-12/ada,Garden,open", "A step has one owner: a person or an organization."),
        ("2026-12/seeds,2,Do it,,,moved", "A moved step names the topic it went into; no other step does."),
        ("2026-12/seeds,two,Do it,,,open", "number: “two” is not a whole number. Write it in digits, like 1000."),
        ("2026-12/weeds,2,Do it,,,open", "topic: There is no topic “2026-12/weeds”."),
    ],
)
def test_a_bad_row_is_named_with_its_reason_and_keeps_out_the_good_ones(
    row: str, reason: str, admin_client: Client
) -> None:
    topic = TopicFactory(event__slug="2026-12", slug="seeds")
    AttendeeFactory(event=topic.event, github="ada")
    OrganizationFactory(name="Garden")
    table = f"topic,number,text,owner,owner_organization,state\n2026-12/seeds,1,Do it,,,open\n{row}\n"

    preview = preview_import(admin_client, NextStep, table)

    assert refusals(preview) == [f"Row 2: {reason}"]
    assert not NextStep.objects.exists()


def test_namesakes_without_a_handle_are_not_mistaken_for_one_another(admin_client: Client) -> None:
    topic = TopicFactory(event__slug="2026-12", slug="seeds")
    AttendeeFactory.create_batch(2, event=topic.event, name="Ada")

    preview = preview_import(admin_client, NextStep, "topic,number,text,owner\n2026-12/seeds,1,Do it,2026-12/Ada\n")

    assert refusals(preview) == [
        "Row 1: owner: There are several people named “Ada”. Give them GitHub handles to tell them apart."
    ]


@pytest.mark.parametrize(
    ("columns", "cells", "reason"),
    [
        ("state,moved_to", "moved,2031-01/same", "moved_to: “🌱 Same” is not from a later event, so the step cannot"),
        ("state,moved_to", "moved,2030-01/old", "moved_to: “🌱 Old” is not from a later event, so the step cannot"),
        ("owner", "2031-01/gone", "owner: Gone gave up their seat at Hut. Choose someone who is coming."),
        ("due_on", "2020-01-01", "due_on: 01.01.2020 is before Hut. Choose a later day."),
    ],
)
def test_a_table_keeps_the_rules_of_the_page(columns: str, cells: str, reason: str, admin_client: Client) -> None:
    step = NextStepFactory(topic__event__slug="2031-01", topic__event__name="Hut", topic__slug="seeds", number=1)
    TopicFactory(event=step.topic.event, slug="same", title="Same")
    TopicFactory(event__slug="2030-01", slug="old", title="Old")
    AttendeeFactory(event=step.topic.event, github="gone", name="Gone", cancelled_at=timezone.now())

    preview = preview_import(admin_client, NextStep, f"topic,number,{columns}\n2031-01/seeds,1,{cells}\n")

    assert [refusal.startswith(f"Row 1: {reason}") for refusal in refusals(preview)] == [True]


def test_a_step_whose_owner_left_since_and_that_is_due_early_can_still_be_edited(admin_client: Client) -> None:
    owner = AttendeeFactory(cancelled_at=timezone.now())
    step = NextStepFactory(topic__event=owner.event, owner=owner, due_on=date(2020, 1, 1))

    step.text = "Better."
    step.full_clean()
