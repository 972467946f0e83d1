"""How the index grows: disk, memory, and time to add and to search, from 1,000 pictures to a million."""
