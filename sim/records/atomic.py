"""Say clearly when the disk does not take what is written."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.base.errors import Say, UserError

_FULL = {errno.ENOSPC, errno.EFBIG, *([errno.EDQUOT] if hasattr(errno, "EDQUOT") else [])}
_REFUSED = {
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENOENT,
    errno.ENAMETOOLONG, errno.ELOOP,
}  # fmt: skip


@contextmanager
def disk_errors(out: Path, remedy: Say | None = None, option: str = "--out") -> Iterator[None]:
    """Turn a full or forbidden disk into a `UserError`; other errors pass.

    Parameters
    ----------
    out : Path
        What is written.
    remedy : Say, optional
        What the user can do; by default resume a batch on a full disk, or name another folder with `option`.
    option : str
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise UserError(
                Say("the disk is full; nothing half-written was kept", "磁盘已满；未留下写了一半的文件"),
                where=str(out),
                value=os.strerror(error.errno),
                remedy=remedy
                or Say(
                    "make room, then run the same command with --resume (sim run: run it again)",
                    "请腾出空间，然后以 --resume 再次运行（sim run 则直接重新运行）",
                ),
            ) from error
        if error.errno in _REFUSED:
            raise UserError(
                Say("the output folder cannot be written", "输出文件夹无法写入"),
                where=str(out),
                value=os.strerror(error.errno),
                remedy=remedy or Say(f"choose another folder with {option}", f"请用 {option} 指定其他文件夹"),
            ) from error
        raise
