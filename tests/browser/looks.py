"""What holds for every page that a person looks at, in both themes and at two widths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": RULES,
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, and off unless asked for
    "resultTypes": ["violations"],
}
WIDE, NARROW = 1280, 390
HEIGHT = 844

AXE = """async (options) => (await axe.run(options)).violations.flatMap(
  (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)}`))"""

SHOWS_FOCUS = """() => {
  const able = "a[href], button, input:not([type=hidden]), select, textarea, summary, " +
    "[tabindex='0']";
  return [...document.querySelectorAll(able)].filter((one) => {
    if (one.disabled || !one.checkVisibility()) return false;
    one.focus();
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle === "none" || parseFloat(outlineWidth) < 2;
  }).map((one) => `focus is not seen: ${one.outerHTML.slice(0, 200)}`);
}"""

STANDS_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > wide + 1)
    .map((one) => `sticks out: ${one.outerHTML.slice(0, 200)}`);
}"""

HAS_A_FRAME = """() => [
  ["one h1", document.querySelectorAll("h1").length === 1],
  ["a title", /\\S.* · /.test(document.title)],
  ["a language", document.documentElement.lang === "en"],
  ["one main part", document.querySelectorAll("main").length === 1],
].filter(([, holds]) => !holds).map(([what]) => `the page has not ${what}`)"""


@dataclass(frozen=True, slots=True)
class Look:
    """What is wrong with the page as it is before one; empty where nothing is."""

    page: Page

    def wrong(self) -> list[str]:
        """Look at it wide and light, narrow and dark, and go through it with the keys."""
        page = self.page
        page.evaluate(AXE_SCRIPT)
        found = list(page.evaluate(HAS_A_FRAME))
        for width, colours in ((WIDE, "light"), (NARROW, "dark")):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.emulate_media(color_scheme=colours, reduced_motion="reduce")
            found += page.evaluate(AXE, OPTIONS)
            found += page.evaluate(STANDS_OUT)
        page.keyboard.press("Tab")  # from now on focus is shown, as for one with keys
        return [*found, *page.evaluate(SHOWS_FOCUS)]
