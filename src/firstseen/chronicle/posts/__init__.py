"""Which post is meant: by its platform and identifier, or by its address in any of the forms that people use."""
