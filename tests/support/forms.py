"""The forms that pages show, as a browser would fill them in and send them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlsplit

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx
    from selectolax.lexbor import LexborNode

    from support.visitor import Browser

URLENCODED = "application/x-www-form-urlencoded"
SECRET = "csrf"  # noqa: S105 - the name of the field


WITHOUT_LINK = ("/", "/connect/choose", "/sign-in")
"""Where one begins, and what no link of a signed-in person's page leads to."""


@dataclass(frozen=True)
class Form:
    """One form: where it stands, where it leads to, and what is in its fields."""

    page: str
    action: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()

    @property
    def kind(self) -> tuple[str, tuple[str, ...]]:
        """What makes it another form than others: ids in addresses do not."""
        names = dict.fromkeys(name for name, _ in self.fields)
        return re.sub(r"/[\w-]*\d[\w-]*", "/*", self.action), (*names, *self.files)

    def names(self) -> list[str]:
        """The fields that something may be put into."""
        return [name for name in self.kind[1] if name != SECRET and name not in self.files]

    def body(self, name: str = "", text: str = "") -> bytes:
        """The form as it is sent, with another text in the field `name`."""
        pairs = [(key, value) for key, value in self.fields if key != name]
        if name:
            pairs.append((name, text))
        return "&".join(f"{_encoded(key)}={_encoded(value)}" for key, value in pairs).encode()


def send(browser: Browser, form: Form, name: str = "", text: str = "") -> httpx.Response:
    """Send a form with another text in one field, and follow nowhere."""
    headers = {"Content-Type": URLENCODED}
    return browser.http.post(form.action, content=form.body(name, text), headers=headers)


def all_forms(browser: Browser) -> Iterator[Form]:
    """Every form on every page that a link leads to, each kind once."""
    seen: set[object] = set()
    for path, page in _pages(browser):
        for form in _forms(path, page):
            if form.kind not in seen:
                seen.add(form.kind)
                yield form


def _pages(browser: Browser) -> Iterator[tuple[str, LexborHTMLParser]]:
    unread, known = list(WITHOUT_LINK), set(WITHOUT_LINK)
    while unread:
        path = unread.pop(0)
        page = LexborHTMLParser(browser.open(path).text)
        yield path, page
        for link in page.css("a[href^='/']"):
            target = urlsplit(link.attributes["href"] or "").path
            if target not in known:
                known.add(target)
                unread.append(target)


def _forms(path: str, page: LexborHTMLParser) -> Iterator[Form]:
    for form in page.css("form[method=post]"):
        fields = [
            (field.attributes["name"] or "", _value(field))
            for field in form.css("input[name], textarea[name], select[name], button[name]")
            if field.attributes.get("type") != "file" and _is_sent(field)
        ]
        files = [field.attributes["name"] or "" for field in form.css("input[type=file]")]
        yield Form(path, form.attributes["action"] or path, tuple(fields), tuple(files))


def _is_sent(field: LexborNode) -> bool:
    """Boxes are sent ticked: then there is something to be read."""
    return field.attributes.get("type") != "radio" or "checked" in field.attributes


def _value(field: LexborNode) -> str:
    match field.tag:
        case "textarea":
            return field.text().removeprefix("\n")
        case "select":
            chosen = field.css_first("option[selected]") or field.css_first("option")
            return (chosen.attributes.get("value") or "") if chosen else ""
        case _:
            return field.attributes.get("value") or ""


def _encoded(text: str) -> str:
    return quote_plus(text, errors="surrogatepass")
