from __future__ import annotations

import pytest

from service.web.pages.words import href


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
