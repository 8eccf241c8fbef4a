"""The command line: a small module a command, which parses, calls and shows."""
