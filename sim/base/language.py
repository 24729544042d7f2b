"""The language of what the user reads: Chinese or English."""

from __future__ import annotations

import os
from collections.abc import Mapping

from sim.base.errors import Say, UserError

LANGUAGES = ("zh", "en")


def resolve_language(asked: str | None = None, environment: Mapping[str, str] | None = None) -> str:
    """Return 'zh' or 'en'.

    Parameters
    ----------
    asked : str, optional
        The value of ``--lang``; it wins over the environment.
    environment : mapping, optional
        The environment variables; those of the process when left out.

    Returns
    -------
    str
        ``asked`` when given; else 'zh' when LC_ALL (or, where LC_ALL is unset or empty, LANG) starts with
        'zh', in whatever case; else 'en'.

    Raises
    ------
    UserError
        When `asked` is neither 'zh' nor 'en'.
    """
    if asked is not None:
        if asked in LANGUAGES:
            return asked
        raise UserError(
            Say("unknown language", "未知的语言"),
            where="--lang",
            value=asked,
            rule=Say("one of: zh, en", "可选：zh、en"),
            remedy=Say("write --lang zh or --lang en", "请写 --lang zh 或 --lang en"),
        )
    variables = os.environ if environment is None else environment
    chosen = variables.get("LC_ALL") or variables.get("LANG") or ""
    return "zh" if chosen.lower().startswith("zh") else "en"
