"""Record columns of left-behind pupils (留守儿童): on file, key cases, in care, and the hours it takes."""

from sim.base.errors import Say
from sim.records.columns import RecordColumn, count


def _hours(name: str, en: str, zh: str) -> RecordColumn:
    return RecordColumn(name, "float64", "hours", Say(en, zh), "over places, grades and years")


CARE_COLUMNS = (
    count("n_left_behind_filed", "left-behind pupils among n_left_behind on file (建档)", "其中:已建档留守儿童"),
    count("n_key_cases", "key cases among n_left_behind: both parents away, poor or over age",
          "其中:重点留守儿童(双亲外出、困难家庭或超龄)"),
    count("n_cared", "left-behind pupils on file in one-to-one care (包保)", "一对一包保留守儿童"),
    count("n_key_cases_cared", "key cases among n_cared", "其中:重点留守儿童"),
    _hours("filing_hours", "staff time of the year's surveys that keep the file", "留守儿童摸排建档年工时"),
    _hours("care_hours", "staff time of one-to-one care in the year", "一对一包保年工时"),
)  # fmt: skip
