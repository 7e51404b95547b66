"""All wrap-ups at once: a folder of the community's documentation, read in and written out."""
