"""How the catalogue came to its present shape, one file a revision."""
