"""All that must be right where luanphien runs by itself: what is, what is not, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from luanphien.upkeep import installation, machine
from luanphien.upkeep.findings import Diagnosis
from luanphien.upkeep.schedule import jobs


class Patient(NamedTuple):
    """An installation: where its configuration and register are, its environment, and the time."""

    folder: Path
    register_file: Path
    environment: Mapping[str, str]
    now: datetime
    root: Path = Path("/")
    """Where the files of the system begin; a test has some of its own."""


def diagnosis(patient: Patient) -> Diagnosis:
    """Look at everything; no mail is sent and nothing written. What can't be looked at is wrong."""
    folder, file, environment, now, root = patient
    configuration, findings = installation.configuration(folder, now.date())
    recorded = installation.runs_in(file)
    scheduled = jobs(root, environment)
    findings += installation.register(file)
    findings += installation.other_registers(file, scheduled, root)
    findings += machine.disk(file)
    findings += machine.clock(now, recorded)
    if configuration:
        findings += machine.mail(configuration, environment)
        findings += machine.mailbox(configuration, environment, now.date())
        findings += machine.group(configuration, environment)
    findings += machine.schedule(scheduled)
    if configuration:
        findings += installation.works(configuration, recorded, now.date())
        findings += installation.monitor(configuration, recorded)
        findings += installation.backups(configuration, now)
    findings += installation.page(recorded)
    findings += machine.office()
    return Diagnosis(findings, configured=configuration is not None)
