"""A table of teachers is taken row for row; where it says nothing, or of other schools, teachers are made up."""

import numpy as np
import pandas as pd
import pytest

from sim.base.draws import number_of
from sim.inputs.report import input_report
from sim.inputs.tables import read_tables
from sim.kernels.teacher_codes import (
    ART,
    CHINESE,
    HUMANITIES,
    IN_POST,
    MIDDLE_TITLE,
    NO_TITLE,
    OTHER_SUBJECT,
    OUTSIDE_POSTS,
    PE,
    SCIENCE,
    SENIOR_TITLE,
    SPECIAL_POST,
)
from tests.inputs.folders import SCHOOLS, counties, read
from tests.inputs.given import began, ran, rows, three_schools

TOWN, POINT, PRIVATE = "2122990101", "2122990102", "3122990102"
ONE = {"birth_year": 1980, "birth_month": 3, "sex": "female", "stage": "primary"}
HEADER = "教师编号,学校标识码,出生年,性别,学段,学科,职称,聘用性质,校长,骨干\n"


def teacher(code: str, school: str = TOWN, **more) -> dict:
    return ONE | {"teacher_code": code, "school_code": school} | more


def told(*teachers: dict, **changed):
    """Return the start of the three schools with the table, and the teachers of it as a frame by uid."""
    begin = began(three_schools(), teachers=rows("teachers", *teachers), **changed)
    return begin, frame(begin.teachers)


def frame(teachers) -> pd.DataFrame:
    return pd.DataFrame({name: teachers[name].copy() for name in teachers.columns}).set_index("uid")


def of(found: pd.DataFrame, code: str) -> pd.Series:
    return found.loc[number_of(code)]


def test_every_column_is_taken_as_told():
    begin, found = told(
        teacher("甲1", POINT, birth_year=1970, birth_month=11, sex="male", subject="physics", title="senior",
                is_backbone=1, is_above_standard=0, is_principal=1, year_hired=1990, rural_since=2005,
                village_since=2010, training_hours=50),
        teacher("甲2", contract="special", year_hired=2016, subject="pe", title="third"),
    )  # fmt: skip
    one, two = of(found, "甲1"), of(found, "甲2")
    assert (one.birth_year, one.birth_month, one.sex, one.stage) == (1970, 11, 0, 0)
    assert (one.subject, one.title, one.contract) == (SCIENCE, SENIOR_TITLE, IN_POST)
    assert (one.is_backbone, one.is_above_standard, one.is_principal) == (1, 0, 1)
    assert (one.year_hired, one.years_rural, one.years_village, one.training_hours) == (1990, 12, 7, 50)
    assert 2010 <= one.year_here <= 2017
    assert one.year_contract_ends == 0
    assert begin.school_ids[one.home_school] == POINT
    assert one.school == one.home_school
    assert (two.contract, two.year_hired, two.year_contract_ends) == (SPECIAL_POST, 2016, 2019)
    assert (two.subject, two.title) == (PE, NO_TITLE)
    assert (two.years_rural, two.years_village) == (0, 0)  # a school of the county seat
    assert len(found[found["home_school"] == one.home_school]) == 1


def test_the_order_of_the_file_and_the_code_alone_decide_the_number():
    _, found = told(teacher("b"), teacher("a"), teacher("c"))
    tail = found.index[-3:]
    assert list(tail) == [number_of("b"), number_of("a"), number_of("c")]


def test_schools_the_table_leaves_out_have_the_teachers_they_would_have_without_it():
    plain = frame(began(three_schools()).teachers)
    begin, found = told(teacher("x", POINT), teacher("y", POINT))
    town = begin.school_ids.index(TOWN)
    same = ["home_school", "birth_year", "birth_month", "sex", "stage", "subject", "year_hired", "contract"]
    assert found[found["home_school"] == town][same].equals(plain[plain["home_school"] == town][same])
    assert (found["home_school"] != town).sum() == 2


def test_blanks_of_a_flag_are_no_where_the_county_tells_any():
    _, found = told(teacher("x", is_backbone=1), teacher("y"), teacher("z", title="senior"))
    assert [of(found, code).is_backbone for code in "xyz"] == [1, 0, 0]
    _, found = told(*(teacher(f"{i}", title="senior") for i in range(4)))
    mine = found.loc[[number_of(f"{i}") for i in range(4)]]
    # 132 pupils at one backbone teacher a hundred: one, or two by the draw of the rest
    assert mine["is_backbone"].sum() in (1, 2)
    assert mine["is_principal"].sum() == 1


def test_a_told_principal_is_the_only_one():
    _, found = told(teacher("x", title="senior"), teacher("y", is_principal=1))
    assert (of(found, "x").is_principal, of(found, "y").is_principal) == (0, 1)


def test_blanks_are_filled_within_reason():
    many = [teacher(f"t{i}", birth_year=1990 if i % 2 else 1960, birth_month=None) for i in range(40)]
    _, found = told(*many)
    mine = found.loc[[number_of(one["teacher_code"]) for one in many]]
    assert set(mine["birth_month"]) <= set(range(1, 13))
    assert len(set(mine["birth_month"])) > 5
    assert ((mine["year_hired"] - mine["birth_year"]).between(22, 25)).all()
    assert (mine["contract"] == IN_POST).all()
    assert (mine["year_here"] >= mine["year_hired"]).all()
    # three teachers of the point are made up: 0.12 x 43 = 5 senior, 0.45 x 43 = 19 middle; the old have served longest
    assert len(found) == 43
    assert (found["title"] == SENIOR_TITLE).sum() == 5
    assert (found["title"] == MIDDLE_TITLE).sum() == 19
    assert (mine.loc[mine["title"] == SENIOR_TITLE, "birth_year"] == 1960).all()


def test_rural_years_of_a_blank_year_hired_begin_no_earlier():
    _, found = told(teacher("x", POINT, birth_year=1985, rural_since=2003))
    one = of(found, "x")
    assert one.year_hired <= 2003
    assert one.years_rural == 14


def test_the_young_wait_for_titles_even_where_nobody_else_is_there():
    """Aged 27: five years of service at most, too few for a senior title; 26 and four years for a middle one."""
    young = [teacher(f"y{i}", year_hired=2012 if i < 3 else 2014, birth_year=1989) for i in range(20)]
    _, found = told(*young, teacher("p", POINT, birth_year=1989, year_hired=2014))
    assert (found["title"] == SENIOR_TITLE).sum() == 0
    middle = found[found["title"] == MIDDLE_TITLE]
    assert len(middle) == 3
    assert (middle["year_hired"] == 2012).all()


def test_years_in_villages_are_years_in_the_countryside():
    _, found = told(*(teacher(f"v{i}", POINT, birth_year=1965, village_since=2002) for i in range(20)))
    mine = found.loc[[number_of(f"v{i}") for i in range(20)]]
    assert (mine["years_village"] == 15).all()
    assert (mine["years_rural"] >= 15).all()
    assert (mine["years_rural"] > 15).any()


def test_words_of_schools_are_understood(tmp_path):
    schools = SCHOOLS + "P1,a,990001,primary,town,,\nJ1,e,990001,junior,town,,\n"
    text = HEADER + (
        "T1,P1,1980,女,小学,道德与法治,副高,在编,1,\nT2,P1,1980,男,小学,综合实践,一级,编外,,\n"
        "T3,J1,1980,男,初中,化学,未定级,特岗,,1\nT4,J1,1980,男,初中,书法,高级教师,支教,,\n"
    )
    found = read(tmp_path, schools=schools, teachers=text).teachers
    assert list(found["subject"]) == ["morality", "practice", "chemistry", "art"]
    assert list(found["title"]) == ["senior", "middle", "none", "senior"]
    assert list(found["contract"]) == ["post", "outside_posts", "special", "volunteer"]


def test_subjects_of_the_table_are_grouped():
    _, found = told(
        teacher("a", subject="morality"), teacher("b", subject="it"), teacher("c", subject="art"),
        teacher("d", subject="geography"), teacher("e", subject="biology", contract="outside_posts"),
        teacher("f", subject="chinese"),
    )  # fmt: skip
    groups = [of(found, code).subject for code in "abcdef"]
    assert groups == [HUMANITIES, OTHER_SUBJECT, ART, HUMANITIES, SCIENCE, CHINESE]
    assert of(found, "e").contract == OUTSIDE_POSTS


def test_schools_left_out_are_a_warning(tmp_path):
    schools = SCHOOLS + (
        "P1,a,990001,primary,town,,\nP2,b,990001,primary,town,,\nP3,c,990001,primary,town,,2016\n"
        "P4,d,990001,primary,town,2018,\nJ1,e,990001,junior,town,,\n"
    )
    text = "teacher_code,school_code,birth_year,sex,stage\nT1,P1,1980,female,primary\n"
    (warning,) = read(tmp_path, schools=schools, teachers=text).warnings
    assert "2 open public schools have no teacher in it; theirs are made up: P2, J1" in warning.en
    assert "2 所在办公办学校没有教师行" in warning.zh


def test_a_table_of_all_schools_warns_of_nothing(tmp_path):
    schools = SCHOOLS + "P1,a,990001,primary,town,,\nJ1,e,990001,junior,town,,\n"
    text = (
        "teacher_code,school_code,birth_year,sex,stage\nT1,P1,1980,female,primary\nT2,J1,1980,male,junior\n"
    )
    assert read(tmp_path, schools=schools, teachers=text).warnings == ()


@pytest.mark.parametrize(("posts", "holds"), [("2", True), ("1", False), ("40", False)])
def test_teachers_are_compared_with_the_posts(posts, holds, tmp_path):
    """Two teachers hold posts, one is hired outside them."""
    schools = SCHOOLS + "P1,a,990001,primary,town,,\nJ1,e,990001,junior,town,,\n"
    text = "teacher_code,school_code,birth_year,sex,stage,contract\n" + (
        "T1,P1,1980,female,primary,post\nT2,J1,1980,male,junior,\nT3,J1,1980,male,junior,outside_posts\n"
    )
    tables = read(tmp_path, counties=counties({"posts": posts}), schools=schools, teachers=text)
    (tie,) = [tie for tie in input_report(tables).ties if "who hold posts" in tie.what.en]
    assert tie.holds == holds


def test_three_years_with_a_table_of_teachers_keep_every_law():
    crowd = [teacher(f"t{i}", birth_year=1958 + i) for i in range(8)]
    begin, _ = told(*crowd, teacher("p", POINT, birth_year=1960), teacher("q", POINT, contract="special"))
    region, _ = ran(begin, years=3)
    assert region.year == 2020
    assert np.isin(begin.teachers["uid"], [number_of(f"t{i}") for i in range(8)]).sum() == 8


def test_no_teacher_of_a_private_school_is_made_up():
    begin = began(three_schools())
    assert begin.school_ids.index(PRIVATE) not in set(begin.teachers["home_school"])


def test_the_table_reads_back_from_a_folder(small):
    assert read_tables(small / "input").teachers.empty


def test_titles_before_the_reform_of_2015_are_read_by_its_table(tmp_path):
    schools = SCHOOLS + "P1,a,990001,primary,town,,\nJ1,e,990001,junior,town,,\n"
    old = ("小学高级", "中学高级", "小学一级", "中学三级")
    text = HEADER + "".join(f"T{at},P1,1970,女,小学,语文,{word},临聘,,\n" for at, word in enumerate(old))
    found = read(tmp_path, schools=schools, teachers=text).teachers
    assert list(found["title"]) == ["middle", "senior", "junior", "third"]
    assert set(found["contract"]) == {"outside_posts"}


def test_no_posts_and_teachers_who_hold_them_is_a_broken_tie(tmp_path):
    schools = SCHOOLS + "P1,a,990001,primary,town,,\nJ1,e,990001,junior,town,,\n"
    text = "teacher_code,school_code,birth_year,sex,stage\nT1,P1,1980,female,primary\n"
    tables = read(tmp_path, counties=counties({"posts": "0"}), schools=schools, teachers=text)
    (tie,) = [tie for tie in input_report(tables).ties if "who hold posts" in tie.what.en]
    assert not tie.holds
    assert tie.found.en.startswith("∞, expected")
