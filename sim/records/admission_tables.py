"""Record tables of admission (招生): what became of the applications of a year, and the overflow list (统筹)."""

from sim.base.errors import Say
from sim.kernels.codes import (
    BEYOND_SEATS,
    BY_CHOICE,
    BY_ZONE,
    GOES_BACK,
    IN_PRIVATE,
    ORIGIN_NAMES,
    OUTCOME_NAMES,
    OVERFLOW_FAR,
    OVERFLOW_NEAR,
    OWN_SCHOOL,
    SEAT_BOUGHT,
    WAITS,
)
from sim.records.columns import COUNTY, GRADE, STAGE, YEAR, TableDeclaration, count, text

PLACED_OTHERWISE = (OVERFLOW_NEAR, OVERFLOW_FAR, BEYOND_SEATS, SEAT_BOUGHT)  # outcomes of the overflow list
_OVER = "over counties, grades, origins, rules, groups and years"

_OUTCOME_MEANINGS = {
    OWN_SCHOOL: Say("stayed in the own school by right of continuing", "本校直升"),
    BY_ZONE: Say("placed by zone, single or drawn", "划片录取"),
    BY_CHOICE: Say("placed by the family's ranked choices", "按志愿录取"),
    OVERFLOW_NEAR: Say("placed elsewhere within the travel limit", "统筹安置(路途时限内)"),
    OVERFLOW_FAR: Say("placed elsewhere beyond the travel limit, with bus or bed", "统筹安置(超路途时限,有校车或床位)"),
    BEYOND_SEATS: Say("placed beyond the seats", "超容量安置"),
    IN_PRIVATE: Say("went to a private school, paid by the family", "就读民办学校"),
    SEAT_BOUGHT: Say("placed in a seat that the government bought in a private school", "政府购买民办学位"),
    WAITS: Say("waits for a place", "待安置"),
    GOES_BACK: Say("goes back to where the hukou stands", "返回户籍地"),
}  # fmt: skip

OUTCOME_COUNTS = {outcome: f"n_{OUTCOME_NAMES[outcome]}" for outcome in sorted(_OUTCOME_MEANINGS)}

ADMISSION = TableDeclaration(
    "admission", ("year", "county", "grade", "origin", "rule", "group"),
    (
        YEAR, COUNTY, STAGE, GRADE,
        text("origin", f"where the hukou stands: {', '.join(ORIGIN_NAMES)} (own township, elsewhere in the county, "
             "elsewhere in the province, another province)", "户籍来源:本乡镇、县内其他乡镇、本省外县、外省"),
        text("rule", "rule of admission; empty where none decides", "招生办法"),
        text("group", "group of the rule; empty where there is none", "顺位"),
        count("n_applicants", "children who asked for a place, without pupils at school who ask for a transfer; the "
              "outcomes below add up to it", "申请入学人数",
              "children", _OVER),
        *(count(name, _OUTCOME_MEANINGS[outcome].en, _OUTCOME_MEANINGS[outcome].zh, "children", _OVER)
          for outcome, name in OUTCOME_COUNTS.items()),
        count("n_first", "part of n_applicants: placed in the school asked for first", "其中:首选学校录取",
              "children", _OVER),
        count("n_sent_elsewhere", "part of n_applicants: placed elsewhere by overflow or beyond the seats",
              "其中:统筹到其他学校", "children", _OVER),
        count("n_public", "part of n_applicants: placed in a public school", "其中:公办学校录取", "children", _OVER),
    ),
    Say("applications of a year by what became of them, by the county the child lives in; the start year has none",
        "分类招生结果(按居住县)"),
)  # fmt: skip

OVERFLOW_LIST = TableDeclaration(
    "overflow", ("year", "county", "grade", "school_from", "school_to", "why"),
    (
        YEAR, COUNTY, STAGE, GRADE,
        text("school_from", "school asked for first; empty where there is none", "首选(片区)学校"),
        text("school_to", "school that took the children", "安置学校"),
        text("why", f"outcome: {', '.join(OUTCOME_NAMES[one] for one in PLACED_OTHERWISE)}", "安置方式"),
        count("n", "children", "人数", "children", "over counties, grades, schools and years"),
    ),
    Say("the overflow list: who could not be placed by right and where the children went; the start year has none",
        "统筹安置清单"),
)  # fmt: skip
