"""Search over all that anyone may read: topics, reports, next steps, comments and events of all time."""
