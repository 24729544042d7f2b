"""What reports tell of a rule of admission, in words."""

from sim.base.errors import Say
from sim.rules.admission_notes import holds_words, rule_notes, rule_words
from sim.rules.known_rules import known_rule
from tests.rules.admission import rule


def note_of(tmp_path, text):
    (note,) = rule_notes((rule(tmp_path, text),)).values()
    return note


def test_a_known_rule_is_told_by_title_name_place_stage_years_and_source():
    notes = rule_notes((known_rule("eleven_tiers"),))
    source = "djbd.com.cn/jiaoyu/16692529108174.html (天津蓟州 小升初 2022)"
    assert notes == {
        "eleven_tiers": {
            "title": {"zh": "十一档录取顺序（天津蓟州 2022）", "en": "Eleven tiers (Tianjin Jizhou 2022)"},
            "source": source, "area": "everywhere", "stage": "junior",
        }
    }  # fmt: skip
    assert rule_words("eleven_tiers", notes["eleven_tiers"]) == Say(
        f"Eleven tiers (Tianjin Jizhou 2022) (eleven_tiers): everywhere, junior, always; source: {source}",
        f"十一档录取顺序（天津蓟州 2022）（eleven_tiers）：全域，初中，各学年；来源：{source}",
    )


def test_codes_and_years_are_told(tmp_path):
    both = note_of(tmp_path, "from: 2018\nto: 2020\narea: {school: [S1, 22050201]}")
    assert holds_words(both) == Say(
        "school S1 22050201, primary and junior, from 2018 to 2020",
        "学校 S1、22050201，小学、初中，2018—2020学年",
    )
    begins = note_of(tmp_path, "from: 2018\narea: {county: 220502}\nstage: primary")
    assert holds_words(begins) == Say("county 220502, primary, from 2018", "县 220502，小学，2018学年起")
    ends = note_of(tmp_path, "to: 2020\narea: {township: 220502100}")
    assert holds_words(ends) == Say(
        "township 220502100, primary and junior, to 2020", "乡镇 220502100，小学、初中，至2020学年"
    )
