"""When each appearance was: every time that anything states, read, weighed and joined into a span."""
