"""The nouns of hudna: frozen data on the standard library alone."""
