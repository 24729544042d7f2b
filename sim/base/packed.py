"""Objects full of arrays as one run of bytes, to be mapped by several processes or sent to another machine.

Arrays keep what compiled code asks of them: an array that can be written stays so (in a process of its own copy of the
pages, which are shared until somebody writes), a read-only one stays read-only.
"""

from __future__ import annotations

import mmap
import pickle
from pathlib import Path

from sim.base.atomic import write_atomic

_ALIGNED = 64  # bytes; a cache line
_HEAD = 8  # bytes that tell the length of the index


def pack(thing: object) -> bytes:
    """Return an object as bytes; its arrays stand apart from the rest, each where `unpack` can point to it."""
    held: list[memoryview] = []
    body = pickle.dumps(thing, protocol=5, buffer_callback=lambda one: held.append(one.raw()))
    index = pickle.dumps((body, [(view.nbytes, view.readonly) for view in held]))
    parts = [len(index).to_bytes(_HEAD, "little"), index]
    at = _HEAD + len(index)
    for view in held:
        gap = -at % _ALIGNED
        parts += [b"\0" * gap, view]
        at += gap + view.nbytes
    return b"".join(parts)


def unpack(buffer: bytearray | mmap.mmap) -> object:
    """Return the object of some bytes that can be written; its arrays are views of them."""
    view = memoryview(buffer)
    at = _HEAD + int.from_bytes(view[:_HEAD], "little")
    body, sizes = pickle.loads(view[_HEAD:at])
    arrays = []
    for n_bytes, is_fixed in sizes:
        at += -at % _ALIGNED
        part = view[at : at + n_bytes]
        arrays.append(part.toreadonly() if is_fixed else part)
        at += n_bytes
    return pickle.loads(body, buffers=arrays)


def write_packed(path: Path, thing: object) -> None:
    """Write an object to a file, whole or not at all."""
    write_atomic(path, pack(thing))


def map_packed(path: Path) -> object:
    """Return the object of a file without reading it whole; what is written to its arrays stays in this process."""
    with path.open("rb") as file:
        return unpack(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY))
