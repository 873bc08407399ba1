"""Notes in a text field: what was not touched keeps its formatting, what is typed is text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.asana.sandbox import World
from integrations.asana.sandbox.pages.editing import edited, shown

KEPT = (
    "Mine &amp; yours\n\n<strong>How</strong>\nOwn the <em>deck</em>\n\n"
    "<strong>Asked for by</strong>\n<ul><li>One</li><li>Two <code>x</code></li></ul>\n"
    '<h2>Part</h2>after<hr/><a href="https://example.com/">site</a>\n'
    "<pre>a\nb</pre><ol><li>first<ul><li>inner</li></ul></li></ol>end"
)
TYPED = """Mine & yours

How
Own the deck

Asked for by

- One
- Two x


Part
after
———
site

a
b
- first
- inner
end"""

world = World()


def change(old: str, new: str) -> str:
    assert old in TYPED
    return edited(world, KEPT, TYPED.replace(old, new, 1))


def test_notes_are_shown_as_lines_and_unchanged_lines_stay_to_the_letter():
    assert shown(world, KEPT) == TYPED
    assert edited(world, KEPT, TYPED) == KEPT


@pytest.mark.parametrize(
    ("old", "new", "was", "now"),
    [
        ("Own the deck", "Own <b>it</b>", "Own the <em>deck</em>", "Own &lt;b&gt;it&lt;/b&gt;"),
        ("- One", "- One & only", "<li>One</li>", "<li>One &amp; only</li>"),
        ("- One\n", "- One\n- More\n", "<li>One</li>", "<li>One</li><li>More</li>"),
        ("How\n", "", "<strong>How</strong>\n", ""),
        ("a\nb", "a\nc", "\n<pre>a\nb</pre>", "\n\na\nc"),
        ("———", "- new", "<hr/>", "<ul><li>new</li></ul>"),
    ],
)
def test_only_what_was_changed_is_changed(old: str, new: str, was: str, now: str):
    assert change(old, new) == KEPT.replace(was, now, 1)


def test_links_keep_what_they_link_to():
    user = world.add_user("Ada Example", "ada@example.com")
    workspace = world.add_workspace("Home", members=[user])
    person = world.person(user)
    section = world.projects[person.add_project(workspace.gid, "Plan")].sections.first()
    other = person.add_task(section, "Speak")
    link = f'<a data-asana-gid="{other}"/>'
    frozen = f'<a data-asana-gid="{other}" data-asana-text="a &amp;quot;talk&amp;quot;"/>'

    assert shown(world, f"{link} goes well") == "Speak goes well"
    assert edited(world, f"{link}\nold", "Speak\nnew") == f"{link}\nnew"
    assert 'data-asana-dynamic="false"' in edited(world, f"{frozen}\nx", 'a "talk"\ny')


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_whatever_is_typed_is_shown_again(text: str):
    assert shown(world, edited(world, "", text)) == text


@given(st.lists(st.sampled_from([*TYPED.split("\n"), "new", "- item"])))
def test_any_edit_shows_what_was_typed_and_loses_no_line(lines: list[str]):
    typed = "\n".join(lines)

    html = edited(world, KEPT, typed)

    assert [line for line in shown(world, html).split("\n") if line] == [
        line for line in lines if line
    ]
