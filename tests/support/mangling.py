"""Sound input, and what becomes of it in the hands of somebody who wants to break its reader.

Random bytes are turned away at a reader's first step. What was sound before a few things were
done to it gets further in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 80
ODD = (
    b"",
    b"\x00",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    "\u202e\u2028\u200b".encode(),
    b"\\ud800",
    b"9" * 400,
    b"1e999",
    b"NaN",
    b"\r\n",
    b" " * 200,
)
"""What trips readers of any kind."""


@st.composite
def mangled(draw: st.DrawFn, samples: Sequence[str], words: Sequence[str] = ()) -> bytes:
    """A sample with a few of its pieces taken out, said again, or replaced by something odd.

    `words` are those that the reader at hand knows.
    """
    data = draw(st.sampled_from(samples)).encode()
    put_in = st.sampled_from([*ODD, *(word.encode() for word in words)]) | st.binary(max_size=4)
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(start + LONGEST, len(data))))
        piece = data[start:end]
        other = draw(st.sampled_from([b"", piece * 2, piece * 30, piece[::-1]]) | put_in)
        data = data[:start] + other + data[end:]
    return data


def mangled_text(samples: Sequence[str], words: Sequence[str] = ()) -> st.SearchStrategy[str]:
    """The same as text; what is no UTF-8 becomes half a surrogate pair each."""
    return mangled(samples, words).map(lambda data: data.decode("utf-8", "surrogateescape"))
