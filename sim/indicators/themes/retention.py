"""Indicators of dropout and retention (控辍保学与巩固率): each says whether it is judged."""

from sim.base.errors import Say
from sim.indicators.amounts import Earlier, Less, Total
from sim.indicators.cells import JUNIOR_ONLY, WHOLE
from sim.indicators.indicator import FLOW, MODEL, NEVER, PERCENT, PUPILS, Indicator, Theme
from sim.indicators.kinds import Product, Ratio, Sum
from sim.indicators.past_amounts import CohortLoss, EntrantsBefore
from sim.kernels.codes import GRADES

_FINISHED = Total("school_grade", "n_finished")
_JUNIOR_YEARS = 3
_ENTERED = Earlier(Total("school_grade", "n_entrants", ("grade", (1,))), GRADES - 1)
_NATIONAL = "全国教育事业发展统计公报 (九年义务教育巩固率); adjustment: definition of this model"

RETENTION = Theme(
    Say("Dropout and retention", "控辍保学与巩固率"),
    (
        Indicator(
            "dropouts",
            Say("dropouts", "辍学"),
            PUPILS,
            Say(
                "pupils who drop out between 1 September and 31 August; those who come back are not taken off",
                "学年内（9月1日至次年8月31日）辍学人数；复学者不扣除",
            ),
            MODEL,
            FLOW,
            Sum(Total("school_grade", "n_dropouts")),
        ),
        Indicator(
            "returns",
            Say("returns after dropping out", "复学"),
            PUPILS,
            Say(
                "pupils who dropped out this year or before and come back by 31 August",
                "本学年或以前辍学、至8月31日前返校的学生",
            ),
            MODEL,
            FLOW,
            Sum(Total("school_grade", "n_returns")),
        ),
        Indicator(
            "period_retention",
            Say("period retention", "时期巩固率"),
            PERCENT,
            Say(
                "product over the grades of 1 - (dropouts - returns) / pupils of the one year, in percent; a grade "
                "without pupils counts as 1; above 100 where more return, of earlier "
                "years too, than leave. JUDGED: the 97 % target is judged on it, all grades together",
                "当年各年级（1 - 净辍学率）之积（百分比），净辍学 = 辍学 - 复学；"
                "无学生的年级按 1 计；复学（含往年失学学生）多于辍学时高于100%。"
                "【用于判定】97% 目标按一至九年级合计判断",
            ),
            MODEL,
            NEVER,
            Product(),
            decimals=1,
        ),
        Indicator(
            "raw_retention",
            Say("nine-year retention, raw", "九年巩固率（原始口径）"),
            PERCENT,
            Say(
                "pupils who finish grade 9 in the summer that ends school year t / entrants to grade 1 of September "
                "t-8, in percent; moves with migration, not with dropout alone. Not judged. Entrants before the run "
                "come from entrants_history.csv; a year it does not tell has no data (nothing is interpolated)",
                "学年 t 末九年级毕业生 ÷ 学年 t-8 小学招生（百分比）；随人口迁移变动，不只反映辍学。"
                "【不用于判定】运行之前的招生取自 entrants_history.csv，未填年份无数据（不插补）",
            ),
            _NATIONAL,
            NEVER,
            Ratio(_FINISHED, EntrantsBefore(GRADES - 1), 100.0),
            WHOLE,
            1,
        ),
        Indicator(
            "adjusted_retention",
            Say("nine-year retention, adjusted", "九年巩固率（调整口径）"),
            PERCENT,
            Say(
                "(graduating class - who joined it since entry + who left it for another reason than dropout) / "
                "entrants to grade 1 of September t-8, in percent; by the accounts of the records that is 1 - net "
                "dropout of the class over its nine years / entrants. Joining and leaving are moves, deaths, "
                "repeating. Not judged; only of classes that entered in the run and finish in it: entrants_history.csv "
                "tells no joining and leaving",
                "（毕业班人数 - 入学后转入 + 非辍学原因转出）÷ 学年 t-8 小学招生（百分比），"
                "按记录平衡关系即 1 - 该届九年净辍学 ÷ 招生；转入转出含迁移、死亡、留级。"
                "【不用于判定】只有在运行内入学并毕业的各届有数据：往年新生数不含转入转出",
            ),
            _NATIONAL,
            NEVER,
            Ratio(Less(_ENTERED, CohortLoss()), _ENTERED, 100.0),
            WHOLE,
            1,
        ),
        Indicator(
            "junior_retention",
            Say("junior three-year retention, raw", "初中三年巩固率（原始口径）"),
            PERCENT,
            Say(
                "pupils who finish grade 9 in the summer that ends school year t / entrants to grade 7 of September "
                "t-2, in percent; moves with migration (line of the scorecard 95 %). Not judged here. Entrants before "
                "the run come from entrants_history.csv; a year it does not tell has no data",
                "学年 t 末九年级毕业生 ÷ 学年 t-2 初中招生（百分比）；随人口迁移变动（优质均衡线 95%）。"
                "【不用于判定】运行之前的招生取自 entrants_history.csv，未填年份无数据",
            ),
            "教督〔2017〕6号",
            NEVER,
            Ratio(_FINISHED, EntrantsBefore(_JUNIOR_YEARS - 1, 7), 100.0),
            JUNIOR_ONLY,
            1,
        ),
    ),
)
