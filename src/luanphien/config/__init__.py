"""From a folder with two YAML files to the objects of the core."""

from luanphien.config.load import Configuration, find, load, shipped
from luanphien.config.problems import ConfigError, Problem

__all__ = ["ConfigError", "Configuration", "Problem", "find", "load", "shipped"]
