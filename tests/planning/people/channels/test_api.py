import pytest

from planning.outbox.models import Channel, Message
from tests.api import below, refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.clock import HACKING
from tests.factories import (
    AttendeeFactory,
    ChannelFactory,
    EventFactory,
    MessageFactory,
    OrganizerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ADDRESS = "ntfys://secretsecret"
MINE = "/api/v1/me/channels/"


def test_channel_goes_in_with_its_address_and_comes_out_without() -> None:
    user = UserFactory()

    answer = visitor(user).post(MINE, {"name": "My phone", "address": ADDRESS})

    channel = Channel.objects.get()
    assert (answer.status_code, channel.user, channel.url) == (201, user, ADDRESS)
    assert answer.json() == {
        "id": channel.pk,
        "name": "My phone",
        "service": "ntfy",
        "made_at": answer.json()["made_at"],
        "last_state": None,
        "last_written_at": None,
        "last_error": None,
    }
    for path in (MINE, f"{MINE}{channel.pk}/"):
        assert "secretsecret" not in visitor(user).get(path).content.decode()


def test_address_inside_is_a_conflict() -> None:
    answer = visitor(UserFactory()).post(MINE, {"name": "Router", "address": "ntfys://192.168.0.1/topic"})

    status, why = refusal(answer)
    assert (status, "points inside the network" in why) == (409, True)


def test_channel_takes_a_name_and_an_address() -> None:
    assert wrong_fields(visitor(UserFactory()).post(MINE, {})) == {"name", "address"}


def test_channel_tells_what_became_of_its_last_post() -> None:
    channel = ChannelFactory()
    MessageFactory(channel=channel, state=Message.State.DEAD, last_error="Slack knows this address no more.")

    shown = visitor(channel.user).get(f"{MINE}{channel.pk}/").json()

    assert (shown["last_state"], shown["last_error"]) == ("dead", "Slack knows this address no more.")


def test_test_post_is_accepted_and_waits() -> None:
    channel = ChannelFactory()
    client = visitor(channel.user)

    answer = client.post(f"{MINE}{channel.pk}/test/")

    assert (answer.status_code, answer.json()["last_state"]) == (202, "waiting")
    assert refusal(client.post(f"{MINE}{channel.pk}/test/"))[0] == 409


def test_removed_channel_is_gone() -> None:
    channel = ChannelFactory()
    client = visitor(channel.user)

    assert client.delete(f"{MINE}{channel.pk}/").status_code == 204

    assert client.get(MINE).json()["results"] == []
    assert client.get(f"{MINE}{channel.pk}/").status_code == 404
    assert Channel.objects.get().url == ""


def test_channels_are_their_owners_alone() -> None:
    channel = ChannelFactory()

    assert refusal(visitor().get(MINE))[0] == 401
    assert visitor(UserFactory()).get(MINE).json()["results"] == []
    assert refusal(visitor(UserFactory()).delete(f"{MINE}{channel.pk}/"))[0] == 404


@pytest.mark.parametrize(("who", "status"), [(None, 401), (UserFactory, 404), (AttendeeFactory, 404)])
def test_channels_of_an_event_are_hidden_from_others(who: type[UserFactory] | None, status: int) -> None:
    event = EventFactory()

    assert refusal(visitor(who() if who else None).get(below(event, "channels/")))[0] == status


def test_channels_of_an_event_are_for_its_organizers() -> None:
    organizer = OrganizerFactory()
    attendee = AttendeeFactory(event=organizer.event)
    address = below(organizer.event, "channels/")

    answer = visitor(organizer).post(address, {"name": "#garden", "address": ADDRESS})

    assert (answer.status_code, Channel.objects.get().event) == (201, organizer.event)
    assert [channel["name"] for channel in visitor(organizer).get(address).json()["results"]] == ["#garden"]
    assert refusal(visitor(attendee).get(address))[0] == 403
    assert refusal(visitor(attendee).post(address, {"name": "x", "address": ADDRESS}))[0] == 403


def test_list_of_channels_costs_the_same_for_3_and_30() -> None:
    user = UserFactory()

    def add(number: int) -> None:
        for _ in range(number):
            MessageFactory(channel=ChannelFactory(user=user), state="sent", sent_at=HACKING)

    same_queries_for_3_and_30(visitor(user), MINE, add)
