"""SQLite: what has really happened."""

from luanphien.register.file import Register

__all__ = ["Register"]
