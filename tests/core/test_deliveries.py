"""What became of a digest or a post for each of its recipients."""

from __future__ import annotations

from luanphien.core.deliveries import Delivery, DeliveryKind, last
from tests.core.builders import moment

ONE, OTHER = "trung-tam@centre.lan", "van-phong@centre.lan"


def delivery(kind: DeliveryKind, recipient: str = ONE) -> Delivery:
    return Delivery(moment("2024-02-05"), kind, "digest.2024-W06", recipient)


def test_what_was_recorded_last_for_a_recipient_counts() -> None:
    planned, sent, put_off = delivery("planned"), delivery("sent"), delivery("deferred", OTHER)
    assert last([planned, sent, put_off], ONE) == sent
    assert last([sent, planned, put_off], ONE) == planned
    assert last([planned, sent, put_off], OTHER) == put_off
    for unknown in ("a@centre.lan", "z@centre.lan", ""):
        assert last([planned, sent, put_off], unknown) is None
    assert last([], ONE) is None
