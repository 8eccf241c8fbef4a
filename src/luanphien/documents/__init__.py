"""The Centre's documents, one module each."""
