"""The web site: static pages that need nothing but themselves."""
