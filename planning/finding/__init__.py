"""Finding rows by words: columns that hold them, an index that follows each write, and the places to mark."""
