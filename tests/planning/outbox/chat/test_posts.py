import logging
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from planning.outbox.chat import posts
from planning.outbox.chat.failures import Never, NotNow
from planning.outbox.chat.posts import deliver_post
from planning.outbox.delivery import deliver as deliver_all
from planning.outbox.models import Channel, Message
from planning.outbox.posting import post
from tests.chat_server import ChatServer, chatting
from tests.clock import HACKING
from tests.factories import ChannelFactory, MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chat(settings: Settings) -> Iterator[ChatServer]:
    settings.CHANNEL_HOSTS = ["127.0.0.1"]
    with chatting() as server:
        yield server


def post_to(address: str, **fields: str) -> Message:
    message: Message = MessageFactory(channel=ChannelFactory(url=address), to="", **fields)
    return message


def test_post_brings_subject_and_text(chat: ChatServer) -> None:
    deliver_post(post_to(chat.ntfy, subject="Two steps are due", text="Write the docs\nhttps://example.org"))

    (posted,) = chat.posts
    assert (posted["topic"], posted["title"], posted["message"]) == (
        "garden",
        "Two steps are due",
        "Write the docs\nhttps://example.org",
    )


def test_webhook_of_mattermost_and_slack_is_one_text(chat: ChatServer) -> None:
    deliver_post(post_to(chat.mattermost, subject="Two steps are due", text="Write the docs"))

    assert chat.paths == ["/hooks/secretsecretsecret"]
    assert chat.posts[0]["text"].split() == ["Two", "steps", "are", "due", "Write", "the", "docs"]


def test_post_leaves_through_the_outbox(chat: ChatServer) -> None:
    post(key="test", to="#garden", channel=ChannelFactory(url=chat.ntfy), subject="Hello", text="Hello", now=HACKING)

    assert deliver_all(clock=lambda: HACKING).taken == 1

    assert [message.state for message in Message.objects.all()] == ["sent"]
    assert len(chat.posts) == 1


def test_why_a_post_failed_is_kept_as_a_code_until_one_gets_there(chat: ChatServer) -> None:
    message, later = post_to(chat.mattermost), HACKING + timedelta(minutes=1)
    chat.answer = 503
    deliver_all(clock=lambda: HACKING)
    message.refresh_from_db()
    assert message.failure == {"code": "busy", "names": {"service": "Mattermost", "status": 503}}
    assert message.last_error == "Mattermost could not accept it just now (503)."
    chat.answer = 200

    deliver_all(clock=lambda: later)

    message.refresh_from_db()
    assert (message.state, message.failure, message.last_error) == ("sent", {}, "")


def test_title_of_a_topic_calls_nobody_and_adds_no_header(chat: ChatServer) -> None:
    title = "Pizza\r\nX-Priority: 5\r\n\r\n@everyone <!channel> @here and @ada"
    channel = ChannelFactory(url=chat.ntfy, name="Evil\r\nBcc: x@example.org")
    message = post(key="test", to=channel.name, channel=channel, subject=title, text=title, now=HACKING)

    deliver_post(message)

    (posted,) = chat.posts
    assert posted["title"] == "Pizza X-Priority: 5 @\u200beveryone <!channel> @\u200bhere and @ada"
    assert "@everyone" not in posted["message"]


@pytest.mark.parametrize("answer", [400, 401, 403, 404, 410, 413])
def test_answer_that_stays_ends_the_post(chat: ChatServer, answer: int) -> None:
    chat.answer = answer

    with pytest.raises(Never, match=rf"^Mattermost .*\({answer}\)"):
        deliver_post(post_to(chat.mattermost))


@pytest.mark.parametrize("answer", [408, 425, 429, 500, 502, 503])
def test_answer_that_may_change_is_worth_trying_again(chat: ChatServer, answer: int) -> None:
    chat.answer = answer

    with pytest.raises(NotNow, match=rf"^Mattermost could not accept it just now \({answer}\)\.$"):
        deliver_post(post_to(chat.mattermost))


def test_server_that_is_down_is_tried_again(chat: ChatServer) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(NotNow, match="ntfy could not be reached"):
            deliver_post(post_to(f"ntfy://127.0.0.1:{closed.getsockname()[1]}/garden"))


@pytest.mark.parametrize("answer", [301, 302, 307, 308])
def test_redirect_is_not_followed(chat: ChatServer, answer: int) -> None:
    chat.answer, chat.location = answer, f"http://127.0.0.1:{chat.server_port}/inside"

    with pytest.raises(Never, match="which we do not follow"):
        deliver_post(post_to(chat.mattermost))

    assert chat.paths == ["/hooks/secretsecretsecret"]


def test_server_that_answers_a_byte_at_a_time_holds_nobody_up(
    chat: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat.seconds_for_each_byte = 0.1
    monkeypatch.setattr(posts, "AT_MOST", 0.3)
    before = datetime.now()  # noqa: DTZ005  # only the difference counts

    with pytest.raises(NotNow, match="Mattermost did not accept it within"):
        deliver_post(post_to(chat.mattermost))

    assert datetime.now() - before < timedelta(seconds=1)  # noqa: DTZ005  # as above


def test_address_inside_is_refused_again_before_each_post(chat: ChatServer, settings: Settings) -> None:
    message = post_to(chat.ntfy)
    settings.CHANNEL_HOSTS = []

    with pytest.raises(Never, match="points inside the network"):
        deliver_post(message)

    assert chat.posts == []


def test_name_that_leads_inside_once_it_is_connected_to_is_refused(
    chat: ChatServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: a harmless address when it is checked, one of ours when it is used."""
    settings.CHANNEL_HOSTS = []
    real, asked = socket.getaddrinfo, list[str]()

    def look_up(host: str, *args: object, **kwargs: object) -> object:
        asked.append(host)
        return real("93.184.215.14" if len(asked) == 1 else "127.0.0.1", *args, **kwargs)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(socket, "getaddrinfo", look_up)

    with pytest.raises(Never, match="Mattermost pointed inside the network"):
        deliver_post(post_to(f"mmosts://rebinding.example.org:{chat.server_port}/secret"))

    assert len(asked) == 2
    assert chat.posts == []


def test_other_connections_go_inside_as_before(chat: ChatServer) -> None:
    deliver_post(post_to(chat.ntfy))

    with socket.create_connection(("127.0.0.1", chat.server_port)):
        pass


def test_removed_channel_gets_nothing() -> None:
    channel: Channel = ChannelFactory(url="", removed_at=HACKING)

    with pytest.raises(Never, match="The channel was removed"):
        deliver_post(MessageFactory(channel=channel))


@pytest.mark.parametrize("answer", [200, 302, 404, 503])
def test_address_is_in_no_log_and_in_no_error(
    chat: ChatServer, answer: int, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    chat.answer = answer
    message = post_to(chat.mattermost)

    with caplog.at_level(logging.DEBUG):
        deliver_all(clock=lambda: HACKING)

    message.refresh_from_db()
    written = (caplog.text, *capfd.readouterr(), message.last_error)
    assert [secret for secret in written if "secretsecret" in secret] == []


def test_address_that_cannot_be_read_is_in_no_log_and_in_no_error(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    message = post_to("slack://secretsecret")

    with caplog.at_level(logging.DEBUG):
        deliver_all(clock=lambda: HACKING)

    message.refresh_from_db()
    assert message.state == Message.State.DEAD
    written = (caplog.text, *capfd.readouterr(), message.last_error)
    assert [secret for secret in written if "secretsecret" in secret] == []
