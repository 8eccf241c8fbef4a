"""The errors that a user may see. Their texts are Vietnamese, whole sentences."""


class LuanphienError(Exception):
    """Whatever luanphien can explain to its user; anything else is a bug."""


class NoRotaError(LuanphienError):
    """There is no rota for what was asked: it lies before the first rotation."""


class NoCalendarError(LuanphienError):
    """The days off of a year are neither announced nor can they be forecast."""


class OperationError(LuanphienError):
    """What was asked for is right but could not be done."""
