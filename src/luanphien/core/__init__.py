"""The scheduling core: pure, typed, deterministic.

It imports the standard library only, and msgspec for the types of decisions; it reads no clock
and touches no file. Every rule of the regulation has its one place here.
"""
