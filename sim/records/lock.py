"""One writer a folder: a lock that the system releases by itself when its holder dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.base.errors import Say, UserError
from sim.records.atomic import disk_errors


@contextmanager
def only_writer(out: Path) -> Iterator[None]:
    """Hold the lock of a batch folder, which is made if need be.

    Raises
    ------
    UserError
        When another process is writing into the folder.
    """
    with disk_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(out / ".lock", os.O_RDWR | os.O_CREAT)
    try:
        _take(handle, out)
        yield
    finally:
        os.close(handle)


def _take(handle: int, out: Path) -> None:
    """Take the lock or raise."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise UserError(
            Say("another batch is writing into this folder", "另一个批量正在写入该文件夹"),
            where=str(out),
            remedy=Say("wait for it to end, or choose another folder", "请等待其结束，或指定其他文件夹"),
        ) from error
