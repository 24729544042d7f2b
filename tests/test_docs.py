"""The generated pages of docs say what the code declares, and the model page is an ODD description."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from sim.inputs.schema import TABLES as INPUTS
from sim.policies import catalogue
from sim.processes.year import year
from sim.records.columns import TableDeclaration
from sim.records.declared import TABLES as RECORDS
from sim.records.recorder import Recorder
from sim.rules.rulebook import RULES
from sim.run.finding import scenario_names
from sim.run.parameters import PARAMETERS
from sim.world.people import CHILD_COLUMNS, HOUSEHOLD_COLUMNS
from sim.world.schools import SCHOOL_COLUMNS

DOCS = Path(__file__).parent.parent / "docs"
ELEMENTS = [
    "1. Purpose and patterns",
    "2. Entities, state variables, and scales",
    "3. Process overview and scheduling",
    "4. Design concepts",
    "5. Initialization",
    "6. Input data",
    "7. Submodels",
]
CONCEPTS = [
    "Basic principles",
    "Emergence",
    "Adaptation",
    "Objectives",
    "Learning",
    "Prediction",
    "Sensing",
    "Interaction",
    "Stochasticity",
    "Collectives",
    "Observation",
]


def generator():
    """Return docs/generate.py as a module; it imports the files beside it."""
    sys.path.insert(0, str(DOCS))
    try:
        spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(DOCS))
    return module


PAGES = generator().PAGES


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_page_is_up_to_date(name):
    assert page(name) == PAGES[name](), "run `make docs`"


def test_every_page_is_checked():
    made = {path.name for path in DOCS.glob("*.md") if "written by `make docs`" in path.read_text("utf-8")}
    assert made == set(PAGES)


def test_a_block_that_was_changed_by_hand_is_written_anew(monkeypatch, tmp_path):
    from_code = PAGES["model.md"]
    names = sys.modules[from_code.__module__]
    changed = tmp_path / "model.md"
    changed.write_text(
        page("model.md").replace("| births | identities are set", "| births | nobody knows"), "utf-8"
    )
    monkeypatch.setattr(names, "FILE", changed)
    assert changed.read_text("utf-8") != page("model.md") == from_code()


def headings(mark: str, text: str) -> list[str]:
    return re.findall(rf"(?m)^{mark} (.+)$", text)


def test_the_model_page_has_the_elements_of_odd_under_their_names():
    assert headings("##", page("model.md")) == ELEMENTS
    concepts = page("model.md").partition("## 4.")[2].partition("## 5.")[0]
    assert headings("###", concepts) == CONCEPTS


def test_every_process_of_the_year_is_a_submodel_in_its_order():
    told = re.findall(r"(?m)^### Step (\d+), `(\w+)`: ", page("model.md").partition("## 7.")[2])
    steps = [step for step in year(*Recorder().steps()) if step.owner != "recorder"]
    assert [name for _, name in told] == ["decide", *(step.name for step in steps), "leavers"]
    for (number, _), step in zip(told[1:-1], steps, strict=True):
        assert f"(model.md step {number})" in sys.modules[step.run.__module__].__doc__


def test_every_block_of_the_model_page_is_written():
    assert set(re.findall(r"<!-- begin (\w+):", page("model.md"))) == set(
        sys.modules[PAGES["model.md"].__module__].BLOCKS
    )


def known_names() -> set[str]:
    """Return the names that the code declares: numbers, rules, columns, tables, levers, scenarios, processes."""
    state = (*CHILD_COLUMNS, *HOUSEHOLD_COLUMNS, *SCHOOL_COLUMNS)
    tables: list[TableDeclaration] = list(RECORDS.values())
    scenarios = {
        part for name in scenario_names() for part in (name, name.rpartition("/")[2], name.split("/")[0])
    }
    steps = {step.name for step in year(*Recorder().steps())}
    return (
        {*PARAMETERS, *RULES, *catalogue(), *RECORDS, *scenarios, *steps}
        | {one.name for one in state}
        | {column.name for table in tables for column in table.columns}
        | {column.name for table in INPUTS.values() for column in table.columns}
        | {table.file for table in INPUTS.values()}
    )


def test_names_on_the_model_page_are_names_of_the_code():
    """Words in code that look like a name of the model: with an underscore, or a file of the inputs."""
    by_hand = re.sub(r"<!-- begin.*?<!-- end \w+ -->", "", page("model.md"), flags=re.DOTALL)
    words = {word for word in re.findall(r"`([\w.]+)`", by_hand) if "_" in word or word.endswith(".csv")}
    assert len(words) > 50
    stems = {"forming_size"}  # of both stages
    assert words - known_names() - stems == set()


@pytest.mark.parametrize("lever", sorted(catalogue()))
def test_the_lever_page_tells_all_of_a_lever(lever):
    kind = catalogue()[lever]
    section = page("levers.md").partition(f"\n## {lever}\n")[2].partition("\n## ")[0]
    for words in (kind.TITLE.en, kind.TITLE.zh, kind.INDICATOR, *kind.MEASURES):
        assert words in section
    for one in kind.PARAMETERS:
        row = next(line for line in section.splitlines() if line.startswith(f"| `{one.name}` |"))
        for part in (
            f"{float(one.value):.12g}",
            one.unit,
            one.source,
            f"{one.bounds[1]:.12g}",
            one.meaning.zh,
        ):
            assert part.replace("|", "/") in row
    example = (DOCS.parent / "scenarios" / "levers" / f"{lever}.yaml").read_text(encoding="utf-8")
    assert f"```yaml\n{example}```" in section


def test_links_between_the_pages_lead_somewhere():
    for path in DOCS.glob("*.md"):
        for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
            if "://" in link:
                continue
            file, _, heading = link.partition("#")
            target = DOCS / file if file else path
            assert target.exists(), f"{path.name}: {link}"
            if heading:
                assert heading in headings("##", target.read_text(encoding="utf-8"))
