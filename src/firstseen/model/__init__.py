"""What the words mean: frozen dataclasses, identifiers, time spans. No input or output, standard library only."""
