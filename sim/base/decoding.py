"""Bytes of a text file: UTF-8 (with or without byte order mark) or GBK / GB18030, nothing else."""

from __future__ import annotations

from sim.base.errors import Say, UserError

_MARK = b"\xef\xbb\xbf"


def decode_text(data: bytes, file: str) -> str:
    """Return the text of a file.

    Parameters
    ----------
    data : bytes
        The whole file.
    file : str
        Its name for the error.

    Raises
    ------
    UserError
        When the bytes are neither UTF-8 nor GB18030 (of which GBK is a part), or hold a zero byte, as
        UTF-16 and spreadsheets do.
    """
    if b"\0" in data:
        raise _not_text(data, data.index(b"\0"), file)
    body = data.removeprefix(_MARK)
    offset = len(data) - len(body)
    furthest = 0
    for encoding in ("utf-8",) if offset else ("utf-8", "gb18030"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError as error:
            # The encoding that gets furthest is most likely the one that was meant.
            furthest = max(furthest, error.start + offset)
    raise _not_text(data, furthest, file)


def _not_text(data: bytes, position: int, file: str) -> UserError:
    """Return the error for the byte at `position`."""
    row = data.count(b"\n", 0, position) + 1
    line_start = data.rfind(b"\n", 0, position) + 1
    column = data.count(b",", line_start, position) + 1
    return UserError(
        Say("the file is neither UTF-8 nor GBK text", "文件既不是 UTF-8 也不是 GBK 文本"),
        where=f"{file}:{row}:{column}",
        value=f"byte 0x{data[position]:02X}",
        rule=Say(
            "tables are CSV text in UTF-8 or GBK (GB18030)", "表为 UTF-8 或 GBK（GB18030）编码的 CSV 文本"
        ),
        remedy=Say(
            "save the table again as 'CSV UTF-8', not as a workbook",
            "请在电子表格中另存为“CSV UTF-8”，不要存为工作簿",
        ),
    )
