"""Record columns of the mid-term review (中期评估), by county, and of paired schools (对口帮扶), by school."""

from sim.records.columns import count

REVIEW_COLUMNS = (
    count("review_targets_judged", "targets that a review of last year's census judged; 0 = none took place",
          "中期评估所评目标数（评上一学年）", "targets", "over counties and years", dtype="uint8"),
    count("review_targets_missed", "part of them that were missed", "其中未达目标数", "targets",
          "over counties and years", dtype="uint8"),
)  # fmt: skip

_ONCE = "told with the higher stage of a nine-year school"
PAIRING_COLUMNS = (
    count("is_helped", f"1 = a strong school of the county is paired with it and both are open, {_ONCE}, so that the "
          "sum counts pairs", "受帮扶学校（合计即帮扶对数）", "pairs", dtype="uint8"),
    count("n_helps", f"schools it is paired with as the strong one, {_ONCE}", "所帮扶学校数", "schools", dtype="uint8"),
    count("days_helped", f"days that teachers of its helper give it in the year, {_ONCE}", "受帮扶教师天数",
          "teacher-days", "over places, grades and years", dtype="uint16"),
)  # fmt: skip
