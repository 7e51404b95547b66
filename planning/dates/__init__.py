"""Days and moments as people type them: what cannot be read is named, with how to write it."""
