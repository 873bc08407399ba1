from __future__ import annotations

import json

import pytest

from service.cli.output import clean, say, say_json


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J\x1b]0;owned\x07", "�[2J�]0;owned�"),
        ("\x9b31m", "�31m"),
        ("ab\u202etxt.exe", "ab�txt.exe"),
        ("line\nbreak\ttab", "line break tab"),
        ("\ud800", "�"),
        ("Português 日本 👩‍💻", "Português 日本 👩‍💻"),
    ],
)
def test_text_from_elsewhere_cannot_steer_the_terminal(hostile, shown):
    assert clean(hostile) == shown


def test_a_value_is_text_and_never_markup(capsys):
    say("Let go of [bold]{}[/].", "[red]x[/] [link=https://example.com]")

    assert capsys.readouterr().out == "Let go of [red]x[/] [link=https://example.com].\n"


def test_json_is_ascii_and_whole_whatever_is_in_it(capsys):
    said = {"skill": "\x1b[31m\x9b日本\ud800", "long": "x" * 500}

    say_json(said)

    out = capsys.readouterr().out
    assert out.isascii()
    assert "\x1b" not in out
    assert json.loads(out) == said


def test_nothing_is_coloured_off_a_terminal(capsys):
    say("[bold red]Error:[/] {}", "no")

    assert capsys.readouterr().out == "Error: no\n"
