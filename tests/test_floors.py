"""The floors hold: who may import whom, and what no file of sim may do."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "sim").rglob("*.py"))
NAMES = [str(file.relative_to(ROOT)) for file in FILES]
LONGEST_FILE = 300
MAY_SEE_MESA = ("world", "app")


def imported(tree: ast.AST) -> set[str]:
    """Return the dotted names a module imports: of `from a import b` both `a` and `a.b`."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return names


def breaches(text: str, floor: str) -> list[str]:
    """Return what a file on `floor` does that no file there may do."""
    tree = ast.parse(text)
    names = imported(tree)
    roots = {name.partition(".")[0] for name in names}
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    drawn = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    found = []
    if any(name == "sim" or name.startswith("sim.") for name in plain):
        found.append("imports sim as a whole; write `from sim.base.x import y`")
    if "" in roots:
        found.append("imports relatively; write the full name")
    if "random" in roots or any(name.startswith("numpy.random") for name in names):
        found.append("imports a random stream; draws are keyed (sim.base.draws)")
    if drawn & {"np.random", "numpy.random", "model.rng", "self.rng", "model.random", "self.random"}:
        found.append("uses a random stream; draws are keyed (sim.base.draws)")
    if "mesa" in roots and floor not in MAY_SEE_MESA:
        found.append("imports mesa, which only world and app may")
    return found


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_file_keeps_the_house_rules(file):
    text = file.read_text(encoding="utf-8")
    assert breaches(text, file.relative_to(ROOT / "sim").parts[0]) == []
    assert text.count("\n") <= LONGEST_FILE


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("import sim", "run"),
        ("import sim.base.draws", "run"),
        ("from .base import draws", "run"),
        ("import random", "kernels"),
        ("from numpy.random import default_rng", "kernels"),
        ("from numpy import random", "kernels"),
        ("import numpy as np\nx = np.random.default_rng(1)", "kernels"),
        ("def f(self):\n    return self.random.random()", "world"),
        ("import mesa", "processes"),
        ("def late():\n    from mesa import Model", "run"),
    ],
)
def test_a_breach_is_found(text, floor):
    assert len(breaches(text, floor)) == 1


def test_mesa_is_allowed_behind_its_doors():
    assert breaches("import mesa", "world") == breaches("from mesa import Model", "app") == []


def test_imports_obey_the_contracts():
    """The contracts of pyproject.toml: the floors, and the doors that stay shut."""
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
