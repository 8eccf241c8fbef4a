"""Debian's Chromium, driven: what a reader of the page sees."""

from __future__ import annotations

import json
import shutil
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from tests.helpers.command_line import ROOT

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
AXE = ROOT / "tests/node/node_modules/axe-core/axe.min.js"

has_browser = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="needs Debian's chromium and chromium-driver"
)
has_axe = pytest.mark.skipif(
    not AXE.exists(), reason="needs axe-core by `npm ci --prefix tests/node`"
)


class Browser:
    """One window. `open` shows a page as it is on a day, however late it is today."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self._driver = driver
        self._script: str | None = None

    def open(self, page: Path, day: date, width: int = 1280, *, dark: bool = False) -> None:
        """Open the file on that day at 10 o'clock in Vietnam, in a window so wide."""
        if self._script:
            self._command("Page.removeScriptToEvaluateOnNewDocument", identifier=self._script)
        source = (
            f"now = '{day}T03:00Z'; Date = class extends Date {{"
            " constructor(...given) { super(...(given.length ? given : [now])); } }"
        )
        added = self._command("Page.addScriptToEvaluateOnNewDocument", source=source)
        self._script = added["identifier"]
        self.look(width, dark=dark)
        self._driver.get(page.as_uri())

    def look(self, width: int, *, dark: bool = False) -> None:
        """Make the window so wide, on a device set to light or dark."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._command("Emulation.setEmulatedMedia", features=[scheme])
        self._command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=800,
            deviceScaleFactor=1,
            mobile=False,
        )

    def pass_to(self, day: date) -> None:
        """Let it become that day while the page stays open, and come back to it."""
        self._driver.execute_script(
            f"now = '{day}T03:00Z'; document.dispatchEvent(new Event('visibilitychange'))"
        )

    def visible(self, selector: str) -> list[str]:
        """The texts of what is seen of these elements."""
        found = self._driver.find_elements(By.CSS_SELECTOR, selector)
        return [one.text for one in found if one.is_displayed()]

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression."""
        return self._driver.execute_script(f"return {expression}")

    def console(self) -> list[str]:
        """What has been written to the console since it was last asked for."""
        log = self._driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in log]

    def violations(self) -> list[str]:
        """What axe-core finds of WCAG 2.2 A and AA, and of good practice: rule and elements."""
        if not self.evaluate("'axe' in window"):
            self._command("Runtime.evaluate", expression=AXE.read_text("utf-8"))
        found = self._command(
            "Runtime.evaluate",
            expression="axe.run({resultTypes: ['violations']}).then((found) => JSON.stringify("
            "found.violations.map((one) => [one.id,"
            " ...one.nodes.slice(0, 3).map((node) => node.html)])))",
            awaitPromise=True,
            returnByValue=True,
        )
        return [": ".join(violation) for violation in json.loads(found["result"]["value"])]

    def pdf(self) -> bytes:
        """The page as it is printed on the paper that it asks for, without backgrounds."""
        return b64decode(self._command("Page.printToPDF", preferCSSPageSize=True)["data"])

    def picture(self, height: int) -> bytes:
        """The upper part of the page as a PNG."""
        clip = {"x": 0, "y": 0, "width": self.evaluate("innerWidth"), "height": height, "scale": 1}
        shot = self._command("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        return b64decode(shot["data"])

    def scripts(self, *, run: bool) -> None:
        """Let the pages opened from now on run their scripts, or not."""
        self._command("Emulation.setScriptExecutionDisabled", value=not run)

    def _command(self, name: str, **parameters: Any) -> Any:
        return self._driver.execute_cdp_cmd(name, parameters)


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window on the screen."""
    assert CHROMIUM
    assert DRIVER
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, Service(DRIVER))
    try:
        yield Browser(driver)
    finally:
        driver.quit()
