"""Rules of admission that are used in China (sim/rules/known), each with its source; `sim rules` lists them.

`present` is what holds where a scenario has no rule.
"""

from difflib import get_close_matches
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from sim.base.errors import Say, unknown
from sim.base.yaml_checks import groups, one_of
from sim.base.yaml_reading import Value, read_yaml
from sim.rules.admission import AdmissionRule
from sim.rules.admission_reading import rule_of

PRESENT = "present"
_KNOWN_RULE = Say("rule of admission", "招生办法")
_FOLDER = files(__package__).joinpath("known")


@cache
def known_names() -> tuple[str, ...]:
    """Return the names of the known rules, in order."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in _FOLDER.iterdir()))


@cache
def known_rule(name: str) -> AdmissionRule:
    """Return a known rule.

    Raises
    ------
    KeyError
        For a name that none has.
    """
    if name not in known_names():
        raise KeyError(f"no known rule {name}; there are {', '.join(known_names())}")
    return read_rule(name, Value({"known": Value(name, "known_rule")}, "known_rule"))


def known_text(name: str) -> str:
    """Return the file of a known rule as it is written, with its comments."""
    return _FOLDER.joinpath(f"{name}.yaml").read_text(encoding="utf-8")


def read_rule(name: str, value: Value) -> AdmissionRule:
    """Return the rule that a scenario says under a name, laid over the known rule it takes.

    Raises
    ------
    UserError
        For an unknown known rule, or anything wrong in what comes out.
    """
    return rule_of(name, whole_rule(name, value))


def whole_rule(name: str, value: Value) -> Value:
    """Return what a rule says with the known rule it takes underneath, without empty keys."""
    said = groups(value)
    if "known" in said:
        taken = one_of(said["known"], _KNOWN_RULE, known_names())
        below = groups(whole_rule("", _file_of(taken)))
    elif "title" not in said and name in known_names():
        below = groups(whole_rule("", _file_of(name)))
    elif not said.keys() & {"title", "groups"} and get_close_matches(name, known_names(), n=1):
        raise unknown(_KNOWN_RULE, name, known_names(), str(value.named_at))
    else:
        below = {}
    laid = {**below, **{key: one for key, one in said.items() if key != "known"}}
    return Value({key: one for key, one in laid.items() if one.data is not None}, value.at, value.key_at)


@cache
def _file_of(name: str) -> Value:
    """Return what the file of a known rule says."""
    with as_file(_FOLDER.joinpath(f"{name}.yaml")) as path:
        return read_yaml(Path(path))
