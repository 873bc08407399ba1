"""Notes: what Asana takes, what it refuses, and what it makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Api

    from integrations.asana.sandbox import World
    from integrations.asana.sandbox.model import User


@pytest.fixture
def write(api: Api, board: str) -> Callable[[str], str]:
    """Write html_notes to a task and return them as read back."""
    gid = api.post("/tasks", name="Speak", projects=[board])["gid"]

    def written(inside: str) -> str:
        api.put(f"/tasks/{gid}", html_notes=f"<body>{inside}</body>")
        shown = api.get(f"/tasks/{gid}", opt_fields="html_notes")["html_notes"]
        return shown.removeprefix("<body>").removesuffix("</body>")

    return written


@pytest.mark.parametrize(
    "html",
    [
        "",
        "one\ntwo\n\nthree",
        "a &lt; b &amp; c &gt; d",
        "<strong>a</strong> <em>b</em> <u>c</u> <s>d</s> <code>e</code> <mark>f</mark>",
        "<h1>a</h1><h2>b</h2><h3>c</h3><hr/>",
        "<ul><li>a<ol><li>b</li></ol></li></ul>",
        "<blockquote>a</blockquote><pre>b\n  c</pre>",
        "<table><tr><td>a</td></tr></table>",
        '<a href="https://example.com/?a=1&amp;b=2">a</a>',
        '<a href="mailto:ada@example.com">a</a>',
    ],
)
def test_what_asana_takes_comes_back_as_it_was(write: Callable[[str], str], html: str):
    assert write(html) == html


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<b>a</b><i>b</i>", "<strong>a</strong><em>b</em>"),
        ("<span>a <b>b</b></span>", "a <strong>b</strong>"),
        ("<ul>\n  <li>a</li>\n</ul>", "<ul><li>a</li></ul>"),
        ("a<strong></strong>", "a"),
        ("&quot;a&quot; &#39;b&#39;", "\"a\" 'b'"),
        ("a\r\nb", "a\nb"),
    ],
)
def test_asana_puts_notes_into_its_own_form(write: Callable[[str], str], html: str, shown: str):
    assert write(html) == shown
    assert write(shown) == shown


@pytest.mark.parametrize(
    "html",
    [
        "<p>a</p>",
        "a<br/>b",
        "<div>a</div>",
        "<h4>a</h4>",
        "<img/>",
        "<del>a</del>",
        "<sub>a</sub>",
        "<li>a</li>",
        "<ul>a</ul>",
        "<pre><code>a</code></pre>",
        "<ul><li><h1>a</h1></li></ul>",
        "<strong>a",
        "<STRONG>a</STRONG>",
        "a & b",
        '<strong class="x">a</strong>',
        "<a>a</a>",
        '<a data-asana-gid="1"/>',
        "<!-- a -->",
        "&nbsp;",
        "\x00",
        "\x0b",
        "</body><body>",
    ],
)
def test_what_asana_refuses(api: Api, board: str, html: str):
    gid = api.post("/tasks", name="Speak", projects=[board], notes="mine")["gid"]
    data = {"html_notes": f"<body>{html}</body>", "name": "New"}

    assert api.refusal("PUT", f"/tasks/{gid}", data=data) == (400, "XML is invalid")
    kept = api.get(f"/tasks/{gid}")
    assert (kept["name"], kept["notes"]) == ("Speak", "mine")


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<body class="x">a</body>', "Rich text should be wrapped in <body> tag."),
        ("<ul><li>a</li></ul>", "Rich text should be wrapped in <body> tag."),
        ("plain", "XML is invalid"),
        ("", "XML is invalid"),
        ('<body><a href="/x">a</a></body>', "invalid protocol in HREF field"),
        ('<body><a href="javascript:x">a</a></body>', "invalid protocol in HREF field"),
        (
            '<!DOCTYPE body [<!ENTITY a "b">]><body>&a;</body>',
            "XML is invalid",
        ),
    ],
)
def test_refusals_say_what_asana_says(api: Api, board: str, html: str, message: str):
    data = {"name": "Speak", "projects": [board], "html_notes": html}

    assert api.refusal("POST", "/tasks", data=data) == (400, message)


def test_a_link_to_a_task_gets_its_address_and_its_present_name(
    write: Callable[[str], str], api: Api, board: str
):
    other = api.post("/tasks", name="Tom & Ada", projects=[board])["gid"]

    shown = write(f'<a data-asana-gid="{other}"/>')
    assert f'<a href="https://app.asana.com/0/0/{other}" data-asana-gid="{other}"' in shown
    assert 'data-asana-dynamic="true">Tom &amp; Ada</a>' in shown
    api.put(f"/tasks/{other}", name="Renamed")
    again = write(shown)
    assert again.endswith('data-asana-dynamic="true">Renamed</a>')
    frozen = write(f'<a data-asana-gid="{other}" data-asana-dynamic="false">my words</a>')
    assert frozen.endswith('data-asana-dynamic="false">my words</a>')


def test_plain_notes_and_rich_notes_are_one_text(api: Api, board: str):
    gid = api.post("/tasks", name="Speak", projects=[board], notes="a < b\r\n& c")["gid"]

    shown = api.get(f"/tasks/{gid}", opt_fields="html_notes,notes")
    assert shown["html_notes"] == "<body>a &lt; b\n&amp; c</body>"
    assert shown["notes"] == "a < b\n& c"
    rich = "<body><strong>Why</strong>\n<ul><li>a</li><li>b</li></ul></body>"
    api.put(f"/tasks/{gid}", html_notes=rich)
    assert api.get(f"/tasks/{gid}")["notes"] == "Why\n- a\n- b"


def test_a_lone_surrogate_is_no_json(api: Api, world: World, ada: User):
    headers = {"Authorization": f"Bearer {world.add_token(ada)}"}
    body = b'{"data": {"name": "\\ud800"}}'

    assert api.client.post("/tasks", content=body, headers=headers).status_code == 400
