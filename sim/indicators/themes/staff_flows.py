"""Indicators of teachers who come and go (教师变动): hires, retirements, quits, moves within the county."""

from sim.base.errors import Say
from sim.indicators.amounts import Amount, Earlier, SinceCensus, Together, Total
from sim.indicators.indicator import FLOW, MODEL, NEVER, PERCENT, PERSONS, Indicator, Theme
from sim.indicators.kinds import Ratio, Sum

_POLICY = "通市政办发〔2017〕13号 二(四)"
_SPECIAL = "通市政办发〔2017〕13号 二(六) (M6i)"
_RETIREMENT = "国务院关于渐进式延迟法定退休年龄的办法 (2025)"


def _flow(*columns: str) -> Amount:
    return SinceCensus(Together(tuple(Total("staff", column) for column in columns)))


def _counted(name: str, title: Say, definition: Say, source: str, *columns: str) -> Indicator:
    home = Say(
        f"{definition.en}, since the last census; by home school; none in the first year of a run",
        f"自上次统计以来{definition.zh}（按人事关系所在学校）；运行首年无数据",
    )
    return Indicator(name, title, PERSONS, home, source, FLOW, Sum(_flow(*columns)))


STAFF_FLOWS = Theme(
    Say("Teachers who come and go", "教师变动"),
    (
        _counted(
            "teachers_hired",
            Say("teachers hired", "新招聘教师"),
            Say("hired to posts and to special posts", "招聘入编及特岗教师"),
            _POLICY,
            "n_hired",
            "n_special_hired",
        ),
        _counted(
            "special_hired",
            Say("teachers hired to special posts", "新招特岗教师"),
            Say("came to special posts", "新到岗特岗教师"),
            _SPECIAL,
            "n_special_hired",
        ),
        _counted(
            "special_stayed",
            Say("special-post teachers who took a post", "特岗期满留任"),
            Say("special-post teachers who took a post at the end of their contract", "特岗期满入编留任教师"),
            _SPECIAL,
            "n_special_stayed",
        ),
        Indicator(
            "share_special_stayed",
            Say("share of special-post teachers who stay", "特岗期满留任率"),
            PERCENT,
            Say(
                "special-post teachers who took a post at the end / those and all who left at the end of a contract, "
                "in percent",
                "特岗期满留任入编 ÷（留任入编＋合同期满离开，百分比）",
            ),
            _SPECIAL,
            NEVER,
            Ratio(_flow("n_special_stayed"), _flow("n_special_stayed", "n_contract_ended"), 100.0),
            decimals=1,
        ),
        _counted(
            "volunteers_came",
            Say("volunteers who came", "新到支教志愿者"),
            Say("volunteers who came", "新到岗支教志愿者"),
            f"{_POLICY} (M4g)",
            "n_volunteers_came",
        ),
        _counted(
            "retirements",
            Say("teachers retired", "退休教师"),
            Say("retired at the legal age or early by their own wish", "到龄退休和自愿提前退休教师"),
            _RETIREMENT,
            "n_retired",
            "n_retired_early",
        ),
        _counted(
            "retirements_early",
            Say("teachers retired early", "自愿提前退休教师"),
            Say("part of the retired: early, by their own wish", "退休教师中自愿提前退休的"),
            _RETIREMENT,
            "n_retired_early",
        ),
        _counted(
            "quits",
            Say("teachers who quit", "辞职教师"),
            Say("quit", "辞职教师"),
            MODEL,
            "n_quit",
        ),
        Indicator(
            "quit_rate",
            Say("quit rate of teachers", "教师辞职率"),
            PERCENT,
            Say(
                "teachers who quit since the last census / teachers by home school at that census, in percent",
                "自上次统计以来辞职教师 ÷ 上次统计教师数（按人事关系，百分比）",
            ),
            "通市政办发〔2017〕13号 二(四) (M4c)",
            NEVER,
            Ratio(_flow("n_quit"), Earlier(Total("staff", "teachers"), 1), 100.0),
            decimals=2,
        ),
        _counted(
            "contracts_ended",
            Say("teachers whose contract ended", "合同期满离开教师"),
            Say(
                "left at the end of a special post, of volunteering or of another contract",
                "特岗、支教或其他合同期满离开教师",
            ),
            MODEL,
            "n_contract_ended",
            "n_volunteers_left",
        ),
        _counted(
            "teachers_moved",
            Say("teachers moved within the county", "县内调动教师"),
            Say(
                "moved to a school from another of the county, or with a school whose zone kind changed",
                "由县内其他学校调入或随学校城乡类型变更的教师",
            ),
            f"{_POLICY} (M4b, M4d)",
            "n_moved_in",
        ),
    ),
)
