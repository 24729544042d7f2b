"""Effect contract of county_hire: who is asked goes, rural places find applicants, standing vacancies are filled."""

from dataclasses import replace

from sim.policies.county_hire import CountyHire
from sim.processes import teacher_hiring, teacher_moves
from sim.rules.rulebook import Rulebook
from tests.policies.counties import county as view_of
from tests.staffed import at_home, county, employ, give_posts, school, staffing, told
from tests.worlds import fingerprint, run

BOOK = Rulebook(reallocation_limit=0.5)


def amended(book=BOOK, year=2020, **values):
    return CountyHire(**values).amend(year, view_of({"id": "A"}), book)


def test_the_fields_it_sets():
    assert amended() == {"county_hire": 1.0, "fill_vacant_share": 1.0}
    assert amended(strength=0.5, share_free=0.8) == {"county_hire": 0.4, "fill_vacant_share": 0.5}
    assert amended(year=2017) == amended(strength=0) == {}
    freer = replace(BOOK, county_hire=1.0, fill_vacant_share=0.2)
    assert amended(freer, share_vacant_filled=0.1) == {}
    assert amended(freer) == {"county_hire": 1.0, "fill_vacant_share": 1.0}


def staffed(book):
    """School 0 has 2 over, schools 1 and 2 lack 3 and 2; nobody consents and nobody applies for rural places."""
    region = county(
        school(),
        school(),
        school(),
        posts=(20,),
        books=[book],
        p_consents_to_move=0.0,
        p_rural_vacancy_filled=0.0,
    )
    give_posts(region, [4, 6, 4])
    for row, n in enumerate((6, 3, 2)):
        employ(region, row, n)
    with staffing(region):
        teacher_moves.run(region, region.rules)
        teacher_hiring.run(region, region.rules)
        teacher_hiring.count_vacant(region)
    return at_home(region), told(region, "n_vacant")


def test_surplus_goes_to_vacancies_and_the_rest_is_hired():
    """Two move, to school 1 and, with both lacking two then, to it again; the county's three vacancies are filled."""
    assert staffed(BOOK) == ([6, 3, 2], 5)
    assert staffed(replace(BOOK, **amended())) == ([4, 6, 4], 0)
    assert staffed(replace(BOOK, **amended(share_vacant_filled=0))) == ([4, 5, 2], 3)


def test_zero_strength_is_do_nothing_bit_for_bit():
    plain, off = (run("small", levers)[0] for levers in ((), (CountyHire(strength=0.0),)))
    assert fingerprint(plain) == fingerprint(off)
