"""Pages as a reader sees them: opened in a real Chromium, with an ear on all that they do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import needs
from playwright.sync_api import Browser, Page, sync_playwright

Scheme = Literal["light", "dark"]
AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
PHONE, TABLET, DESKTOP = 360, 768, 1280


@dataclass
class Opened:
    """A page that is open, and what it said, asked for and popped up since."""

    page: Page
    said: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def text(self, selector: str = "body") -> str:
        """What can be read there, folded parts included, in one line."""
        return " ".join((self.page.locator(selector).first.text_content() or "").split())

    def texts(self, selector: str) -> list[str]:
        return [" ".join(one.split()) for one in self.page.locator(selector).all_text_contents()]

    def count(self, selector: str) -> int:
        return self.page.locator(selector).count()

    def run(self, script: str) -> Any:
        """What a script of ours comes to; the page's own policy says nothing about it."""
        return self.page.evaluate(script)

    def colour(self, selector: str, which: str = "backgroundColor") -> str:
        script = "([at, which]) => getComputedStyle(document.querySelector(at))[which]"
        return str(self.page.evaluate(script, [selector, which]))


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for the tests, which are skipped where there is none."""
    needs.require("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=needs.chromium_path(), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser,
    file: Path,
    width: int = DESKTOP,
    scheme: Scheme = "light",
    *,
    without_policy: bool = False,
) -> Iterator[Opened]:
    """The page in a file, by its address, in a window of that width."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=without_policy,
        reduced_motion="reduce",
    )
    try:
        one = Opened(context.new_page())
        one.page.on("console", lambda message: one.said.append(message.text))
        one.page.on("pageerror", lambda error: one.said.append(str(error)))
        one.page.on("request", lambda request: one.requests.append(request.url))

        def dismiss(dialog: Any) -> None:
            one.dialogs.append(dialog.message)
            dialog.dismiss()

        one.page.on("dialog", dismiss)
        one.page.goto(file.as_uri(), wait_until="load")
        yield one
    finally:
        context.close()


def faults(browser: Browser, file: Path, width: int, scheme: Scheme) -> list[str]:
    """What axe-core finds on a page that is serious or critical."""
    with opened(browser, file, width, scheme, without_policy=True) as one:
        one.page.add_script_tag(content=AXE)
        found = one.run("axe.run(document, {resultTypes: ['violations']})")
    assert found["passes"], "axe has looked at nothing"
    return [
        f"{fault['id']}: {node['html'][:200]} {node['failureSummary']}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
