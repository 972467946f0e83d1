"""Videos and sounds compared: stretches of time that two of them share, and what they are to each other."""
