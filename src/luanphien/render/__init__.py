"""The core's objects as tables, text, JSON, CSV and Markdown. Nothing is computed here."""
