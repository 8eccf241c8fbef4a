"""The duty rota of the agencies at a provincial public-service centre.

What a script needs is here, each imported when it is first asked for; docs/python.md shows it.
"""

TYPE_CHECKING = False  # typing would double the price of this import
if TYPE_CHECKING:
    from luanphien.calendar.export import feed as feed
    from luanphien.calendar.feed import Feed as Feed
    from luanphien.clock import today as today
    from luanphien.config import ConfigError as ConfigError
    from luanphien.config import Configuration as Configuration
    from luanphien.config import find as find
    from luanphien.config import load as load
    from luanphien.core.errors import LuanphienError as LuanphienError
    from luanphien.core.period import Period as Period
    from luanphien.core.period import parse_period as parse_period
    from luanphien.core.sending import Task as Task
    from luanphien.mail.owed import owed as owed
    from luanphien.site.publication import site_files as site_files

_PLACES = {
    "ConfigError": "config",
    "Configuration": "config",
    "Feed": "calendar.feed",
    "LuanphienError": "core.errors",
    "Period": "core.period",
    "Task": "core.sending",
    "feed": "calendar.export",
    "find": "config",
    "load": "config",
    "owed": "mail.owed",
    "parse_period": "core.period",
    "site_files": "site.publication",
    "today": "clock",
}

__all__ = list(_PLACES)


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:  # which would take every name for one that there is

    def __getattr__(name: str) -> object:
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
