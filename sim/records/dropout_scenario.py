"""The dropout scenario (辍学口径) a scenario follows, in words, and what two scenarios must share to be twins."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from sim.base.errors import Say, UserError
from sim.base.yaml_reading import read_yaml

SWITCH = "is_survey_dropout"
REGISTER, SURVEY, NOT_TOLD = "register", "survey", ""
TITLES = {
    REGISTER: Say("register figures", "登记口径"),
    SURVEY: Say("survey stress case", "调查口径压力情景"),
    NOT_TOLD: Say("dropout scenario not told", "辍学口径未注明"),
}
MEANINGS = {
    REGISTER: Say(
        "dropout as the registers tell it, with other levels before and from 2020",
        "辍学水平取自学籍登记，2020年前后水平不同",
    ),
    SURVEY: Say(
        "dropout as surveys of poor counties found it in 2009-10: a stress case, no forecast",
        "辍学水平取自2009–10年贫困县调查：压力情景，不是预测",
    ),
    NOT_TOLD: Say(
        "neither the manifest nor the resolved scenario tells which dropout scenario it follows",
        "清单与解析后的情景文件均未注明辍学口径",
    ),
}


def dropout_note(resolved: Mapping) -> dict[str, str]:
    """Return `scenario`, the dropout scenario of a resolved scenario, and `rest_sha256`, the hash of all else.

    Scenarios of one folder with the same `rest_sha256` differ in nothing but name, title and dropout scenario.

    Parameters
    ----------
    resolved : mapping
        A scenario in full, as ``resolved/<scenario>.yaml`` has it.
    """
    parameters = dict(resolved["parameters"])
    switch = parameters.pop(SWITCH)
    rest = [
        resolved["input"]["value"],
        list(resolved["years"]["value"]),
        {key: [one[part] for part in ("value", "low", "high")] for key, one in parameters.items()},
        [[lever, _values(numbers)] for lever, numbers in resolved["levers"].items()],
        {rule: one["rule"] for rule, one in resolved.get("admission", {}).items()},
    ]
    digest = hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()
    return {"scenario": SURVEY if switch["value"] else REGISTER, "rest_sha256": digest}


def note_in_folder(out: Path, manifest: Mapping, scenario: str) -> dict[str, str]:
    """Return the note of a scenario of a batch folder: from the manifest, else from its resolved scenario.

    A folder that has neither tells nothing: `scenario` is `NOT_TOLD` and `rest_sha256` empty.
    """
    if "dropout" in manifest:
        return manifest["dropout"][scenario]
    try:
        return dropout_note(read_yaml(out / "resolved" / f"{scenario}.yaml").plain())
    except (UserError, KeyError, TypeError, AttributeError):
        return {"scenario": NOT_TOLD, "rest_sha256": ""}


def dropout_label(which: str) -> Say:
    """Return the label of whatever shows dropout or retention: "dropout: register figures"."""
    title = TITLES[which]
    return title if which == NOT_TOLD else Say(f"dropout: {title.en}", f"辍学口径：{title.zh}")


def dropout_words(which: str) -> Say:
    """Return the label with what it means, as a sentence without full stop."""
    label, meaning = dropout_label(which), MEANINGS[which]
    return Say(f"{label.en} ({meaning.en})", f"{label.zh}（{meaning.zh}）")


def _values(numbers: Mapping) -> dict:
    return {key: one["value"] for key, one in numbers.items()}
