"""The Centre's e-mail: what goes over the wire, and how it is handed over once."""
