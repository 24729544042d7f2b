"""Indicators of pay (教师待遇), by where teachers serve."""

from sim.base.errors import Say
from sim.indicators.amounts import Total, Within
from sim.indicators.cells import WHOLE
from sim.indicators.indicator import NEVER, PERCENT, YUAN_PER_TEACHER, Indicator, Theme
from sim.indicators.kinds import Ratio, Relative
from sim.kernels.codes import TOWN, URBAN, VILLAGE

_PAID, _PAY = Total("staff", "n_paid"), Total("staff", "pay_yuan")
_SOURCE = "通市政办发〔2017〕13号 二(五) (M5a)"


def _mean(zones: tuple[int, ...]) -> Ratio:
    return Ratio(Within(_PAY, zones), Within(_PAID, zones))


def _per_teacher(name: str, title: Say, what: Say, column: str, source: str) -> Indicator:
    return Indicator(
        name,
        title,
        YUAN_PER_TEACHER,
        Say(
            f"{what.en} / teachers in posts and on special posts, by where they serve; a year, without the employer's "
            "insurance",
            f"{what.zh} ÷ 在编和特岗教师（按任教学校）；年数，不含单位缴费",
        ),
        source,
        NEVER,
        Ratio(Total("staff", column), _PAID),
    )


PAY = Theme(
    Say("Pay of teachers", "教师待遇"),
    (
        _per_teacher(
            "pay_per_teacher",
            Say("pay per teacher", "教师平均年工资"),
            Say(
                "salaries with allowance and performance pay at full rates",
                "应发工资（含按标准计的补助和绩效倾斜）",
            ),
            "pay_yuan",
            _SOURCE,
        ),
        _per_teacher(
            "allowance_per_teacher",
            Say("rural allowance per teacher", "教师平均乡村生活补助"),
            Say("rural allowance at full rates", "按标准计的乡村教师生活补助"),
            "allowance_yuan",
            _SOURCE,
        ),
        _per_teacher(
            "performance_per_teacher",
            Say("performance pay moved per teacher", "教师平均绩效倾斜"),
            Say(
                "performance pay moved to teachers or added at full rates, less what they give",
                "按标准计的绩效工资倾斜净额",
            ),
            "performance_yuan",
            "通市政办发〔2017〕13号 二(七) (M7f)",
        ),
        Indicator(
            "pay_ratio_village",
            Say("pay per teacher, villages / urban and town", "乡村与城镇教师平均工资之比"),
            PERCENT,
            Say(
                "pay per teacher who serves in 乡村 / pay per teacher who serves in 城区 and 镇区, in percent (target "
                "100 and more at the same title; titles differ between them)",
                "乡村任教教师平均年工资 ÷ 城区、镇区任教教师平均年工资（百分比；同职级目标不低于100%，职称结构不同）",
            ),
            _SOURCE,
            NEVER,
            Relative(_mean((VILLAGE,)), _mean((URBAN, TOWN)), 100.0),
            WHOLE,
            1,
        ),
    ),
)
