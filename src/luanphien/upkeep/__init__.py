"""Keeping an installation: its backup and return, and whether all is right with it."""
