"""Declared numbers of behaviour, and the vectors kernels take: shared by the fit at the start and the yearly processes."""

from collections.abc import Mapping

import numpy as np

from sim.base.errors import Say
from sim.base.number import Number

_A = "assumption"
_SIGNS = "assumption: sign after Yi et al. 2012, Shi et al. 2015; no coefficient found"


def _number(name, value, low, high, unit, source, confidence, en, zh, bounds):
    return Number(name, value, low, high, unit, source, confidence, "2017", Say(en, zh), bounds)


MOVES = (
    _number("p_consider", 0.10, 0.06, 0.16, "per year", _A, _A, "families that think about moving, no child near grade 1 or 7", "一般年份考虑迁移的家庭比例", (0, 1)),
    _number("p_consider_soon", 0.15, 0.10, 0.22, "per year", _A, _A, "the same with a child of 4 or 5", "有4-5岁子女家庭考虑迁移比例", (0, 1)),
    _number("p_consider_entry", 0.25, 0.15, 0.40, "per year", "assumption: moves peak before grades 1 and 7", _A, "the same with a child at the door of grade 1 or 7", "有升学子女家庭考虑迁移比例", (0, 1)),
    _number("p_consider_closed", 0.50, 0.30, 0.70, "per year", "assumption: sign after Xing & Liu 2016", _A, "the same when the child's school was closed", "学校撤并后考虑迁移比例", (0, 1)),
    _number("weight_income", 0.5, 0.2, 1.0, "utility", _A, _A, "income gain of the county seat, one step", "收入差异权重", (0, 5)),
    _number("weight_home", 0.8, 0.3, 1.5, "utility", _A, _A, "home owned where the family lives", "自有住房权重", (0, 5)),
    _number("weight_km_10", 0.15, 0.05, 0.3, "utility per 10 km", _A, _A, "cost of distance to the seat", "距离权重", (0, 5)),
    _number("choice_utility_quality", 0.8, 0.3, 1.5, "utility per SD", "no Chinese county estimate found", "estimate", "pull of school quality", "学校质量吸引力", (0, 5)),
    _number("weight_minutes_10", 0.4, 0.1, 0.8, "utility per 10 minutes", "from choice_utility_distance -0.3 (-0.6 to -0.1) per km at 28 km/h, damped for homes", "estimate", "travel time saved", "通学时间权重", (0, 5)),
    _number("weight_closed", 0.8, 0.2, 1.5, "utility", "assumption: sign after Xing & Liu 2016", _A, "push of a closed school", "撤校推力", (0, 5)),
    _number("weight_permit", 0.3, 0.0, 0.8, "utility per year of permit required", _A, _A, "what a permit rule costs newcomers", "居住证要求的阻力", (0, 5)),
    _number("weight_hukou_back", 0.2, 0.0, 0.5, "utility", _A, _A, "tie to the place of the hukou", "户籍地牵引", (0, 5)),
    _number("weight_seat_rent", 0.5, 0.2, 1.0, "utility", _A, _A, "cost of the seat for the poorest over the richest", "县城居住成本权重", (0, 5)),
)  # fmt: skip
DROPOUT = (
    _number("odds_poor", 1.8, 1.2, 2.5, "odds ratio", _SIGNS, _A, "poor family", "贫困家庭", (0.2, 10)),
    _number("odds_left_behind", 1.3, 1.0, 1.6, "odds ratio", "Zhang 2023: about +2 points in a high-dropout place; small journal", _A, "a parent away", "留守", (0.2, 10)),
    _number("odds_30_minutes", 1.2, 1.0, 1.5, "odds ratio", _SIGNS, _A, "each 30 minutes of daily travel", "每30分钟路程", (0.2, 10)),
    _number("odds_young_boarder", 1.3, 1.0, 1.8, "odds ratio", "assumption: sign after Hou et al. 2020", _A, "boarding up to grade 4", "低龄寄宿", (0.2, 10)),
    _number("odds_year_over_age", 1.6, 1.2, 2.2, "odds ratio", _SIGNS, _A, "each year over age", "每超龄一岁", (0.2, 10)),
    _number("odds_low_attainment", 1.7, 1.2, 2.4, "odds ratio per SD", _SIGNS, _A, "attainment one standard deviation lower", "学业成绩低一个标准差", (0.2, 10)),
    _number("odds_displaced", 1.3, 1.0, 1.8, "odds ratio", "assumption: sign after the CHES study", _A, "school closed within two years", "撤并影响", (0.2, 10)),
    _number("odds_displaced_girl", 1.3, 1.0, 1.7, "odds ratio", "assumption: sign after Hannum et al. 2021", _A, "further for girls whose school was closed", "撤并对女童的附加影响", (0.2, 10)),
    _number("odds_grade", 1.3, 1.1, 1.6, "odds ratio", "Luo et al. 2021: rises with grade", _A, "each grade within the stage", "每升高一年级", (0.2, 10)),
    _number("p_dropout_primary", 0.001, 0.0005, 0.003, "per year", "fitted to the 97 % floor of 通市政办发〔2017〕13号, not observed", "estimate", "register dropout, primary, to 2019", "小学辍学率(登记口径,2019年前)", (0, 0.2)),
    _number("p_dropout_junior", 0.008, 0.004, 0.012, "per year", "fitted to the 97 % floor of 通市政办发〔2017〕13号, not observed", "estimate", "register dropout, junior, to 2019", "初中辍学率(登记口径,2019年前)", (0, 0.3)),
    _number("p_dropout_from_2020", 0.0001, 0.00005, 0.0004, "per year", "registers: 6,781 of about 150 million pupils in June 2020", "estimate", "register dropout from 2020, both stages", "辍学率(登记口径,2020年起)", (0, 0.2)),
    _number("is_survey_dropout", 0, 0, 0, "0 or 1", "scenario: poor-county surveys of 2009-10 (Yi et al. 2012), a stress case", _A, "1 = survey stress case instead of the register", "1 为调查口径压力情景", (0, 1)),
    _number("p_dropout_survey_primary", 0.004, 0.002, 0.008, "per year", _A, _A, "survey stress case, primary", "小学辍学率(调查口径)", (0, 0.3)),
    _number("p_dropout_survey_junior", 0.049, 0.04, 0.06, "per year", "Yi et al. 2012: 14.2 % gone from grade 7 to 9, over three years", "estimate", "survey stress case, junior", "初中辍学率(调查口径)", (0, 0.3)),
    _number("p_return", 0.30, 0.10, 0.60, "per year", _A, _A, "children who dropped out and return within a year", "复学率", (0, 1)),
)  # fmt: skip
NUMBERS = MOVES + DROPOUT


def move_weights(numbers: Mapping[str, float]) -> np.ndarray:
    """Return the utility weights of `sim.kernels.moves`, float array (9,)."""
    names = ("income", "home", "km_10", None, "minutes_10", "closed", "permit", "hukou_back", "seat_rent")
    return np.array([numbers["choice_utility_quality" if n is None else f"weight_{n}"] for n in names])


def consider_probabilities(numbers: Mapping[str, float]) -> np.ndarray:
    """Return the probability of thinking about a move by entry weight 0-2, and for a closed school, float array (4,)."""
    return np.array([numbers[k] for k in ("p_consider", "p_consider_soon", "p_consider_entry", "p_consider_closed")])


def dropout_terms(numbers: Mapping[str, float]) -> np.ndarray:
    """Return the log odds ratios of `sim.kernels.dropout`, float array (9,)."""
    names = ("poor", "left_behind", "30_minutes", "young_boarder", "year_over_age", "low_attainment", "displaced", "displaced_girl", "grade")
    return np.log([numbers[f"odds_{n}"] for n in names])


def dropout_targets(numbers: Mapping[str, float], year: int) -> np.ndarray:
    """Return the mean yearly hazard by stage the chosen scenario declares for `year`, float array (2,)."""
    if numbers["is_survey_dropout"]:
        return np.array([numbers["p_dropout_survey_primary"], numbers["p_dropout_survey_junior"]])
    if year >= 2020:
        return np.array([numbers["p_dropout_from_2020"]] * 2)
    return np.array([numbers["p_dropout_primary"], numbers["p_dropout_junior"]])


def travel_vectors(numbers: Mapping[str, float], boarding_min_grade: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the vectors `pace` (5,) and `board_odds` (4,) of `sim.kernels.travel.choose_travel`."""
    pace = np.array([numbers[k] for k in ("detour", "km_walk_max", "walk_kmh", "ride_kmh", "ride_wait")])
    names = ("board_minutes_primary", "board_minutes_junior", "board_scale")
    return pace, np.array([float(boarding_min_grade), *(numbers[k] for k in names)])
