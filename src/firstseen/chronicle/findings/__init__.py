"""What does not fit, each in a module of its own: what goes in, the method, its version, the sentence."""
