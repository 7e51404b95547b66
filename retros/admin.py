"""The admin pages of the retros, in the order of the lifecycle."""
# ruff: noqa: F401, I001  # importing a room registers its pages, in this order

import retros.reviews.admin
import retros.wrapups.admin
import retros.nextsteps.admin
import retros.nextsteps.evidence.admin
import retros.nextsteps.feed_admin
import retros.nextsteps.follow_up_admin
import retros.reminders.admin
import retros.reminders.preference_admin
import retros.board.admin
