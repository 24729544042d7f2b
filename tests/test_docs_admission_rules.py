"""The YAML and the Python of docs/admission.md are what the language reads, and its error is what is said."""

import re
from pathlib import Path

import pytest

from sim.base.errors import UserError
from sim.base.yaml_reading import read_yaml
from sim.inputs.tables import read_tables
from sim.rules.admission import AdmissionRule
from sim.rules.admission_reading import KEYS
from sim.rules.applicant import COLUMNS
from sim.rules.known_rules import known_names
from sim.rules.predicate_reading import predicate
from sim.run.plan import check_scenario
from sim.run.scenario import load_scenario
from tests.worlds import FOLDERS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "admission.md").read_text(encoding="utf-8")
HEAD = (
    f"name: own\ntitle: {{zh: 甲, en: A}}\nextends: {(ROOT / 'scenarios/tonghua/baseline.yaml').as_posix()}\n"
)
BLOCKS = re.findall(r"```yaml\n(.*?)```\n(?:\n```text\n(.*?)```)?", PAGE, re.DOTALL)


def scenario_with(block: str, folder: Path):
    (folder / "own.yaml").write_text(HEAD + block, encoding="utf-8")
    return load_scenario(folder / "own.yaml")


@pytest.mark.parametrize("block", [block for block, error in BLOCKS if not error])
def test_the_yaml_of_the_page_is_read(block, tmp_path):
    (rule,) = scenario_with(block, tmp_path).admission
    assert isinstance(rule, AdmissionRule)


def test_the_places_of_the_page_are_those_of_the_tables(tmp_path):
    tables = read_tables(FOLDERS["tonghua"])
    for block, error in BLOCKS:
        if not error:
            check_scenario(scenario_with(block, tmp_path), tables, (2017, 2025))


def test_the_error_of_the_page_is_the_one_said(tmp_path):
    ((block, error),) = [pair for pair in BLOCKS if pair[1]]
    with pytest.raises(UserError) as caught:
        scenario_with(block, tmp_path)
    said = caught.value.text("en")
    assert said.partition("own.yaml:")[2].split(": ", 1)[1] + "\n" == error


def test_the_conditions_of_the_page_are_read(tmp_path):
    rows = PAGE.partition("| written | means |")[2].partition("<!--")[0]
    written = re.findall(r"`(\w+: .*?)`", rows)
    assert len(written) == 8
    for one in written:
        (tmp_path / "x.yaml").write_text(one, encoding="utf-8")
        assert predicate(read_yaml(tmp_path / "x.yaml")).columns <= COLUMNS.keys()


def test_every_key_column_and_known_rule_is_explained():
    for word in (*KEYS, *COLUMNS, *known_names()):
        assert f"`{word}`" in PAGE


def test_the_python_of_the_page_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict = {}
    exec(compile(code, "admission.md", "exec"), names)
    assert names["tiers"].admission[0].first == 2019
    assert names["own"].admission[0].area.codes == ("220581",)
    assert names["back"].admission == names["baseline"].admission
