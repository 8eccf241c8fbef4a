"""The scheduling core: pure, typed, deterministic.

It imports the standard library and dateutil only, reads no clock and touches
no file. Every rule of the regulation has its one place here.
"""
