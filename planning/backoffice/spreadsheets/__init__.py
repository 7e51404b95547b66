"""Tables out of the admin, and back in.

A table names rows as people do (`2026-12/live-migration`), not by number, so it means the same in any database.
"""
