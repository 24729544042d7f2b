"""Codes of teachers (教师), as plain integers that kernels, tables and records share."""

# Subject groups (任教学科): 语文, 数学, 英语, 科学(含物理、化学、生物), 人文(道法、历史、地理), 体育, 音乐, 美术, 其他.
CHINESE, MATHEMATICS, ENGLISH, SCIENCE, HUMANITIES, PE, MUSIC, ART, OTHER_SUBJECT = range(9)
SUBJECT_NAMES = (
    "chinese", "mathematics", "english", "science", "humanities", "pe", "music", "art", "other",
)  # fmt: skip
PE_AND_ARTS = (PE, MUSIC, ART)  # 体音美

# Titles (职称): 三级或未定级, 二级(初级), 一级(中级), 高级(副高), 正高级.
NO_TITLE, JUNIOR_TITLE, MIDDLE_TITLE, SENIOR_TITLE, FULL_SENIOR_TITLE = range(5)
TITLE_NAMES = ("none", "junior", "middle", "senior", "full_senior")

# Contracts (聘用性质): 在编, 特岗, 编外聘用, 支教志愿者.
IN_POST, SPECIAL_POST, OUTSIDE_POSTS, VOLUNTEER = range(4)
CONTRACT_NAMES = ("post", "special", "outside_posts", "volunteer")

# Cycles of training follow the five-year plans (assumption): years of one, and the first school year of the 十三五.
TRAINING_CYCLE, A_TRAINING_CYCLE_BEGAN = 5, 2016

# Flows of teachers within a year, from one census to the next; counted where the teacher's home school stands.
JOINS = ("n_hired", "n_special_hired", "n_volunteers_came", "n_moved_in")
LEAVES = ("n_retired", "n_retired_early", "n_quit", "n_contract_ended", "n_volunteers_left", "n_moved_out")

# What else of a year's staffing is counted by county, stage and zone kind; see `sim.records.staff_tables`.
STAFF_MEASURES = (
    "n_vacant", "n_special_stayed", "n_promoted_middle", "n_promoted_senior", "n_promoted_senior_rural",
    "n_promoted_full_senior",
    "n_rural_3", "n_rural_20", "n_rural_25", "n_village_10", "n_town_1", "n_awarded",
    "n_rotation_eligible", "n_rotated", "n_rotated_backbone", "n_rotation_short", "n_backbone_short",
    "n_principals_eligible", "n_principals_rotated",
    "training_hours", "n_training_due", "n_training_done", "substitute_days", "itinerant_periods",
    "n_paid", "pay_yuan", "allowance_yuan", "performance_yuan", "performance_gained_yuan",
)  # fmt: skip
