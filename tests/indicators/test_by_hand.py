"""Every indicator against figures worked by hand from the tables of `tests.indicators.hand`."""

import math

import pandas as pd
import pytest

from sim.indicators.cells import STAGES, ZONES
from sim.indicators.declared import INDICATORS
from sim.indicators.measures import measure
from sim.kernels.codes import TALLIES
from sim.rules.money_kinds import MONEY_KINDS
from tests.indicators.evaluation_by_hand import EVALUATED
from tests.indicators.hand import class_rows, grade_rows, money_rows, school_rows, tables, with_pupils

NO = math.nan  # not defined


def paid(kind: str) -> int:
    """Return the yuan of a kind in the books by hand: 100 and its place among the kinds."""
    return 100 + list(MONEY_KINDS).index(kind)


# Indicator -> (zone, stage, year) -> level. Town: t1, t2 and n of county a, t9 of b; urban: u1; village: v1.
EXPECTED = {
    "pupils": {
        ("all", "all", 2017): 308, ("all", "primary", 2017): 250, ("town", "all", 2017): 258,
        ("town", "primary", 2017): 200, ("urban", "junior", 2017): 0, ("town", "all", 2018): 90},
    "entrants": {("all", "all", 2017): 298, ("all", "primary", 2017): 240, ("all", "junior", 2017): 58},
    "classes": {("all", "all", 2017): 8, ("town", "primary", 2017): 5, ("village", "all", 2018): 0},
    "mean_class_size": {
        ("all", "all", 2017): 308 / 8, ("town", "primary", 2017): 40, ("town", "all", 2017): 43,
        ("urban", "junior", 2017): NO, ("village", "all", 2018): NO},
    "classes_over_standard": {("all", "all", 2017): 3, ("town", "primary", 2017): 2, ("all", "all", 2018): 1},
    # 70 and 60 of 45, 58 of 50; in 2018 46 of 45, 44 not
    "pupils_over_standard": {
        ("all", "all", 2017): 188, ("town", "primary", 2017): 130, ("town", "junior", 2017): 58,
        ("urban", "all", 2017): 0, ("all", "all", 2018): 46},
    "share_pupils_over_standard": {
        ("all", "all", 2017): 100 * 188 / 308, ("town", "primary", 2017): 65, ("village", "primary", 2017): 0,
        ("village", "junior", 2017): NO},
    "large_classes_local": {("all", "all", 2017): 2, ("town", "junior", 2017): 0},
    # of 60 and more in grade 1: 70 and 60; of 61 and more in grade 7: not 58
    "pupils_in_large_classes": {
        ("all", "all", 2017): 130, ("town", "junior", 2017): 0, ("village", "primary", 2017): 0,
        ("all", "all", 2018): 0},
    "share_pupils_in_large_classes": {
        ("all", "all", 2017): 100 * 130 / 308, ("town", "primary", 2017): 65, ("urban", "junior", 2017): NO},
    "large_classes_national": {("all", "all", 2017): 3, ("town", "junior", 2017): 1},
    "super_large_classes": {("all", "all", 2017): 1, ("town", "primary", 2017): 1, ("all", "all", 2018): 0},
    # 3 and 1 of 8 classes; in towns 2 and 1 of 5 primary ones
    "share_large_classes_national": {
        ("all", "all", 2017): 100 * 3 / 8, ("town", "primary", 2017): 40, ("urban", "junior", 2017): NO},
    "share_super_large_classes": {("all", "all", 2017): 100 / 8, ("town", "primary", 2017): 20},
    "new_schools_opened": {("all", "all", 2017): 0, ("all", "all", 2018): 1, ("town", "all", 2018): NO},
    "share_schools_late": {("all", "all", 2017): NO, ("all", "all", 2018): 100 * 2 / 3, ("all", "primary", 2018): NO},
    "multigrade_classes": {("all", "all", 2017): 1, ("village", "primary", 2017): 1, ("town", "all", 2017): 0},
    "seats_rated": {("all", "all", 2017): 410, ("town", "primary", 2017): 225, ("village", "all", 2017): 90},
    # a, town, primary: 200 - 180 = +20; b, town, primary: 0 - 45 = -45; a, village: 30 - 90 = -60;
    # b, urban: 20 - 45 = -25; a, town, junior: 58 - 50 = +8. Never netted.
    "seats_short": {
        ("town", "primary", 2017): 20, ("village", "primary", 2017): 0, ("urban", "primary", 2017): 0,
        ("town", "junior", 2017): 8, ("all", "primary", 2017): 20, ("town", "all", 2017): 28,
        ("all", "all", 2017): 28, ("all", "all", 2018): 0},
    "seats_idle": {
        ("town", "primary", 2017): 45, ("village", "primary", 2017): 60, ("urban", "primary", 2017): 25,
        ("town", "junior", 2017): 0, ("all", "primary", 2017): 130, ("town", "all", 2017): 45,
        ("all", "all", 2017): 130, ("all", "all", 2018): 0},
    "seat_use": {("all", "all", 2017): 100 * 308 / 410, ("town", "junior", 2017): 116, ("urban", "junior", 2017): NO},
    # n counts once, and in each of its stages; the closed z and the point v1 do not
    "schools": {
        ("all", "all", 2017): 5, ("town", "all", 2017): 4, ("town", "primary", 2017): 4, ("town", "junior", 2017): 1,
        ("village", "all", 2017): 0, ("all", "all", 2018): 1},
    "points": {("all", "all", 2017): 1, ("village", "primary", 2017): 1, ("village", "all", 2018): 0},
    # t1 40, n 10 + 58, t9 0, u1 20, v1 30; t2 has 150
    "small_schools": {
        ("all", "all", 2017): 5, ("town", "primary", 2017): 3, ("town", "junior", 2017): 1, ("urban", "all", 2017): 1},
    # t1, v1 and t9 of t1, t2, v1, n, t9, u1
    "schools_meeting_norms": {
        ("all", "all", 2017): 3, ("town", "all", 2017): 2, ("town", "primary", 2017): 2, ("town", "junior", 2017): 0,
        ("village", "all", 2017): 1, ("all", "all", 2018): 0},
    "share_meeting_norms": {
        ("all", "all", 2017): 50, ("town", "all", 2017): 50, ("village", "primary", 2017): 100,
        ("urban", "junior", 2017): NO, ("all", "all", 2018): 0},
    # t2 with 150 pupils; n, once, with 10 and 58
    "weak_schools": {
        ("all", "all", 2017): 2, ("town", "primary", 2017): 2, ("all", "junior", 2017): 1, ("urban", "all", 2017): 0},
    "share_in_weak_schools": {
        ("all", "all", 2017): 100 * 218 / 308, ("town", "primary", 2017): 80, ("all", "junior", 2017): 100,
        ("urban", "junior", 2017): NO},
    # not the 999 of the closed z
    "teaching_m2_per_pupil": {
        ("all", "all", 2017): 1140 / 308, ("town", "primary", 2017): 3.55, ("town", "junior", 2017): 340 / 58,
        ("village", "junior", 2017): NO},
    "sports_m2_per_pupil": {("all", "all", 2017): 300 / 308, ("village", "all", 2017): 0},
    "equipment_per_pupil": {("all", "all", 2017): 80_000 / 308, ("town", "primary", 2017): 400},
    "multimedia_per_100": {("all", "all", 2017): 100 / 308, ("town", "primary", 2017): 0.5},
    # urban and town: 188 of 278, primary 130 of 220
    "crowding_index": {
        ("all", "all", 2017): 100 * 188 / 278, ("all", "primary", 2017): 100 * 130 / 220, ("all", "junior", 2017): 100,
        ("town", "all", 2017): NO},
    "thinness_index": {
        ("all", "all", 2017): 100, ("all", "junior", 2017): NO, ("village", "all", 2017): NO, ("all", "all", 2018): NO},
    # z; then n, whose site counts with its junior stage; v1 has another use
    "sites_idle": {("all", "all", 2017): 1, ("village", "primary", 2017): 1, ("all", "all", 2018): 1,
                   ("town", "primary", 2018): 0, ("town", "junior", 2018): 1},
    "rooms_idle_sites": {("all", "all", 2017): 4, ("all", "all", 2018): 5, ("town", "primary", 2018): 2},
    # t1 40, v1 30, u1 20, t9 0
    "schools_under_50": {
        ("all", "all", 2017): 4, ("town", "primary", 2017): 2, ("village", "all", 2017): 1, ("all", "all", 2018): 0},
    "schools_under_10": {("all", "all", 2017): 1, ("town", "primary", 2017): 1, ("village", "all", 2017): 0},
    # the village has v1 alone; more in the test of villages below
    "share_rural_pupils_under_100": {("all", "all", 2017): 100, ("all", "junior", 2017): NO, ("all", "all", 2018): NO},
    "share_rural_pupils_under_50": {("all", "primary", 2017): 100, ("village", "all", 2017): NO},
    "share_rural_pupils_under_10": {("all", "all", 2017): 0},
    # t1, v1, n, t9 and u1, of which v1 has 3 teachers for 4 classes
    "share_small_schools_staffed": {
        ("all", "all", 2017): 80, ("village", "all", 2017): 0, ("town", "all", 2017): 100},
    "classes_without_teacher": {("all", "all", 2017): 1, ("town", "all", 2017): 0},
    "posts_short_of_floor": {("all", "all", 2017): 2, ("village", "primary", 2017): 2},
    "posts_from_central": {("all", "all", 2017): 1, ("town", "all", 2017): 0},
    # n closed: 10 pupils of grade 2, those of 7, its highest, would have left; v1 closed: it had its highest alone
    "displaced": {("all", "all", 2017): NO, ("all", "all", 2018): 10, ("town", "primary", 2018): 10,
                  ("town", "junior", 2018): 0, ("village", "all", 2018): 0},
    "n_overflow": {("all", "all", 2017): NO, ("town", "primary", 2018): 7},
    "over_capacity": {("all", "all", 2017): NO, ("town", "primary", 2018): 2},
    # 5150 minutes of 308 - 26 day pupils; village 900 of 30; town, junior 760 of 58 - 20
    "p90_minutes": {
        ("town", "primary", 2017): 10,  # 9 of 10 at 10 minutes
        ("village", "primary", 2017): 30,
        ("all", "primary", 2017): 30,  # 16.2 of 18: 9 at 10, 8 at 30
        ("all", "all", 2017): 40,  # 17.1 of 19
        ("urban", "primary", 2017): NO,
        ("all", "all", 2018): NO,
    },
    "mean_minutes": {
        ("all", "all", 2017): 5150 / 282, ("village", "all", 2017): 30, ("town", "junior", 2017): 20,
        ("urban", "junior", 2017): NO},
    "pupils_over_limit": {("all", "all", 2017): 13, ("village", "primary", 2017): 3},
    "young_over_limit": {("all", "all", 2017): 13, ("all", "junior", 2017): 0},
    "share_over_limit": {
        ("all", "all", 2017): 1300 / 282, ("village", "all", 2017): 10, ("village", "junior", 2017): NO},
    # u1 alone is urban: 15 of its 20 pupils; the 40 of t1 stand within a radius that nobody asks of it
    "share_in_radius": {
        ("all", "all", 2017): 75, ("urban", "primary", 2017): 75, ("town", "all", 2017): NO, ("all", "all", 2018): NO},
    "boarders": {("all", "all", 2017): 26, ("town", "primary", 2017): 6, ("all", "junior", 2017): 20},
    "beds": {("all", "all", 2017): 28, ("all", "junior", 2017): 25, ("village", "all", 2017): 0},
    "boarders_without_bed": {("all", "all", 2017): 5, ("town", "primary", 2017): 2, ("village", "all", 2017): 0,
                             ("all", "all", 2018): 1},
    "share_boarding": {("all", "all", 2017): 100 * 26 / 308, ("town", "primary", 2017): 3},
    "young_boarders": {("all", "all", 2017): 5, ("town", "junior", 2017): 0, ("all", "all", 2018): 0},
    "share_young_boarders": {
        ("all", "all", 2017): 500 / 26, ("town", "primary", 2017): 500 / 6, ("urban", "all", 2017): NO},
    "boarders_without_canteen_seat": {("all", "all", 2017): 7, ("town", "junior", 2017): 5},
    "boarding_staff_needed": {("all", "all", 2017): 10, ("all", "primary", 2017): 4},
    "boarding_staff": {("all", "all", 2017): 6, ("all", "primary", 2017): 1},
    "share_boarding_staff": {
        ("all", "all", 2017): 60, ("all", "primary", 2017): 25, ("village", "all", 2017): NO},
    "boarding_staff_per_100": {("all", "all", 2017): 600 / 26, ("village", "all", 2017): NO},
    "boarding_staff_bought": {("all", "all", 2017): 2, ("all", "primary", 2017): 0},
    "boarding_staff_yuan": {("all", "all", 2017): 440_000, ("town", "primary", 2017): 95_000},
    "bus_pupils": {("all", "all", 2017): 10, ("village", "all", 2017): 6, ("all", "junior", 2017): 0},
    "transit_pupils": {("all", "all", 2017): 1, ("town", "all", 2017): 0},
    "bus_seats_short": {("all", "all", 2017): 3, ("village", "primary", 2017): 3},
    "bus_fee_waived_pupils": {("all", "all", 2017): 2, ("all", "all", 2018): 0},
    "share_bus_need_met": {("all", "all", 2017): 75, ("village", "all", 2017): 80, ("all", "all", 2018): NO},
    "share_left_behind_bus_need_met": {("all", "all", 2017): 50, ("town", "all", 2017): NO},
    "yuan_bus_running": {("all", "all", 2017): 6000, ("all", "all", 2018): 700, ("town", "all", 2017): NO},
    "yuan_bus_fees": {("all", "all", 2017): 900, ("all", "all", 2018): 0},
    "yuan_bus_fees_waived": {("all", "all", 2017): 300, ("all", "all", 2018): 0},
    # 10 by bus and 1 by transit; in 2018 a line without a rider
    "yuan_per_line_pupil": {("all", "all", 2017): 5100 / 11, ("all", "all", 2018): NO},
    # staff of 440,000 yuan for 26 boarders cost more than 5,000 yuan for 10 riders by bus
    "years_bed_for_bus": {("all", "all", 2017): NO, ("all", "all", 2018): NO},
    "years_seat_for_bus": {("all", "all", 2017): 30_000 * 1.5 * 10 / 5000, ("all", "all", 2018): NO},
    "dropouts": {("all", "all", 2017): 6, ("village", "all", 2017): 1, ("town", "junior", 2017): 3},
    "returns": {("all", "all", 2017): 1, ("town", "junior", 2017): 0},
    # grade 1: 2 + 1 dropped out and 1 came back, of 40 + 150 + 30 + 20; grade 2: 0 of 10; grade 7: 3 of 58
    "period_retention": {
        ("all", "all", 2017): 100 * (1 - 2 / 240) * (1 - 3 / 58), ("town", "primary", 2017): 100 * (1 - 1 / 190),
        ("village", "all", 2017): 100 * (1 - 1 / 30), ("urban", "junior", 2018): NO, ("town", "all", 2018): 100},
    "raw_retention": {("all", "all", 2018): NO},  # tests/indicators/test_retention.py
    "adjusted_retention": {("all", "all", 2018): NO},
    "junior_retention": {("all", "junior", 2018): NO},
    "migrant_pupils": {("all", "all", 2017): 15, ("urban", "all", 2017): 5, ("village", "all", 2017): 0},
    "migrant_share_public": {
        ("all", "all", 2017): 100 * 10 / 15, ("town", "all", 2017): 100, ("urban", "all", 2017): 0,
        ("village", "all", 2017): NO},
    "moved_in_county": {("all", "all", 2017): 6, ("town", "junior", 2017): 0},
    # 60 + 20 + 10 primary; 5 + 5 junior; the start year has none; the records do not tell zone kinds
    "applicants": {
        ("all", "all", 2017): NO, ("all", "all", 2018): 100, ("all", "primary", 2018): 90, ("all", "junior", 2018): 10,
        ("town", "all", 2018): NO},
    "share_placed_first": {("all", "all", 2018): 46 + 17 + 4 + 4 + 1, ("all", "junior", 2018): 50},
    "share_overflow": {("all", "all", 2018): 17, ("all", "primary", 2018): 100 * 17 / 90, ("all", "junior", 2018): 0},
    "overflow_far": {("all", "all", 2017): NO, ("all", "primary", 2018): 4, ("all", "junior", 2018): 0},
    "applicants_over_capacity": {("all", "all", 2018): 5, ("all", "junior", 2018): 0},
    "applicants_waiting": {("all", "all", 2018): 5, ("all", "primary", 2018): 2, ("all", "junior", 2018): 3},
    "applicants_gone_back": {("all", "all", 2018): 1, ("all", "junior", 2018): 0},
    "in_private": {("all", "all", 2018): 2},
    "bought_seats": {("all", "all", 2018): 1},
    # 10 - 2 - 1 and 5 - 3, of 10 and 5; public or bought 4 + 1 of 7, 2 of 2
    "migrants_placed": {("all", "all", 2017): NO, ("all", "all", 2018): 9, ("all", "primary", 2018): 7},
    "share_migrants_placed": {("all", "all", 2018): 60, ("all", "primary", 2018): 70, ("all", "junior", 2018): 40},
    "share_migrants_public": {
        ("all", "all", 2018): 100 * 7 / 9, ("all", "primary", 2018): 500 / 7, ("all", "junior", 2018): 100},
    "in_county_placed": {("all", "all", 2018): 25, ("all", "junior", 2018): 5},
    "share_in_county_first": {("all", "all", 2018): 84, ("all", "junior", 2018): 80},
    # Public primary schools of a: migrants t1 4 of 40, t2 6 of 150, v1 0 of 30, n 0 of 10; others 36, 144, 30, 10
    # of 220. |4/10 - 36/220| + |6/10 - 144/220| + 30/220 + 10/220 = (52 + 12 + 30 + 10) / 220. In town alone without
    # v1, of 190. b: the private u1 and t9 without pupils.
    "dissimilarity_migrant": {
        ("all", "primary", 2017): 104 / 220 / 2, ("town", "primary", 2017): (40 + 30 + 10) / 190 / 2,
        ("village", "primary", 2017): NO, ("urban", "primary", 2017): NO, ("all", "junior", 2017): NO,
        ("all", "all", 2017): NO},
    # all 6 in t1: |1 - 34/224| + 150/224 + 30/224 + 10/224 = 380/224
    "dissimilarity_in_county": {("all", "primary", 2017): 190 / 224, ("town", "primary", 2017): 160 / 194},
    "left_behind": {("all", "all", 2017): 12, ("village", "all", 2017): 9},
    "left_behind_2016": {("all", "all", 2017): 6, ("village", "all", 2017): 5},
    "left_behind_share": {("all", "all", 2017): 100 * 12 / 308, ("village", "all", 2017): 30},
    "posts": {("all", "all", 2017): 26, ("town", "junior", 2017): 6, ("village", "all", 2017): 3},
    "teachers": {("all", "all", 2017): 23, ("all", "primary", 2017): 18, ("village", "all", 2017): 3},
    "pupils_per_teacher": {
        ("all", "all", 2017): 308 / 23, ("town", "junior", 2017): 11.6, ("urban", "junior", 2017): NO},
    "teachers_per_class": {("all", "all", 2017): 23 / 8, ("all", "junior", 2017): 5},
    # teachers per pupil: t1 4/40, t2 6/150, v1 3/30, n 2/10, u1 2/20 (t9 has no pupils). Mean weighted by pupils
    # 17/250 = 0.068; deviations squared 90/250 * 0.032^2 + 150/250 * 0.028^2 + 10/250 * 0.132^2 = 0.001536
    "cv_teachers": {
        ("all", "primary", 2017): math.sqrt(0.001536) / 0.068, ("all", "junior", 2017): 0, ("all", "all", 2017): NO,
        ("village", "junior", 2017): NO},
    # mean (0.1 + 0.04 + 0.1 + 0.2 + 0.1) / 5 = 0.108; deviations squared 3 * 0.000064 + 0.004624 + 0.008464 = 0.01328
    "cv_teachers_unweighted": {("all", "primary", 2017): math.sqrt(0.01328 / 5) / 0.108, ("all", "all", 2017): NO},
    # 2.25 + 9 + 1.5 + 0.5 + 4.25; without the closed z and the private u1
    "posts_needed_by_pupils": {
        ("all", "all", 2017): 17.5, ("town", "primary", 2017): 11.75, ("village", "all", 2017): 1.5,
        ("urban", "all", 2017): 0},
    "posts_needed_by_classes": {("all", "all", 2017): 23.75, ("all", "junior", 2017): 3},
    "posts_needed_by_periods": {("all", "all", 2017): 17, ("village", "primary", 2017): 2.5},
    "pupils_per_post": {
        ("all", "all", 2017): 288 / 24, ("village", "all", 2017): 10, ("urban", "all", 2017): NO},
    # posts 4, 8, 3, 2, 6, 1 beyond 2.25, 9, 1.5, 0.5, 4.25, 0; the 1 that t2 lacks is not taken off
    "posts_surplus_by_pupils": {
        ("all", "all", 2017): 7.5, ("town", "primary", 2017): 4.25, ("all", "junior", 2017): 1.75},
    # t2 10 - 8 and v1 7.25 - 3
    "posts_short_by_classes": {
        ("all", "all", 2017): 6.25, ("village", "all", 2017): 4.25, ("all", "junior", 2017): 0},
    "teacher_posts": {("all", "all", 2017): 22, ("village", "all", 2017): 3, ("urban", "all", 2017): 0},
    "posts_vacant": {("all", "all", 2017): 2, ("village", "primary", 2017): 1, ("all", "junior", 2017): 0},
    "share_posts_filled": {
        ("all", "all", 2017): 100 * 20 / 22, ("village", "all", 2017): 200 / 3, ("all", "primary", 2017): NO},
    # t1: 5 less the one outside posts fill its 4; v1: a volunteer; n, primary: 3 of 2; t2 lacks one
    "teachers_over_posts": {("all", "all", 2017): 1, ("all", "junior", 2017): 0, ("village", "all", 2017): 0},
    "special_posts": {("all", "all", 2017): 1, ("village", "primary", 2017): 1, ("town", "all", 2017): 0},
    "volunteers": {("all", "all", 2017): 1, ("village", "primary", 2017): 1, ("town", "all", 2017): 0},
    "share_outside_posts": {
        ("all", "all", 2017): 100 / 22, ("village", "all", 2017): 0, ("urban", "all", 2017): NO},
    # of 288 pupils of open public schools, 258 of them in town, 58 in junior school
    "pe_arts_per_100": {
        ("all", "all", 2017): 300 / 288, ("all", "junior", 2017): 100 / 58, ("urban", "all", 2017): NO},
    "backbone_per_100": {
        ("all", "all", 2017): 200 / 288, ("town", "all", 2017): 200 / 258, ("village", "all", 2017): 0},
    "above_standard_per_100": {("all", "all", 2017): 1000 / 288, ("village", "all", 2017): 100 / 30},
    "subjects_lacking": {("all", "all", 2017): 6, ("all", "junior", 2017): 1, ("urban", "all", 2017): 0},
    "subjects_uncovered": {("all", "all", 2017): 2, ("village", "all", 2017): 1, ("town", "primary", 2017): 0},
    # t1 2, t2 0, v1 3, n 1 told with its junior stage, t9 0; uncovered v1 1, n 1
    "share_schools_own_subjects": {
        ("all", "all", 2017): 40, ("town", "primary", 2017): 50, ("all", "junior", 2017): 0,
        ("urban", "all", 2017): NO},
    "share_schools_all_subjects": {
        ("all", "all", 2017): 60, ("town", "primary", 2017): 75, ("village", "all", 2017): 0},
    # of 21 who serve at open public schools, 3 of them at v1
    "share_senior_title": {
        ("all", "all", 2017): 400 / 21, ("village", "all", 2017): 0, ("urban", "all", 2017): NO},
    "share_middle_title": {("all", "all", 2017): 100 / 3, ("village", "all", 2017): 100 / 3},
    "share_55_and_over": {("all", "all", 2017): 200 / 21, ("village", "all", 2017): 200 / 3},
    "share_under_35": {("all", "all", 2017): 500 / 21, ("all", "junior", 2017): 40},
    "teachers_hired": {
        ("all", "all", 2017): NO, ("all", "all", 2018): 7, ("town", "primary", 2018): 3, ("all", "junior", 2018): 0},
    "special_hired": {("all", "all", 2018): 4, ("town", "all", 2018): 0},
    "special_stayed": {("all", "all", 2018): 1},
    "share_special_stayed": {("all", "all", 2017): NO, ("all", "all", 2018): 25, ("town", "all", 2018): NO},
    "volunteers_came": {("all", "all", 2018): 2},
    "retirements": {("all", "all", 2017): NO, ("all", "all", 2018): 6, ("urban", "all", 2018): 1},
    "retirements_early": {("all", "all", 2018): 1},
    "quits": {("all", "all", 2018): 3, ("village", "all", 2018): 2},
    # of the 110, 20 and 50 of 2017
    "quit_rate": {
        ("all", "all", 2017): NO, ("all", "all", 2018): 300 / 110, ("village", "all", 2018): 10,
        ("town", "primary", 2018): 2, ("village", "junior", 2018): NO},
    "contracts_ended": {("all", "all", 2018): 4},
    "teachers_moved": {("all", "all", 2018): 2, ("village", "all", 2018): 0},
    "rotated": {("all", "all", 2017): NO, ("all", "all", 2018): 4},
    "rotation_rate": {("all", "all", 2017): NO, ("all", "all", 2018): 8, ("town", "all", 2018): 7.5},
    "share_rotated_backbone": {("all", "all", 2018): 50, ("town", "all", 2018): 100 / 3, ("urban", "all", 2018): NO},
    "rotation_short": {("all", "all", 2018): 1},
    "principal_rotation_rate": {("all", "all", 2018): 25, ("village", "all", 2018): NO},
    "itinerant_periods": {("all", "all", 2017): 12, ("town", "all", 2017): 0},
    "training_completion": {("all", "all", 2018): 75, ("village", "all", 2018): 50, ("all", "junior", 2018): NO},
    "substitute_days": {("all", "all", 2018): 90},
    "service_rural_3": {("all", "all", 2017): 35, ("village", "all", 2017): 15},
    "service_rural_20": {("all", "all", 2017): 7, ("all", "junior", 2017): 1},
    "service_rural_25": {("all", "all", 2017): 3},
    "service_village_10": {("all", "all", 2017): 7},
    "service_town_1": {("all", "all", 2017): 4},
    "service_awarded": {("all", "all", 2017): NO, ("all", "all", 2018): 2},
    "promoted_middle": {("all", "all", 2018): 2},
    "promoted_senior": {("all", "all", 2018): 4},
    # 4.8 million yuan of 70 teachers; villages 70,000 each, towns 3.4 million of 50
    "pay_per_teacher": {
        ("all", "all", 2017): 4_800_000 / 70, ("village", "all", 2017): 70_000, ("town", "junior", 2017): 100_000,
        ("urban", "all", 2017): NO},
    "allowance_per_teacher": {("all", "all", 2017): 120_000 / 70, ("village", "all", 2017): 6000},
    "performance_per_teacher": {("all", "all", 2017): 0, ("town", "primary", 2017): -500},
    "pay_ratio_village": {("all", "all", 2017): 100 * 70_000 / 68_000, ("town", "all", 2017): NO},
    "money_spent_running": {
        ("all", "all", 2017): 586_000, ("all", "primary", 2017): NO, ("town", "all", 2017): NO},
    "money_spent_capital": {("all", "all", 2017): 1_050_000},
    "running_per_pupil": {("all", "all", 2017): 586_000 / 308, ("village", "all", 2017): NO},
    # what counties hold (5000 and 1000) is no school's; 288 pupils of open public schools
    "cost_per_pupil": {
        ("all", "all", 2017): 580_000 / 288, ("village", "all", 2017): 3000, ("town", "all", 2017): 490_000 / 258,
        ("urban", "all", 2017): NO, ("all", "primary", 2017): NO},
    "cost_ratio_village": {("all", "all", 2017): 100 * 3000 * 258 / 490_000, ("all", "all", 2018): NO},
    "share_county_running": {("all", "all", 2017): 60},
    "training_share": {("all", "all", 2017): 0, ("all", "all", 2018): NO},
    "pay_ratio_rural": {
        ("all", "all", 2017): NO, ("all", "all", 2018): 100 * paid("rural_pay") / paid("rural_pay_as_in_town")},
    "pay_ratio_civil_servants": {("all", "all", 2018): 100 * paid("teachers_pay") / paid("civil_servant_pay")},
    **{f"money_{kind}": {("all", "all", 2018): 100 + place, ("town", "all", 2018): NO}
       for place, kind in enumerate(MONEY_KINDS)},
    **EVALUATED,
    "capital_budget": {("all", "all", 2017): 7_005_000_000, ("all", "all", 2018): 0, ("town", "all", 2017): NO},
    "capital_spent": {("all", "all", 2017): 6_003_000_000},
    "capital_refused": {("all", "all", 2017): 2_500_000},
    "residents": {("all", "all", 2017): 1500, ("town", "all", 2017): 600, ("all", "primary", 2017): NO},
    "urban_share": {("all", "all", 2017): 100 * 1100 / 1500, ("urban", "all", 2017): NO},
    "births_resident": {("all", "all", 2017): NO, ("all", "all", 2018): 12, ("town", "all", 2018): NO},
    # t2 1 and 1, v1 1, n 1, 1 and 1: the six dropouts; nobody by boarding
    "dropouts_poverty": {("all", "all", 2017): 1, ("town", "primary", 2017): 1, ("all", "junior", 2017): 0},
    "dropouts_left_behind": {("all", "all", 2017): 1, ("town", "junior", 2017): 1},
    "dropouts_distance": {("all", "all", 2017): 1, ("village", "all", 2017): 1, ("town", "all", 2017): 0},
    "dropouts_boarding": {("all", "all", 2017): 0},
    "dropouts_learning": {("all", "all", 2017): 1, ("town", "junior", 2017): 1},
    "dropouts_closure": {("all", "all", 2017): 1, ("town", "primary", 2017): 1},
    "dropouts_other": {("all", "all", 2017): 1, ("all", "primary", 2017): 0, ("all", "all", 2018): 0},
    "dropouts_poor": {("all", "all", 2017): 2, ("all", "junior", 2017): 0},
    "dropout_rate_poor": {
        ("all", "all", 2017): 5, ("village", "primary", 2017): 12.5, ("town", "junior", 2017): 0,
        ("urban", "all", 2017): NO},
    "dropout_rate_others": {("all", "all", 2017): 100 * 4 / 268, ("village", "all", 2017): 0},
    "poor_pupils": {("all", "all", 2017): 40, ("town", "primary", 2017): 20},
    "aided_pupils": {("all", "all", 2017): 30, ("village", "all", 2017): 8},
    "aid_coverage": {("all", "all", 2017): 75, ("village", "all", 2017): 100, ("all", "all", 2018): NO},
    "aid_per_aided": {("all", "all", 2017): 0, ("all", "all", 2018): NO},  # with yuan: below
    # six left, t2's one came back; of t2's two the school knows one, of the other four none
    "net_dropouts": {("all", "all", 2017): 5, ("town", "primary", 2017): 1, ("all", "all", 2018): 0},
    "dropouts_known": {("all", "all", 2017): 1, ("village", "all", 2017): 0},
    "share_dropouts_known": {("all", "all", 2017): 100 / 6, ("town", "primary", 2017): 50, ("all", "all", 2018): NO},
    "unexplained_absences": {("all", "all", 2017): 5, ("town", "primary", 2017): 1, ("town", "junior", 2017): 3},
    "campaign_visits": {("all", "all", 2017): 4, ("village", "all", 2017): 0},
    "returns_within": {("all", "all", 2017): 1},
    "share_returned_within": {("all", "all", 2017): 100 / 6, ("town", "primary", 2017): 50, ("urban", "all", 2017): NO},
    # of v1's nine left-behind pupils, t1's three are neither on file nor key cases
    "left_behind_filed": {("all", "all", 2017): 8, ("town", "all", 2017): 0},
    "share_left_behind_filed": {
        ("all", "all", 2017): 100 * 8 / 12, ("village", "all", 2017): 100 * 8 / 9, ("urban", "all", 2017): NO},
    "filing_hours": {("all", "all", 2017): 4.5},
    "key_cases": {("all", "all", 2017): 6, ("town", "all", 2017): 0},
    "share_key_cases_cared": {("all", "all", 2017): 100 * 4 / 6, ("town", "all", 2017): NO},
    "left_behind_cared": {("all", "all", 2017): 5, ("all", "all", 2018): 0},
    "share_left_behind_cared": {("all", "all", 2017): 100 * 5 / 12, ("village", "primary", 2017): 100 * 5 / 9},
    "care_hours": {("all", "all", 2017): 100},
    "births_registered": {("all", "all", 2017): NO, ("all", "all", 2018): 14},
    # 2017: 240 entrants of the births of September 2010 to August 2011: a 60/3 + 2*90/3 = 80, b 30. 2018: b has no 2012
    "entrants_per_birth": {("all", "all", 2017): 240 / 110, ("all", "all", 2018): NO},
    "children_3_5": {("all", "all", 2017): 30, ("town", "all", 2017): 20, ("village", "all", 2017): 0},
    "children_15_17": {("all", "all", 2017): 10, ("village", "all", 2017): 10, ("urban", "all", 2017): 0},
    "moves_county_seat": {("all", "all", 2017): NO, ("all", "all", 2018): 5},
    "moves_return": {("all", "all", 2018): 1},
    "families_arrived": {("all", "all", 2017): NO, ("all", "all", 2018): 2},
    "children_unplaced": {("all", "all", 2017): NO, ("all", "all", 2018): 6},
}  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return measure(tables())


@pytest.mark.parametrize("name", INDICATORS)
def test_levels_are_those_worked_by_hand(found, name):
    by_hand = EXPECTED.get(name, {("all", "all", 2017): NO, ("all", "all", 2018): 0})
    levels = {cell: found.loc[cell, name] for cell in by_hand}
    assert levels == pytest.approx(by_hand, nan_ok=True)


def test_every_indicator_is_worked_by_hand_but_moves_of_a_kind_that_nobody_made():
    moves = {f"moves_{name.removeprefix('families_')}" for name in TALLIES if name.startswith("families_")}
    assert set(INDICATORS) - set(EXPECTED) <= moves
    assert set(EXPECTED) <= set(INDICATORS)


def test_one_school_alone_does_not_differ_from_itself():
    """1/19 squared and 1/19 of 1/19 differ in the last digit: that is no difference between schools."""
    school = school_rows([(2017, "a", "v1", "primary", "village", "primary", 19, 45, {"teachers": 1})])
    found = measure({**with_pupils(19), "school": school}).loc[("village", "primary", 2017)]
    assert found[["cv_teachers", "cv_teachers_unweighted"]].tolist() == [0, 0]


def test_the_share_of_village_pupils_in_small_schools():
    """Villages have 9, 42, 70 and 129 pupils, the last in two stages; a town school of 5 does not count."""
    sizes = {"v1": 9, "v2": 42, "v3": 70, "w": 60, "t1": 5}
    rows = [(s, "primary", "town" if s == "t1" else "village", n) for s, n in sizes.items()]
    rows.append(("w", "junior", "village", 69))
    schools = [(2017, "a", s, stage, zone, "primary", n, 45, {}) for s, stage, zone, n in rows]
    grades = [(2017, "a", s, 1 if stage == "primary" else 7, zone, n, 1, {}) for s, stage, zone, n in rows]
    found = measure({**with_pupils(9), "school": school_rows(schools), "school_grade": grade_rows(grades)})
    shares = found.loc[("all", "all", 2017), [f"share_rural_pupils_under_{n}" for n in (100, 50, 10)]]
    assert shares.tolist() == pytest.approx([100 * n / 250 for n in (121, 51, 9)])
    by_stage = found["share_rural_pupils_under_100"]
    assert by_stage[("all", "primary", 2017)] == pytest.approx(100 * 121 / 181)
    assert by_stage[("all", "junior", 2017)] == 0


def test_a_bed_breaks_even_with_a_bus_by_what_it_saves_a_year():
    """Boarding staff of 26 x 100 yuan a year: a bed of 20,000 x 1.5 yuan saves 5,000 / 10 - 100 a year."""
    records = tables()
    school = records["school"].assign(boarding_staff_yuan=0)
    school.loc[school.index[0], "boarding_staff_yuan"] = 2600
    years = measure({**records, "school": school}).loc[("all", "all", 2017), "years_bed_for_bus"]
    boarders = records["school_grade"].query("year == 2017")["n_boarders"].sum()
    assert boarders == 26
    assert years == pytest.approx(30_000 / (5000 / 10 - 100))


def test_levels_of_one_county(found):
    own = measure(tables(), "b")
    assert own.loc[("all", "all", 2017), "pupils"] == 20
    assert own.loc[("all", "all", 2017), "seats_idle"] == 70
    assert own.loc[("all", "all", 2017), "residents"] == 500
    assert own.loc[("all", "all", 2017), "entrants_per_birth"] == pytest.approx(20 / 30)
    # the other's past is known to 2012: births of September 2011 to August 2012 are 90/3 + 2*30/3 = 50, nobody entered
    assert measure(tables(), "a").loc[("all", "all", 2018), "entrants_per_birth"] == 0
    assert math.isnan(own.loc[("town", "all", 2017), "mean_class_size"])


def test_the_dissimilarity_of_counties_together_is_weighted_by_the_children_of_the_group():
    """a: 2 of 10 and 2 of 10, alike: D 0. b: 6 of 6 and 0 of 6, apart: D 1. Together (4 * 0 + 6 * 1) / 10."""
    places = {"a1": ("a", 10, 2), "a2": ("a", 10, 2), "b1": ("b", 6, 6), "b2": ("b", 6, 0)}
    grades = [(2017, county, school, 1, "town", pupils, 1, {"n_migrant": group})
              for school, (county, pupils, group) in places.items()]  # fmt: skip
    schools = [(2017, county, school, "primary", "town", "primary", pupils, 45, {})
               for school, (county, pupils, _) in places.items()]  # fmt: skip
    records = {
        **tables(),
        "school_grade": grade_rows(grades),
        "school": school_rows(schools),
        "classes": class_rows(()),
        "money": money_rows(()),
    }
    cell = ("town", "primary", 2017)
    own = [measure(records, county).loc[cell, "dissimilarity_migrant"] for county in "ab"]
    assert own == pytest.approx([0, 1])
    assert measure(records).loc[cell, "dissimilarity_migrant"] == pytest.approx(0.6)


def test_a_county_whose_public_schools_hold_the_group_alone_has_no_dissimilarity():
    grades = [(2017, "a", "v1", 1, "village", 9, 1, {"n_migrant": 9})]
    schools = [(2017, "a", "v1", "primary", "village", "primary", 9, 45, {})]
    records = {**with_pupils(9), "school_grade": grade_rows(grades), "school": school_rows(schools)}
    assert math.isnan(measure(records).loc[("all", "primary", 2017), "dissimilarity_migrant"])


def test_money_of_private_schools_is_not_in_the_cost_of_public_pupils(found):
    """u1 is private: what it runs on is running money spent, and no cost of the pupils of public schools."""
    more = money_rows([
        (2017, "b", "u1", "school_running", 70_000), (2017, "b", "u1", "public_funds", 90_000),
        (2017, "a", "t2", "training", 10_000),
    ])  # fmt: skip
    records = {**tables(), "money": pd.concat([tables()["money"], more], ignore_index=True)}
    levels = measure(records)
    at = ("all", "all", 2017)
    assert levels.loc[at, "money_spent_running"] == 586_000 + 70_000 + 10_000
    assert levels.loc[at, "cost_per_pupil"] == pytest.approx(found.loc[at, "cost_per_pupil"] + 10_000 / 288)
    assert levels.loc[at, "training_share"] == 5  # of the 200,000 yuan of t1
    assert math.isnan(levels.loc[("urban", "all", 2017), "cost_per_pupil"])


def test_living_aid_per_pupil_who_gets_it():
    """30 pupils have 15,000 yuan at the national rates and 4,500 beside them."""
    given = [(2017, "a", "t2", "living_aid", 15_000), (2017, "a", "v1", "extra_aid", 4500)]
    levels = measure({**tables(), "money": money_rows(given)})
    assert levels.loc[("all", "all", 2017), "aid_per_aided"] == 650


def test_what_no_county_tells_is_a_gap_and_no_zero():
    told = [(2017, "a", "t1", "heating", 900), (2017, "a", "t1", "buses", 5)]
    levels = measure({**tables(), "money": money_rows(told)})
    assert levels.loc[("all", "all", 2017), ["money_heating", "money_buses"]].tolist() == [900, 5]
    assert levels.loc[("all", "all", 2018), "money_buses"] == 0
    own = measure({**tables(), "money": money_rows(told)}, "b").loc[("all", "all", 2017)]
    for kind in ("heating", "heating_funds", "teachers_pay", "civil_servant_pay"):
        assert math.isnan(levels.loc[("all", "all", 2018), f"money_{kind}"])
        assert math.isnan(own[f"money_{kind}"])


def test_a_county_that_no_row_is_of():
    with pytest.raises(ValueError, match="'c'"):
        measure(tables(), "c")


@pytest.mark.parametrize("name", INDICATORS)
def test_a_level_is_given_in_no_other_cell_than_declared(found, name):
    given = found[name].notna().to_numpy().reshape(len(ZONES), len(STAGES), -1).any(axis=2)
    assert not (given & ~INDICATORS[name].cells.mask()).any()
