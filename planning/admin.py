"""The admin pages of planning, in the order of the lifecycle, and what later rooms add to those of earlier ones."""
# ruff: noqa: F401, I001  # importing a room registers its pages, in this order

from planning.events.admin import EventAdmin, follow_ups
import planning.people.admin
import planning.people.tokens.admin
from planning.people.registration.admin import admit
from planning.people.registration.table import fill_seats_of
import planning.people.invitations.admin
import planning.people.words.admin
import planning.people.channels.admin
import planning.people.sign_in.admin
import planning.topics.admin
import planning.voting.admin
from planning.teams.admin import form_teams_now
import planning.teams.plans.admin
import planning.outbox.admin
import planning.backoffice.spreadsheets.imports

EventAdmin.actions += [admit, form_teams_now]
follow_ups += [fill_seats_of]
