"""Pages as visitors see them, kept for as long as nothing has changed.

A page is kept with the site's version, which every write to the database changes (`version`, `triggers`), until the
next moment at which it would look different by itself (`lifetime`). Only visitors who are not signed in are shown kept
pages (`visitors`). A view asks for it with `@kept_for_visitors` (`pages`), and a list of the API by its `kept`.

There is one version for the whole site, not one for each event: a page of an event names topics of others, people and
organizations, so a version of its own would miss their changes. A community writes little, and a page that is rendered
once too often costs no more than it would without all this.

Counts are another matter: they would cost more the more there is. So an event has a version too, of no more than what
is counted for it (`tables.ways_to_event`), and what is counted is kept with that (`values`).
"""
