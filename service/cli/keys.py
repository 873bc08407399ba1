"""One key of a person's, taken as it is pressed."""

from __future__ import annotations

import os
import select
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from service.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

try:
    import termios
    import tty
except ImportError:  # Windows has no such thing
    termios = None  # type: ignore[assignment]

ENTER = ""
ESCAPE, CTRL_D = "\x1b", "\x04"
MOST_BYTES = 32  # of one key: arrows and the like send several


def press(question: str, keys: Mapping[str, str]) -> str:
    """Ask until one of `keys` is pressed, and return it in small letters.

    `keys` says what each means, to be read after a wrong one; `ENTER` stands for that key.
    Where keys cannot be read one by one, a typed line counts by its first letter. Raises
    EOFError where the input has ended, and KeyboardInterrupt.
    """
    while True:
        typer.echo(f"{question} ", nl=False)
        key = _key()
        if key in keys:
            return key
        listed = ", ".join(f"{name or 'Enter'} ({what})" for name, what in keys.items())
        say("[yellow]Press one of:[/] {}.", listed)


def _key() -> str:
    with _key_by_key() as keyboard:
        if keyboard is None:
            line = sys.stdin.readline()
            if not line:
                raise EOFError
            return line.strip()[:1].lower()
        pressed = _one(keyboard).decode(errors="replace")
    if pressed in {"", CTRL_D}:
        raise EOFError
    key = "?" if pressed.startswith(ESCAPE) else pressed[:1].strip().lower()
    typer.echo(key)
    return key


def _one(keyboard: int) -> bytes:
    """Read the bytes of one key and no more, so that what is typed ahead stays.

    A letter is as long as its first byte says in UTF-8. An arrow and the like begin with
    Escape, and end as ECMA-48 has it: with the first byte from @ to ~ behind `[` or `O`.
    """
    read = os.read(keyboard, 1)
    if read == ESCAPE.encode():
        while len(read) < MOST_BYTES and select.select([keyboard], [], [], 0)[0]:
            read += os.read(keyboard, 1)
            if len(read) > len(b"\x1b[") and b"@" <= read[-1:] <= b"~":
                break
        return read
    more = sum(read >= lead for lead in (b"\xc0", b"\xe0", b"\xf0"))
    while more and (byte := os.read(keyboard, 1)):
        read, more = read + byte, more - 1
    return read


@contextmanager
def _key_by_key() -> Iterator[int | None]:
    """Lend the keyboard without its line editing; None where there is none to lend.

    Keys that still signal (Ctrl-C) and what is typed ahead stay as they are.
    """
    try:
        keyboard = sys.stdin.fileno()
        before = termios.tcgetattr(keyboard) if termios else None
    except (OSError, ValueError, getattr(termios, "error", OSError)):
        before = None
    if before is None:
        yield None
        return
    try:
        tty.setcbreak(keyboard, termios.TCSADRAIN)
        yield keyboard
    finally:
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)
