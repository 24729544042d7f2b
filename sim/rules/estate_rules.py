"""Rules of building (学校建设): review of housing projects, land kept for schools, idle sites used first."""

from dataclasses import dataclass

from sim.rules.field import rule


@dataclass(frozen=True)
class EstateRules:
    """Fields of the rulebook about new schools: whether they come with the dwellings, and what they stand on."""

    joint_review: float = rule(
        0.0,
        "share of projects",
        "none in force before 通市政办发〔2017〕13号 一(二)",
        "assumption",
        2016,
        (0, 1),
        "housing projects approved jointly with the education bureau: their school opens with the first phase",
        "教育用地联审联批覆盖的住宅项目比例",
    )
    years_without_land: int = rule(
        1,
        "years",
        "assumption: conversion and expropriation of land beside design and bids; range 0-3",
        "assumption",
        2017,
        (0, 10),
        "years a new school in 城区 waits where no land is reserved; projects bring their own",
        "无预留用地时城区新建学校推迟年数",
    )
    site_m2_per_pupil: float = rule(
        15.0,
        "m2/pupil",
        "older provincial example, inside the centre: 15 primary, 20 junior",
        "read",
        2011,
        (0, 100),
        "land a school needs per seat: reserved land below it does not serve",
        "生均用地面积",
    )
    reuse_sites_within_km: float = rule(
        0.0,
        "km",
        "none in force before 通市政办发〔2017〕13号 一(二)",
        "assumption",
        2016,
        (0, 100),
        "a new school is put on an idle site within so many km of where it was to stand; 0 = never",
        "新建学校优先利用闲置校址的距离(0 为不利用)",
    )
