"""Indicators of running and capital money (经费收支), from the books of schools and counties: totals, each kind."""

from sim.base.errors import Say
from sim.indicators.amounts import Within
from sim.indicators.cells import BY_ZONE, WHOLE
from sim.indicators.indicator import (
    COUNTY_FLOW,
    MODEL,
    NEVER,
    PERCENT,
    YUAN,
    YUAN_PER_PUPIL,
    Indicator,
    Theme,
)
from sim.indicators.kinds import Kind, Ratio, Relative, Sum, SumWhereTold
from sim.indicators.money_amounts import SchoolMoney, all_money, kinds_of, spent
from sim.indicators.school_amounts import OfOpenPublic
from sim.indicators.themes.classes import ENROLLED
from sim.kernels.codes import TOWN, URBAN, VILLAGE
from sim.rules.money_kinds import CAPITAL, IN, MEMO, MONEY_KINDS, OUT, RUNNING, MoneyKind

_YEAR = Say("yuan of the year's own rules, no inflation", "按当年规则计，不含物价变动")
_GAP = Say("; of counties that tell it, no data where none does", "；仅含已填报的县，均未填报则无数据")
_SIDES = {IN: Say("money in", "收入"), OUT: Say("money out", "支出"), MEMO: Say("memo", "备查")}
_RUNNING, _CAPITAL = spent(RUNNING), spent(CAPITAL)
_OF_SCHOOLS, _TAUGHT = SchoolMoney(_RUNNING), OfOpenPublic(("pupils",))
_SOURCE = "通市政办发〔2017〕13号 一(三)、二(九) (G3a, M9d)"


def _sum(name: str, title: Say, definition: Say, kinds: tuple[str, ...], of: type[Kind] = Sum) -> Indicator:
    told = Say(f"{definition.en}; {_YEAR.en}", f"{definition.zh}；{_YEAR.zh}")
    return Indicator(name, title, YUAN, told, MODEL, COUNTY_FLOW, of(all_money(kinds)), WHOLE)


def _of_kind(kind: MoneyKind) -> Indicator:
    side = _SIDES[kind.side]
    account = Say(kind.account, "基本建设" if kind.account == CAPITAL else "经常性")
    gap = _GAP if kind.is_told else Say("", "")
    return _sum(
        f"money_{kind.name}",
        Say(
            f"{side.en}: {kind.title.en.partition(';')[0]}", f"{side.zh}：{kind.title.zh.partition('（')[0]}"
        ),
        Say(
            f"{kind.title.en}, {account.en} account, schools and counties together{gap.en}",
            f"{kind.title.zh}（{account.zh}账户），学校与县级合计{gap.zh}",
        ),
        (kind.name,),
        SumWhereTold if kind.is_told else Sum,
    )


MONEY_KINDS_THEME = Theme(
    Say("Running and capital money", "经费收支"),
    (
        _sum(
            "money_spent_running",
            Say("running money spent", "经常性支出"),
            Say(
                "all kinds of running money that go out, without what is left over and what goes to other counties",
                "全部经常性支出科目合计，不含结余和转往外县的经费",
            ),
            _RUNNING,
        ),
        _sum(
            "money_spent_capital",
            Say("capital money spent", "基本建设总支出"),
            Say("all kinds of capital money that go out", "全部基本建设支出科目合计"),
            _CAPITAL,
        ),
        Indicator(
            "running_per_pupil",
            Say("running money spent per pupil", "生均经常性支出"),
            YUAN_PER_PUPIL,
            Say("running money spent, by counties too / pupils", "经常性支出（含县级）÷ 在校生"),
            MODEL,
            NEVER,
            Ratio(all_money(_RUNNING), ENROLLED),
            WHOLE,
        ),
        Indicator(
            "cost_per_pupil",
            Say("running cost of schools per pupil", "学校生均经常性支出"),
            YUAN_PER_PUPIL,
            Say(
                "running money spent of public schools / pupils of open public schools, by zone kind",
                "计入公办学校的经常性支出 ÷ 开办的公办学校在校生，按学校城乡类型",
            ),
            _SOURCE,
            NEVER,
            Ratio(_OF_SCHOOLS, _TAUGHT),
            BY_ZONE,
        ),
        Indicator(
            "cost_ratio_village",
            Say("cost per pupil, villages / urban and town", "乡村与城镇生均经常性支出之比"),
            PERCENT,
            Say(
                "running cost per pupil of 乡村 schools / that of 城区 and 镇区 schools, in percent",
                "乡村学校生均经常性支出 ÷ 城区、镇区学校生均经常性支出（百分比）",
            ),
            _SOURCE,
            NEVER,
            Relative(
                Ratio(Within(_OF_SCHOOLS, (VILLAGE,)), Within(_TAUGHT, (VILLAGE,))),
                Ratio(Within(_OF_SCHOOLS, (URBAN, TOWN)), Within(_TAUGHT, (URBAN, TOWN))),
                100.0,
            ),
            WHOLE,
            1,
        ),
        Indicator(
            "share_county_running",
            Say("county's own share of running money", "县级财政占经常性收入比例"),
            PERCENT,
            Say(
                "running money that the county pays for all that no other money covers / running money in, in percent",
                "县级财政安排 ÷ 经常性收入（百分比）",
            ),
            MODEL,
            NEVER,
            Ratio(all_money(("county_budget",)), all_money(kinds_of(IN, RUNNING)), 100.0),
            WHOLE,
            1,
        ),
        Indicator(
            "training_share",
            Say("training out of public funds", "培训经费占公用经费比例"),
            PERCENT,
            Say(
                "training and substitutes / public funds with those of small schools and boarders, both of public "
                "schools, in percent "
                "(scorecard: 5 and more)",
                "公办学校教师培训及代课支出 ÷ 公用经费（含小规模学校补足和寄宿生补助，百分比；评估标准不低于5%）",
            ),
            "教督〔2017〕6号",
            NEVER,
            Ratio(
                SchoolMoney(("training",)),
                SchoolMoney(("public_funds", "small_school_funds", "boarder_funds")),
                100.0,
            ),
            WHOLE,
            1,
        ),
        Indicator(
            "pay_ratio_rural",
            Say("rural teachers' pay / that of their title in the town", "乡村教师与县镇同职级教师工资之比"),
            PERCENT,
            Say(
                "actual pay of rural teachers in posts, allowance and performance pay as paid / the same teachers at "
                "the town's mean of their title, in percent",
                "乡村在编教师实发工资（含已发补助、绩效倾斜）÷ 同人数按县镇同职级平均工资计（百分比）",
            ),
            "通市政办发〔2017〕13号 二(五) (M5a)",
            NEVER,
            Ratio(all_money(("rural_pay",)), all_money(("rural_pay_as_in_town",)), 100.0),
            WHOLE,
            1,
        ),
        Indicator(
            "pay_ratio_civil_servants",
            Say("teachers' pay / civil servants' pay", "教师与当地公务员平均工资之比"),
            PERCENT,
            Say(
                "mean actual pay of teachers in posts / mean pay of a civil servant, where it is told, in percent",
                "在编教师平均实发工资 ÷ 当地公务员平均工资（县未填报则无数据，百分比）",
            ),
            "义务教育法; 通市政办发〔2017〕13号 二(五) (M5b)",
            NEVER,
            Ratio(all_money(("teachers_pay",)), all_money(("civil_servant_pay",)), 100.0),
            WHOLE,
            1,
        ),
        *(_of_kind(kind) for kind in MONEY_KINDS.values()),
    ),
)
