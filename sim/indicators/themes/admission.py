"""Indicators of admission (招生入学): what became of the year's applications, and who sits apart from whom."""

from sim.base.errors import Say
from sim.base.number import Number
from sim.indicators.amounts import Amount, Less, SinceCensus, Together, Total
from sim.indicators.cells import BY_STAGE, STAGES_APART
from sim.indicators.evenness import AmongOthers, UnevenlySpread
from sim.indicators.indicator import COEFFICIENT, MODEL, NEVER, PERCENT, PUPILS, STAGE_FLOW, Indicator, Theme
from sim.indicators.kinds import Ratio, Sum
from sim.kernels.codes import ORIGIN_NAMES

PUBLIC_TARGET = Number(
    "migrant_public_share_target", 0.85, 0.85, 0.85, "share", "教督〔2017〕6号", "known", "2017",
    Say("share of migrant children in public schools and bought seats that a county should reach",
        "随迁子女在公办学校和政府购买服务的民办学校就读比例的目标"), (0.0, 1.0),
)  # fmt: skip
_IN_COUNTY, _MIGRANTS = ORIGIN_NAMES[1:2], ORIGIN_NAMES[2:]
_DUNCAN = "Duncan & Duncan 1955, American Sociological Review 20: 210-217"


def _applied(column: str, origins: tuple[str, ...] = ()) -> Amount:
    """Return a count of the year's applications, of some origins or all; the first year of a run has none."""
    return SinceCensus(Total("admission", column, ("origin", origins) if origins else None))


def _placed(origins: tuple[str, ...] = ()) -> Amount:
    refused = Together((_applied("n_waiting", origins), _applied("n_gone_back", origins)))
    return Less(_applied("n_applicants", origins), refused)


_ALL, _OF_MIGRANTS, _OF_MOVERS = (_applied("n_applicants", of) for of in ((), _MIGRANTS, _IN_COUNTY))
_FREE_PLACES = Together((_applied("n_public", _MIGRANTS), _applied("n_bought_seat", _MIGRANTS)))


def _count(name: str, en: str, zh: str, what_en: str, what_zh: str, amount: Amount) -> Indicator:
    """Return an indicator that counts applicants of the year."""
    title, definition = Say(en, zh), Say(what_en, what_zh)
    return Indicator(name, title, PUPILS, definition, MODEL, STAGE_FLOW, Sum(amount), BY_STAGE)


def _share(name: str, title: Say, what: Say, upper: Amount, lower: Amount, source: str = MODEL) -> Indicator:
    """Return an indicator that is a share of applicants of the year, in percent."""
    return Indicator(
        name, title, PERCENT, what, source, NEVER, Ratio(upper, lower, 100.0), BY_STAGE, decimals=1
    )


def _dissimilarity(name: str, title: Say, group: Say, column: str) -> Indicator:
    return Indicator(
        name,
        title,
        COEFFICIENT,
        Say(
            f"index of dissimilarity between {group.en} and other pupils over the public schools of a county and "
            "stage: half the sum over schools of |share of the group - share of the others|; 0 spread alike, 1 apart. "
            "Of several counties: their indices weighted by the children of the group. Small numbers raise it: "
            "compare scenarios",
            f"某县某学段公办学校之间{group.zh}与其他学生的差异指数：各校所占该群体比例与所占其他学生比例之差绝对值之和的一半；"
            "0为分布一致，1为完全分离。多县合计按该群体人数加权。人数少时指数偏高，宜用于情景比较",
        ),
        _DUNCAN,
        NEVER,
        Ratio(UnevenlySpread(column), AmongOthers(column)),
        STAGES_APART,
        3,
    )


ADMISSION_THEME = Theme(
    Say("Admission", "招生入学"),
    (
        _count("applicants", "children who asked for a place", "申请入学人数",
               "children who asked for a place at a school this year: entrants, displaced, returning, arriving; pupils "
               "at school who ask for a transfer are not counted",
               "当年申请入学的儿童：新生、撤并学校学生、复学和迁入儿童；不含在校生申请转学", _ALL),
        _share("share_placed_first", Say("share of applicants placed in the school asked for first",
                                         "首选学校录取比例"),
               Say("applicants placed in the school of their zone, or their first choice / applicants, in percent",
                   "录取到片区学校或首选学校的人数 ÷ 申请人数（百分比）"), _applied("n_first"), _ALL),
        _share("share_overflow", Say("share of applicants placed elsewhere", "统筹安置占比"),
               Say("applicants placed in another school by overflow or beyond the seats / applicants, in percent",
                   "统筹或超容量安置到其他学校的人数 ÷ 申请人数（百分比）"), _applied("n_sent_elsewhere"), _ALL),
        _count("overflow_far", "children placed beyond the travel limit", "超路途时限统筹安置",
               "applicants placed by overflow beyond the travel limit, with bus or bed",
               "因时限内无空余学位而统筹到时限以外学校（有校车或床位）的人数", _applied("n_overflow_far")),
        _count("applicants_over_capacity", "applicants placed beyond the seats", "超容量安置的申请人",
               "local applicants placed beyond the seats of a school, their own or another; by where they live",
               "申请人中在片区学校或其他学校超容量安置的本地儿童；按居住地计", _applied("n_over_capacity")),
        _count("applicants_waiting", "children who wait for a place", "待安置儿童",
               "applicants who found no place this year and wait; never a local child",
               "当年未获学位、继续等待的儿童；不含本地户籍儿童", _applied("n_waiting")),
        _count("applicants_gone_back", "children who go back without a place", "未获学位返回户籍地儿童",
               "applicants who found no place this year and whose family goes back",
               "当年未获学位、随家庭返回户籍地的儿童", _applied("n_gone_back")),
        _count("in_private", "applicants placed in private schools", "民办学校录取",
               "applicants who go to a private school at the family's cost", "自费就读民办学校的人数",
               _applied("n_private")),
        _count("bought_seats", "applicants placed in bought seats", "政府购买学位",
               "applicants placed in a seat that the government bought in a private school",
               "安置到政府购买的民办学位的人数", _applied("n_bought_seat")),
        _count("migrants_placed", "children from outside the county placed", "县外户籍儿童安置",
               "applicants with hukou outside the county who found a place this year, private schools with them",
               "当年获得学位（含民办）的县外户籍申请人", _placed(_MIGRANTS)),
        _share("share_migrants_placed", Say("share of children from outside the county placed", "县外户籍儿童安置比例"),
               Say("applicants with hukou outside the county who found a place / all of them, in percent",
                   "县外户籍申请人中获得学位的比例（百分比）"), _placed(_MIGRANTS), _OF_MIGRANTS),
        _share("share_migrants_public", Say("share of placed children from outside the county in public schools",
                                            "县外户籍新入学儿童公办及购买学位比例"),
               Say("applicants with hukou outside the county placed in a public school or a bought seat / those "
                   "placed, in percent (target 85 %)",
                   "县外户籍申请人中录取到公办学校或政府购买学位者 ÷ 获得学位者（百分比，目标85%）"),
               _FREE_PLACES, _placed(_MIGRANTS), PUBLIC_TARGET.source),
        _count("in_county_placed", "in-county movers placed", "县内进城生安置",
               "applicants with hukou elsewhere in the county who found a place this year",
               "当年获得学位的户籍在县内其他乡镇的申请人", _placed(_IN_COUNTY)),
        _share("share_in_county_first", Say("share of in-county movers placed where they asked first",
                                            "县内进城生首选学校录取比例"),
               Say("applicants with hukou elsewhere in the county placed in the school asked for first / all of them, "
                   "in percent",
                   "户籍在县内其他乡镇的申请人中录取到首选学校的比例（百分比）"),
               _applied("n_first", _IN_COUNTY), _OF_MOVERS),
        _dissimilarity("dissimilarity_migrant", Say("dissimilarity of migrant children", "随迁子女校际差异指数"),
                       Say("migrant children", "随迁子女"), "n_migrant"),
        _dissimilarity("dissimilarity_in_county", Say("dissimilarity of in-county movers", "县内进城生校际差异指数"),
                       Say("pupils with hukou elsewhere in the county", "县内进城生"), "n_moved_in_county"),
    ),
)  # fmt: skip
