"""What the input report says of feeders."""

import dataclasses

from sim.inputs.feeders import said_of_feeders
from sim.inputs.report import input_report
from tests.inputs.given import rows, three_schools


def test_the_report_says_how_many_schools_feed_how_many():
    pairs = (("P1", "J1"), ("P1", "J2"), ("P2", "J1"))
    feeders = rows("feeders", *({"school_code": p, "junior_school_code": j} for p, j in pairs))
    tables = dataclasses.replace(three_schools(), feeders=feeders)
    (said,) = said_of_feeders(tables)
    assert said.en.startswith(
        "feeders.csv: 2 primary schools feed junior schools, 1 of them several (lottery)"
    )
    assert said.zh.startswith("feeders.csv：2 所小学有对口初中，其中 1 所对口多所初中（派位）")
    assert said in input_report(tables).head
    assert not list(said_of_feeders(three_schools()))
