"""`python -m firstseen`: the same as the command."""

from firstseen.cli import main

main()
