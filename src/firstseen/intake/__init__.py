"""One reader per kind of source: items, their media, words and stated times."""
