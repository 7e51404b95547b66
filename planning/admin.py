"""The admin pages of planning, in the order of the lifecycle."""
# ruff: noqa: F401, I001  # importing a room registers its pages, in this order

import planning.events.admin
import planning.people.admin
import planning.people.registration.admin
import planning.people.tokens.admin
import planning.people.channels.admin
import planning.people.sign_in.admin
import planning.topics.admin
import planning.voting.admin
import planning.teams.admin
import planning.outbox.admin
import planning.backoffice.spreadsheets.imports
