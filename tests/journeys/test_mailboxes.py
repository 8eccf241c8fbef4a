"""Agencies that read the same mailbox: one that has another name now, and two that share one.

February 2024 is Sở Tài chính's: its notice goes on Thursday 25 January, and what changes on Friday
is corrected at once. A mailbox that is asked to a shift is never told that the same shift is off.
"""

from __future__ import annotations

from pathlib import Path

from tests.helpers.mail_server import Received, Server
from tests.journeys.conftest import Cron
from tests.journeys.test_sending import STC, add_people, change, invited, notices, silent

OFFICER = "nhu-y@stc.lan"
RENAMED = """\
  - effective: 2024-02-01
    order: [svhttdl, stttt, stcdt, sgddt, sct, bqlkcn]
    starts_with: stcdt
    basis: Quyết định mẫu
"""
SWAP = "swaps: [{shifts: [2024-02, 2024-07]}]\n"
"""Sở Thông tin và Truyền thông, whose January is, has February too."""


def rename(folder: Path) -> None:
    """Sở Tài chính goes on from February under another name, in the same mailbox."""
    agency = f"id: stcdt, name: Sở Tài chính và Đầu tư, email: {STC}"
    change(folder, "rotations:\n", f"  - {{{agency}}}\nrotations:\n")
    change(folder, "27/11/2023\nmail:", f"27/11/2023\n{RENAMED}mail:")


def share(folder: Path) -> None:
    """Sở Tài chính reads the mailbox of the agency that serves before it."""
    change(folder, f"email: {STC}", "email: van-thu@stttt.lan")


def mails(server: Server, what: str) -> list[Received]:
    return [one for one in server.received if f".{what}." in one.id]


def test_who_has_another_name_now_keeps_what_the_correction_brings(
    cron: Cron, server: Server, folder: Path
) -> None:
    assert silent(cron("2024-01-25"))
    (before,) = notices(server)
    rename(folder)
    for day in ("2024-01-26", "2024-01-27"):
        assert silent(cron(day))
    _, corrected = notices(server)
    assert corrected.recipients == (STC,)
    asked = {(str(one["uid"]), one["sequence"]) for one in invited(corrected.message, "REQUEST")}
    known = {(str(one["uid"]), one["sequence"] + 1) for one in invited(before.message, "REQUEST")}
    assert asked == known
    assert mails(server, "release") == []


def test_whoever_does_not_get_the_correction_is_told_of_the_release(
    cron: Cron, server: Server, folder: Path
) -> None:
    add_people(folder, f"name: Nguyễn Như Ý, email: {OFFICER}")
    cron("2024-01-25")
    (before,) = notices(server)
    rename(folder)
    for day in ("2024-01-26", "2024-01-27"):
        cron(day)
    (release,) = mails(server, "release")
    assert release.recipients == (OFFICER,)
    # What is off is called what it was called.
    off = {str(one["uid"]): str(one["summary"]) for one in invited(release.message, "CANCEL")}
    on = {str(one["uid"]): str(one["summary"]) for one in invited(before.message, "REQUEST")}
    assert off == on


def test_the_one_of_two_that_hands_over_now_is_told_so_and_nothing_is_off(
    cron: Cron, server: Server, folder: Path
) -> None:
    share(folder)
    change(folder, "rotations:\n", f"{SWAP}\nrotations:\n")
    assert silent(cron("2024-01-25"))
    (before,) = notices(server)
    assert "Sở Thông tin và Truyền thông" in str(before.message["Subject"])
    change(folder, SWAP, "")
    for day in ("2024-01-26", "2024-01-27"):
        assert silent(cron(day))
    (copy,) = mails(server, "handover")
    assert copy.recipients == ("van-thu@stttt.lan",)
    assert invited(copy.message, "CANCEL") == []
    # It is swapped back: the same mailbox is asked for the other agency again.
    change(folder, "rotations:\n", f"{SWAP}\nrotations:\n")
    assert silent(cron("2024-01-28"))
    numbers = [invited(one.message, "REQUEST")[0]["sequence"] for one in notices(server)]
    assert numbers == [0, 1, 2]
    assert mails(server, "release") == []


def test_who_hands_over_now_in_a_mailbox_of_its_own_has_no_shift_any_more(
    cron: Cron, server: Server, folder: Path
) -> None:
    change(folder, "rotations:\n", f"{SWAP}\nrotations:\n")
    assert silent(cron("2024-01-25"))
    change(folder, SWAP, "")
    assert silent(cron("2024-01-26"))
    (copy,) = mails(server, "handover")
    (off,) = invited(copy.message, "CANCEL")
    assert str(off["summary"]) == str(invited(notices(server)[0].message, "REQUEST")[0]["summary"])
