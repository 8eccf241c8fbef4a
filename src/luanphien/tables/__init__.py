"""What a terminal, CSV or JSON shows, one module each."""
