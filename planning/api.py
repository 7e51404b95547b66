"""The API of planning, in the order of the lifecycle."""

from planning.events.api import OrganizationViewSet
from planning.outbox.api import MessageViewSet
from planning.people.channels.api import EventChannelViewSet, MyChannelViewSet
from planning.people.hosting.api import HostedEventViewSet
from planning.people.registration.api import AttendeeViewSet
from planning.people.tokens.api import TokenViewSet
from planning.rest.routers import EVENT, TOPIC, LifecycleRouter
from planning.teams.api import CheckInViewSet, MembershipViewSet, TeamViewSet, WishViewSet
from planning.topics.api import CommentViewSet, TopicViewSet
from planning.voting.api import BallotViewSet, TallyViewSet

router = LifecycleRouter()
router.register("organizations", OrganizationViewSet, "organization")
router.register("events", HostedEventViewSet, "event")
router.register("tokens", TokenViewSet, "token")
router.register("me/channels", MyChannelViewSet, "my-channel")
router.register(f"{EVENT}/channels", EventChannelViewSet, "event-channel")
router.register(f"{EVENT}/attendees", AttendeeViewSet, "attendee")
router.register(f"{EVENT}/topics", TopicViewSet, "topic")
router.register(f"{TOPIC}/comments", CommentViewSet, "comment")
router.register(f"{EVENT}/ballot", BallotViewSet, "ballot")
router.register(f"{EVENT}/tally", TallyViewSet, "tally")
router.register(f"{EVENT}/wishes", WishViewSet, "wishes")
router.register(f"{EVENT}/teams", TeamViewSet, "team")
router.register(f"{EVENT}/memberships", MembershipViewSet, "membership")
router.register(f"{EVENT}/check-ins", CheckInViewSet, "check-in")
router.register("messages", MessageViewSet, "message")

urlpatterns = router.urls
