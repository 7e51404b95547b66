"""The API of planning, in the order of the lifecycle."""

from planning.events.api import OrganizationViewSet
from planning.outbox.api import MessageViewSet
from planning.people.channels.api import EventChannelViewSet, MyChannelViewSet
from planning.people.hosting.api import HostedEventViewSet
from planning.people.invitations.api import InvitationViewSet, JoinRequestViewSet
from planning.people.registration.api import AttendeeViewSet
from planning.people.tokens.api import TokenViewSet
from planning.people.words.api import WordToPeopleViewSet
from planning.rest.routers import TOPIC, LifecycleRouter, below_event
from planning.teams.api import CheckInViewSet, HelpOfferViewSet, MembershipViewSet, TeamViewSet, WishViewSet
from planning.teams.switching.api import SwitchRequestViewSet
from planning.topics.api import CommentViewSet, TopicViewSet
from planning.topics.importing.api import ImportedTopicViewSet, TopicImportViewSet
from planning.voting.api import BallotViewSet, TallyViewSet

router, of_event = LifecycleRouter(), LifecycleRouter()
router.register("organizations", OrganizationViewSet, "organization")
router.register("events", HostedEventViewSet, "event")
router.register("tokens", TokenViewSet, "token")
router.register("me/channels", MyChannelViewSet, "my-channel")
of_event.register("channels", EventChannelViewSet, "event-channel")
of_event.register("invitations", InvitationViewSet, "invitation")
of_event.register("join-requests", JoinRequestViewSet, "join-request")
of_event.register("words", WordToPeopleViewSet, "word")
of_event.register("attendees", AttendeeViewSet, "attendee")
of_event.register("topics/import", TopicImportViewSet, "topic-import")
of_event.register("imported-topics", ImportedTopicViewSet, "imported-topic")
of_event.register("topics", TopicViewSet, "topic")
of_event.register(f"{TOPIC}/comments", CommentViewSet, "comment")
of_event.register("ballot", BallotViewSet, "ballot")
of_event.register("tally", TallyViewSet, "tally")
of_event.register("wishes", WishViewSet, "wishes")
of_event.register("teams", TeamViewSet, "team")
of_event.register("memberships", MembershipViewSet, "membership")
of_event.register("check-ins", CheckInViewSet, "check-in")
of_event.register("switch-requests", SwitchRequestViewSet, "switch-request")
of_event.register("help-offers", HelpOfferViewSet, "help-offer")
router.register("messages", MessageViewSet, "message")

urlpatterns = [*router.urls, below_event(of_event)]
