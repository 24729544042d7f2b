"""What a trace may be told: events of a child's life, and the values each may come with.

A value is an array with one entry a child, or one text, sentence or number for all of them. Any may be left out, and
`NaN`, a school or settlement of -1, a negative number, the uid 0 and an empty text stand for "not known".
"""

SCHOOL, SETTLEMENT, UID, NUMBER, CODE, TEXT = "school row", "settlement row", "uid", "number", "code", "text"

# Kind of each value, the same in every event.
VALUES = {
    "school": SCHOOL,  # where the child is, asks or comes to
    "school_from": SCHOOL,  # where it was before, or had asked
    "settlement": SETTLEMENT,
    "settlement_from": SETTLEMENT,
    "grade": NUMBER,
    "status": CODE,  # STATUS_NAMES
    "birth_year": NUMBER,
    "birth_month": NUMBER,
    "move": CODE,  # MOVE_NAMES
    "parents_away": NUMBER,
    "is_transfer": NUMBER,  # 1 = a pupil who asks to change school
    "rule": TEXT,  # name of the rule of admission
    "rule_title": TEXT,
    "group": NUMBER,  # from 1, best first; 0 = in none
    "n_groups": NUMBER,
    "group_name": TEXT,
    "group_title": TEXT,
    "points": NUMBER,
    "rank": NUMBER,  # place in line, from 1
    "in_line": NUMBER,  # children in line
    "seats": NUMBER,  # seats they are in line for
    "lottery": NUMBER,  # draw in [0, 1)
    "last_uid": UID,  # the child who took the last seat
    "last_group": NUMBER,
    "outcome": CODE,  # OUTCOME_NAMES
    "why": TEXT,
    "pupils": NUMBER,  # of the school and grade
    "classes": NUMBER,
    "way": CODE,  # WALK, RIDE, BOARD, BUS, TRANSIT
    "minutes": NUMBER,  # one way
    "is_over_limit": NUMBER,
    "is_without_bed": NUMBER,
}

# Event -> values. The first word is the step of the year, `start` for what a run begins with.
EVENTS = {
    "start.there": ("status", "school", "grade", "settlement"),
    "births.born": ("birth_year", "birth_month", "settlement"),
    "arrivals.came": ("status", "grade", "settlement"),
    "ageing.late": (),  # of the age of grade 1, enters a year later
    "ageing.asks": ("grade", "school"),  # needs a place; `school` where it may go on by right
    "ageing.promoted": ("grade", "school"),
    "ageing.repeats": ("grade", "school"),
    "ageing.finished": ("school", "grade"),
    "ageing.died": ("school", "grade"),
    "ageing.grown_up": (),  # turned 18
    "moves.family": ("move", "settlement_from", "settlement", "parents_away"),
    "moves.hukou": ("settlement",),  # the register follows the family
    "moves.changes_school": ("school_from", "grade"),  # chosen to leave, where schools alone are known
    "moves.left_region": ("settlement_from", "school_from", "grade"),
    "network.closed": ("school_from", "school", "grade"),  # `school` takes the grade over
    "admission.asked": (
        "school", "grade", "is_transfer", "rule", "rule_title", "group", "n_groups", "group_name", "group_title",
        "points", "rank", "in_line", "seats", "lottery", "last_uid", "last_group",
    ),
    "admission.placed": ("outcome", "school", "school_from", "grade", "minutes", "why"),
    "census.pupil": (
        "school", "grade", "pupils", "classes", "way", "minutes", "is_over_limit", "is_without_bed",
    ),
    "census.absent": ("status", "grade"),  # of school age, not enrolled on 1 September
    "dropout.left": ("school", "grade"),
    "dropout.returned": ("school", "grade"),
    "transfers.changed": ("school_from", "school", "grade"),
}  # fmt: skip
