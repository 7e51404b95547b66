"""The admin pages of the retros, in the order of the lifecycle."""
# ruff: noqa: F401, I001  # importing a room registers its pages, in this order

import retros.reviews.admin
import retros.wrapups.reports.admin
import retros.wrapups.gate.admin
import retros.wrapups.publishing.admin
import retros.wrapups.importing.admin
import retros.nextsteps.admin
import retros.nextsteps.evidence.admin
import retros.nextsteps.feeds.admin
import retros.nextsteps.followup.admin
import retros.reminders.admin
import retros.reminders.preferences.admin
import retros.board.admin
