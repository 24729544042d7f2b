"""Mistakes of the user, said in two languages.

A mistake in a table, a scenario or on the command line ends as one `UserError` with four parts: what is
wrong, the value found, the rule it breaks and the remedy.  The command line prints it and exits with code 2;
a traceback is kept for defects of the program.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

SHOWN_AT_MOST = 20

_LABELS = {
    "en": {"error": "error: ", "value": "value:  ", "rule": "rule:   ", "remedy": "remedy: ", "colon": ": "},
    "zh": {"error": "错误：", "value": "值：", "rule": "规则：", "remedy": "处理：", "colon": "："},
}


@dataclass(frozen=True)
class Say:
    """One sentence in two languages.

    Parameters
    ----------
    en, zh : str
        The sentence in English and in Chinese.
    """

    en: str
    zh: str

    def text(self, lang: str) -> str:
        """Return the sentence in `lang`, 'zh' or 'en' (anything else counts as 'en')."""
        return self.zh if lang == "zh" else self.en


class UserError(Exception):
    """A mistake of the user; never shown as a traceback; exit code 2.

    Parameters
    ----------
    what : Say
        What is wrong.
    where : str
        ``file:row:column`` of a table (row = line number in the file, 1-based, header = 1) or
        ``file:line:column`` of a YAML file; empty where no file is concerned.
    value : object
        The value found, or a `Say` where it is words of the program; None leaves the line out.
    rule, remedy : Say, optional
        The rule that is broken, and what to do.
    """

    exit_code = 2

    def __init__(
        self,
        what: Say,
        *,
        where: str = "",
        value: object = None,
        rule: Say | None = None,
        remedy: Say | None = None,
    ) -> None:
        super().__init__(what, where, value, rule, remedy)
        self.what = what
        self.where = where
        self.value = value
        self.rule = rule
        self.remedy = remedy

    def __reduce__(self) -> tuple:
        """Rebuild the error in another process: keywords do not survive the default pickling."""
        return _rebuild_one, (self.what, self.where, self.value, self.rule, self.remedy)

    def text(self, lang: str = "en") -> str:
        """Return the message in `lang`, one line for each part that is known."""
        label = _LABELS["zh" if lang == "zh" else "en"]
        place = self.where + label["colon"] if self.where else ""
        lines = [label["error"] + place + self.what.text(lang)]
        if self.value is not None:
            value = self.value.text(lang) if isinstance(self.value, Say) else self.value
            lines.append("  " + label["value"] + _one_line(value))
        if self.rule is not None:
            lines.append("  " + label["rule"] + self.rule.text(lang))
        if self.remedy is not None:
            lines.append("  " + label["remedy"] + self.remedy.text(lang))
        return "\n".join(lines)

    def __str__(self) -> str:
        """Return the English message."""
        return self.text("en")

    def _render_traceback_(self) -> list[str]:
        """Return the lines that a notebook shows in place of a traceback: the message in the user's language."""
        from sim.base.language import resolve_language

        return self.text(resolve_language()).splitlines()


class TooLargeError(UserError):
    """A region is larger than what is kept of it can tell; of a batch it ends one run, not the others."""


class UserErrors(UserError):
    """Several mistakes found in one reading.

    Parameters
    ----------
    errors : iterable of UserError
        At least one; a `UserErrors` inside is taken apart, so that the list stays flat.
    """

    def __init__(self, errors: Iterable[UserError]) -> None:
        flat: list[UserError] = []
        for error in errors:
            flat.extend(error.errors if isinstance(error, UserErrors) else [error])
        if not flat:
            raise ValueError("UserErrors needs at least one error")
        first = flat[0]
        super().__init__(
            first.what, where=first.where, value=first.value, rule=first.rule, remedy=first.remedy
        )
        self.errors: tuple[UserError, ...] = tuple(flat)

    def __reduce__(self) -> tuple:
        """Rebuild the list of errors in another process."""
        return UserErrors, (self.errors,)

    def text(self, lang: str = "en") -> str:
        """Return the messages in `lang`, `SHOWN_AT_MOST` of them and the count of the others.

        One slip in a column repeats itself in every row: of each kind and file the first are shown before the next,
        so that a long table does not hide the mistakes of the others.
        """
        shown = [error.text(lang) for error in self._shown()]
        left = len(self.errors) - len(shown)
        if left:
            shown.append(Say(f"and {left} more errors", f"另有 {left} 处错误").text(lang))
        return "\n".join(shown)

    def _shown(self) -> list[UserError]:
        """Return the errors to show, in their order."""
        met: dict[tuple[str, Say], int] = {}
        ranks = []
        for i, error in enumerate(self.errors):
            kind = (error.where.split(":")[0], error.what)
            met[kind] = met.get(kind, 0) + 1
            ranks.append((met[kind], i))
        return [self.errors[i] for i in sorted(i for _, i in sorted(ranks)[:SHOWN_AT_MOST])]


def unknown(
    what: Say, word: str, valid: Iterable[str], where: str = "", rule: Say | None = None
) -> UserError:
    """Return the error of a word that is none of the valid ones, with the nearest valid one.

    Parameters
    ----------
    what : Say
        What the word should name, such as a lever.
    word : str
    valid : iterable of str
    where : str
        As of `UserError`.
    rule : Say, optional
        In place of the list of valid words, where that is long.
    """
    names = sorted(valid)
    listed = ", ".join(names)
    near = get_close_matches(word, names, n=1)
    return UserError(
        Say(f"unknown {what.en}", f"未知的{what.zh}"),
        where=where,
        value=word,
        rule=rule or Say(f"valid: {listed or 'none'}", f"可用：{listed or '无'}"),
        remedy=Say(f"did you mean {near[0]}?", f"是否想写 {near[0]}？")
        if near
        else Say("remove it or correct it", "请删除或改正"),
    )


def _rebuild_one(what: Say, where: str, value: object, rule: Say | None, remedy: Say | None) -> UserError:
    """Build a `UserError` from its parts in order."""
    return UserError(what, where=where, value=value, rule=rule, remedy=remedy)


def _one_line(value: object) -> str:
    """Return a value as one printable line of at most 200 characters."""
    text = str(value).replace("\r", "\\r").replace("\n", "\\n")
    return text if len(text) <= 200 else text[:197] + "..."
