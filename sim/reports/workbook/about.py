"""说明: what the batch is, what each scenario does, and how to read the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl import Workbook

from sim.base.errors import Say
from sim.indicators.spread import ENOUGH
from sim.inputs.schema import TABLES as INPUTS
from sim.policies import catalogue
from sim.records.dropout_scenario import dropout_label
from sim.records.layout import RunId
from sim.reports.levers import unit_name
from sim.reports.scorecard.words import TITLE as SCORECARD
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.page import Page
from sim.reports.workbook.statements import dropout_scenarios, estimate
from sim.reports.workbook.style import filled
from sim.reports.workbook.words import SURENESS
from sim.reports.workbook.writing import SheetWriter, row_height
from sim.rules.admission_notes import holds_words, one_line, title_words

NAME = Say("About", "说明")
_WIDTHS = (32, 26, 38, 14, 14, 36)
_RUNS_LISTED = 20  # failed or missing runs named one by one
_READING = (
    Say(
        "Status tables (T1–T4) show the reference run: the base with usual numbers (draw 0) and the first seed, at the "
        "first census, where everything ties. Forecast tables tell all finished runs of each scenario.",
        "现状表（表1—表4）为参照运行（基准情景、常用参数即抽样0、首个种子）在首个统计时点的结果，各项平衡。"
        "预测表为各情景全部已完成的运行。",
    ),
    Say(
        f"P50 is the middle of the runs; eight of ten runs lie between P10 and P90. With fewer than {ENOUGH} runs P10 "
        "and P90 are the smallest and the largest value.",
        f"P50为各次运行的中位数；八成运行落在P10与P90之间。运行不足{ENOUGH}次时，P10、P90为最小值和最大值。",
    ),
    Say(
        "Quantiles do not add up: the P90 of a region is less than the sum of its counties' P90. Sums and means do.",
        "分位数不可相加：全区域的P90小于各县P90之和；数值和均值可以相加。",
    ),
    Say(
        "Seats short in one place are never netted with seats spare in another, nor one stage with the other.",
        "一处的学位缺口不与另一处的富余相抵，小学、初中之间也不相抵。",
    ),
    Say(
        "Chance: share of the runs. The spread holds the ranges of the parameters and the luck of single children and "
        "families; it does not hold what the model leaves out.",
        "概率为各次运行中所占比例。区间包含参数范围和个体随机性，不包含模型未考虑的因素。",
    ),
    Say(
        "A column that is not simulated is left out, never shown empty or as zero. “—” means not applicable.",
        "未模拟的栏目不列出，不以空白或零代替。“—”表示不适用。",
    ),
)


def write_about(
    book: Workbook, batch: Batch, pages: Sequence[Page], absent: Sequence[Say], lang: str
) -> None:
    """Write the first sheet.

    Parameters
    ----------
    book : Workbook
    batch : Batch
    pages : sequence of Page
        The sheets that follow.
    absent : sequence of Say
        Why a sheet that might be expected is not there.
    lang : str
    """
    writer = SheetWriter(book, NAME.text(lang), _WIDTHS, lang)
    title = Say(f"Standard tables of batch {batch.folder.name}", f"标准统计表（批量 {batch.folder.name}）")
    writer.across(title.text(lang), writer.style.title(), 28)
    _section(writer, Say("The batch", "批量"), [one.text(lang) for one in _batch_lines(batch)])
    _grid(writer, Say("Scenarios and runs", "情景与运行"), _SCENARIO_HEAD, list(_scenarios(batch, lang)))
    _section(
        writer, Say("Dropout scenarios", "辍学口径"), [one.text(lang) for one in dropout_scenarios(batch)]
    )
    lacking = [one.text(lang) for one in _lacking(batch)]
    if lacking:
        _section(writer, Say("Runs that are not counted", "未计入的运行"), lacking)
    _grid(
        writer,
        Say("Measures and rules of admission of each scenario", "各情景的政策措施与招生办法"),
        _LEVER_HEAD,
        list(_levers(batch, lang)),
    )
    _section(writer, Say("How to read", "怎样阅读"), [one.text(lang) for one in _READING])
    listed = [SCORECARD.text(lang), *(page.title for page in pages)] + [one.text(lang) for one in absent]
    _section(writer, Say("Sheets", "各表"), listed)
    sure = [one.text(lang) for one in estimate(batch)]
    _section(writer, Say("How sure the inputs are", "输入数据可信程度"), sure)
    _grid(writer, None, (Say("Input table", "输入表"), *_SURE_HEAD), list(_inputs(batch, lang)))
    writer.finish()


_SCENARIO_HEAD = (
    Say("Scenario", "情景代码"),
    Say("Title", "情景名称"),
    Say("Role; dropout scenario", "作用；辍学口径"),
    Say("Runs finished", "完成次数"),
    Say("Failed or missing", "失败或缺失"),
    Say("Reference run", "参照运行"),
)
_LEVER_HEAD = (
    Say("Scenario", "情景"),
    Say("Measure", "措施"),
    Say("Number", "参数"),
    Say("Value", "取值"),
    Say("Unit", "单位"),
    Say("Given in", "出处"),
)
_USUAL = Say("usual value", "常用值")
_SURE_HEAD = tuple(Say(f"Rows {one.en}", f"{one.zh}行数") for one in SURENESS.values())


def _batch_lines(batch: Batch) -> list[Say]:
    folder = batch.folder
    first, last = folder.years
    runs = [*folder.finished, *folder.failed, *folder.missing]
    draws, seeds = len({run.draw for run in runs}), len({run.seed for run in runs})
    n_scenarios = len(folder.scenarios)
    return [
        Say(
            f"School years {first} to {last} (1 September to 31 August); {n_scenarios} scenarios x {draws} parameter "
            f"draws x {seeds} seeds; {len(folder.finished)} of {len(runs)} runs finished.",
            f"{first}—{last}学年（9月1日至次年8月31日）；{n_scenarios}个情景×{draws}组参数抽样×{seeds}个随机种子；"
            f"{len(runs)}次运行中完成{len(folder.finished)}次。",
        ),
        Say(
            f"Base of comparison: {batch.title(batch.base).en} ({batch.base}). Program version: {folder.commit}.",
            f"基准情景：{batch.title(batch.base).zh}（{batch.base}）。程序版本：{folder.commit}。",
        ),
    ]


def _scenarios(batch: Batch, lang: str) -> Iterator[list]:
    folder = batch.folder
    for note in folder.scenarios:
        done = folder.runs_of(note.name)
        lacking = sum(run.scenario == note.name for run in (*folder.failed, *folder.missing))
        role = Say("base", "基准") if note.name == batch.base else Say("compared", "比较")
        role = Say(
            f"{role.en}; {dropout_label(note.dropout).en}", f"{role.zh}；{dropout_label(note.dropout).zh}"
        )
        reference = (
            Say(f"draw {done[0].draw}, seed {done[0].seed}", f"抽样{done[0].draw}，种子{done[0].seed}")
            if done
            else None
        )
        shown = reference.text(lang) if reference else "—"
        yield [note.name, note.title.text(lang), role.text(lang), len(done), lacking, shown]


def _lacking(batch: Batch) -> list[Say]:
    """Return which runs failed or are missing."""
    kinds = ((batch.folder.failed, Say("Failed", "失败")), (batch.folder.missing, Say("Missing", "缺失")))
    return [Say(f"{word.en}: {_listed(runs)}", f"{word.zh}：{_listed(runs)}") for runs, word in kinds if runs]


def _listed(runs: Sequence[RunId]) -> str:
    """Return the names of runs, the first of many."""
    more = f" … ({len(runs)})" if len(runs) > _RUNS_LISTED else ""
    return ", ".join(run.label for run in runs[:_RUNS_LISTED]) + more


def _levers(batch: Batch, lang: str) -> Iterator[list]:
    """Yield every number of every lever and every rule of admission of every scenario, and scenarios with neither."""
    known = catalogue()
    for note in batch.folder.scenarios:
        title = note.title.text(lang)
        if not note.levers and not note.admission:
            yield [title, Say("none", "无").text(lang), "—", "—", "—", "—"]
        for lever, numbers in note.levers.items():
            policy = known.get(lever)
            meanings = {one.name: one.meaning.text(lang) for one in policy.PARAMETERS} if policy else {}
            name = policy.TITLE.text(lang) if policy else lever
            for number, given in numbers.items():
                meaning = f"{number}{_bracketed(meanings[number], lang)}" if number in meanings else number
                unit, file = unit_name(str(given["unit"])).text(lang), str(given["file"])
                yield [
                    title,
                    name,
                    meaning,
                    given["value"],
                    unit,
                    _USUAL.text(lang) if file == "default" else file,
                ]
        for name, rule in note.admission.items():
            named, holds = title_words(name, rule), holds_words(rule)
            what = Say(f"Rule of admission: {named.en}", f"招生规则：{named.zh}")
            yield [title, what.text(lang), holds.text(lang), "—", "—", one_line(rule["source"])]


def _bracketed(text: str, lang: str) -> str:
    return f"（{text}）" if lang == "zh" else f" ({text})"


def _inputs(batch: Batch, lang: str) -> Iterator[list]:
    """Yield the input tables that have rows, each with what one of its rows is."""
    for table, rows in batch.folder.inputs.items():
        if sum(rows.values()):
            row = f"{table}{_bracketed(INPUTS[table].meaning.text(lang), lang)}" if table in INPUTS else table
            yield [row, *(rows.get(sure, 0) for sure in SURENESS)]


def _section(writer: SheetWriter, heading: Say, lines: Sequence[str]) -> None:
    writer.across(heading.text(writer.lang), writer.style.heading(), 22)
    for line in lines:
        writer.across(line, writer.style.note())


def _grid(writer: SheetWriter, heading: Say | None, head: Sequence[Say], rows: Sequence[list]) -> None:
    if heading:
        writer.across(heading.text(writer.lang), writer.style.heading(), 22)
    writer.append([filled(writer.style.head(), one.text(writer.lang)) for one in head])
    for row in rows:
        writer.append(
            [_cell(writer, value) for value in row], row_height(row, enumerate(_WIDTHS[: len(row)]))
        )


def _cell(writer: SheetWriter, value: object):
    if isinstance(value, bool | int | float):
        return filled(writer.style.number("General"), value)
    return filled(writer.style.words(is_long=True), str(value))
