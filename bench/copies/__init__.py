"""How many copies are found, and how many are made up: our own edits of photographs, beside rivals, in one run."""
