"""Whatever is given as whichever argument: a command does it, or says what is wrong."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from support.hostile_input import PLANS, TEXTS
from support.postings import MARKDOWN
from typer.core import TyperGroup

from service.cli.app import COMMANDS, load
from service.domain.planfile import read_plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typer.core import TyperCommand

Share = "Callable[[Iterable[object], int], list[Any]]"
WITHOUT_END = {"serve", "worker", "demo"}
"""They run until they are stopped, and take numbers, an address and a file that others take."""

GIVEN = {"goal": "Pricing", "skill": "Listening", "posting": "A job", "source": "job.md"}
BESIDES = {"posting pick": ["--add", "1"], "goal move": ["--first"]}
FILES = ["plan import", "plan check", "posting add", "rehearse", "db restore"]
OTHER_FILES = {"rehearse": "--pace", "connect": "--token-file"}


def commands() -> Iterator[tuple[str, TyperCommand]]:
    for entry in COMMANDS:
        command = load(entry)
        inner = command.commands if isinstance(command, TyperGroup) else {"": command}
        if entry.name not in WITHOUT_END:
            yield from ((f"{entry.name} {name}".strip(), one) for name, one in inner.items())


def texts_of(name: str, command: TyperCommand) -> Iterator[tuple[str, list[str]]]:
    """Each argument that takes a value, and a command line whose end it is."""
    valued = [one for one in command.params if not getattr(one, "is_flag", False)]
    needed = [one for one in valued if one.required]
    for one in valued:
        given = [
            GIVEN.get(other.name or "", "plan.yaml") for other in needed if other is not one
        ]
        option = [one.opts[0]] if one.param_type_name == "option" else []
        yield str(one.name), [*name.split(), *given, *BESIDES.get(name, []), *option]


VALUED = {name: dict(texts_of(name, one)) for name, one in commands()}


@pytest.fixture
def ready(momentum, plan_file, tmp_path: Path):
    """A home with a plan, a posting in it, and files to name."""
    (tmp_path / "job.md").write_text(MARKDOWN)
    assert momentum("plan", "import", plan_file).code == 0
    assert momentum("posting", "add", "job.md", "--title", "A job").code == 0
    return momentum


@pytest.fixture
def written(ready, home: Path) -> Iterator[sqlite3.Connection]:
    assert ready
    with closing(sqlite3.connect(home / "momentum.db")) as line:
        yield line


def version(written: sqlite3.Connection) -> int:
    return int(written.execute("PRAGMA data_version").fetchone()[0])


def fault(ended, *, is_same: bool) -> str:
    """What is wrong with how a command ended; nothing, where it did it or told why not."""
    said = ended.out + ended.err
    if ended.code not in {0, 1, 2}:
        return f"ended with {ended.code}"
    if "did not expect" in said:
        return said
    if ended.code and not is_same:
        return "failed and yet written"
    if ended.code and "Error" not in ended.err and " problem" not in ended.out:
        return f"no error: {said}"
    odd = {char for char in said if ord(char) < 32} - set("\n")
    return f"steers the terminal: {odd}" if odd else ""


@pytest.mark.usefixtures("asana")
@pytest.mark.parametrize("name", [name for name, valued in VALUED.items() if valued])
def test_every_text_as_every_argument(
    ready, written: sqlite3.Connection, share: Share, tmp_path: Path, name: str
) -> None:
    wrong = []
    for number, (argument, line) in enumerate(VALUED[name].items(), list(VALUED).index(name)):
        for called, text in share(TEXTS.items(), number):
            before = version(written)
            ended = ready(*line, text)
            if what := fault(ended, is_same=version(written) == before):
                wrong.append(f"{name} {argument} {called}: {what}")

    assert wrong == []
    exported = tmp_path / "after.yaml"
    assert ready("plan", "export", "--force", exported).code == 0
    assert read_plan(exported.read_bytes())
    assert json.loads(ready("plan", "show", "--json").out)["goals"]


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize("name", PLANS)
def test_every_file_that_is_none(
    ready, written: sqlite3.Connection, share: Share, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "bad"
    file.write_bytes(PLANS[name])
    wrong = []
    lines = [(*one.split(), file) for one in FILES]
    for command, option in OTHER_FILES.items():
        more = ["plan.yaml"] if command == "rehearse" else []
        lines.append((command, *more, option, file))
    for line in share(lines, list(PLANS).index(name)):
        before = version(written)
        ended = ready(*line)
        is_same = version(written) == before or line[0] == "connect"  # what it asks is counted
        if what := fault(ended, is_same=is_same):
            wrong.append(f"{line}: {what}")

    assert wrong == []
