from __future__ import annotations

import pytest

from service.web.pages.words import href, said


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://example.com/job?a=1", True),
        ("http://example.com", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.com", False),
        ("/settings", False),
        ("https://", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_linked(address: str, *, leads: bool) -> None:
    assert href(address) == (address if leads else "")


def test_what_is_typed_in_a_terminal_is_set_apart_and_nothing_else_is_markup() -> None:
    assert said("Run `momentum <x>` & <b>wait</b>`") == (
        "Run <code>momentum &lt;x&gt;</code> &amp; &lt;b&gt;wait&lt;/b&gt;`"
    )
