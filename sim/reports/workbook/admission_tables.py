"""表17, children from elsewhere at school, and the overflow list (统筹清单)."""

from __future__ import annotations

from dataclasses import replace

from sim.base.errors import Say
from sim.indicators.themes.admission import PUBLIC_TARGET
from sim.kernels.codes import ORIGIN_NAMES
from sim.reports.workbook import rows
from sim.reports.workbook.axes import Axis, Node
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.forecast_tables import NOT_ADDITIVE
from sim.reports.workbook.quantity import Quantity, among, made, total
from sim.reports.workbook.table import EACH, SHARE, Column, Table, figure, key, quantiles
from sim.reports.workbook.views import OVERFLOW_KEYS, overflow_line
from sim.reports.workbook.words import (
    GRADES,
    NOT_APPLICABLE,
    PUPILS,
    STAGES,
    SURENESS,
    WHY_PLACED,
)

_PUBLIC, _PRIVATE = among("ownership", "public"), among("ownership", "private")
_URBAN, _TOWN = among("zone_kind", "urban"), among("zone_kind", "town")
_MIGRANT = among("origin", *ORIGIN_NAMES[2:])
_IN_COUNTY = among("origin", ORIGIN_NAMES[1])
_TARGET = f"{PUBLIC_TARGET.value:.0%}"


def _at_school(name: str, en: str, zh: str, column: str, *where) -> Quantity:
    return total(name, en, zh, "pupils_by_origin", column, *where)


def _applied(name: str, en: str, zh: str, column: str, origin) -> Quantity:
    return replace(total(name, en, zh, "admission", column, origin), only_years_told=True)


_PUPIL_QUANTITIES = (
    _at_school("migrants", "migrant children at school", "在校随迁子女", "n_migrant"),
    *(
        _at_school(f"{place}_{owner}", f"migrant children, hukou in {en_place}, {en_owner}",
                   f"{zh_place}随迁子女，{zh_owner}", column, condition)
        for place, column, en_place, zh_place in (
            ("province", "n_migrant_province", "another county of the province", "本省外县"),
            ("other", "n_migrant_other_province", "another province", "外省"))
        for owner, condition, en_owner, zh_owner in (
            ("public", _PUBLIC, "public schools", "公办"), ("private", _PRIVATE, "private schools", "民办"))
    ),
    _at_school("migrants_urban", "migrant children in urban schools", "城区学校随迁子女", "n_migrant", _URBAN),
    _at_school("migrants_town", "migrant children in town schools", "镇区学校随迁子女", "n_migrant", _TOWN),
    _at_school("public", "migrant children in public schools", "公办学校随迁子女", "n_migrant", _PUBLIC),
    _at_school("target", f"{_TARGET} of migrant children", f"随迁子女的{_TARGET}", "n_migrant_target"),
    made("share_public", "share in public schools", "公办就读比例", "ratio", "public", "migrants"),
    made("lacking", f"children lacking to {_TARGET} in public schools", f"公办就读距{_TARGET}所差人数", "short",
         "target", "public"),
    _at_school("movers", "in-county movers at school", "在校县内进城生", "n_moved_in_county"),
    _at_school("movers_urban", "in-county movers in urban schools", "城区学校县内进城生", "n_moved_in_county", _URBAN),
    _at_school("movers_town", "in-county movers in town schools", "镇区学校县内进城生", "n_moved_in_county", _TOWN),
)  # fmt: skip
_APPLICATION_QUANTITIES = (
    *(
        _applied(f"migrants_{column}", f"applicants from outside the county: {en}", f"县外户籍申请人：{zh}", column,
                 _MIGRANT)
        for column, en, zh in (
            ("n_applicants", "all", "合计"), ("n_public", "in public schools", "公办录取"),
            ("n_bought_seat", "in bought seats", "政府购买学位"), ("n_private", "in private schools", "民办（自费）"),
            ("n_waiting", "waiting", "待安置"), ("n_gone_back", "gone back", "返回户籍地"))
    ),
    *(
        _applied(f"movers_{column}", f"applicants from elsewhere in the county: {en}", f"县内其他乡镇申请人：{zh}",
                 column, _IN_COUNTY)
        for column, en, zh in (
            ("n_applicants", "all", "合计"), ("n_first", "in the school asked for first", "首选学校录取"),
            ("n_sent_elsewhere", "sent elsewhere", "统筹到其他学校"))
    ),
)  # fmt: skip


def _middle(group: Say, *columns: tuple[str, str, str]) -> tuple[Column, ...]:
    """Return columns of P50 under one header, each (English, Chinese, quantity)."""
    return tuple(figure(en, zh, name, "p50", PUPILS, width=7.5, group=group) for en, zh, name in columns)


_OWNERS = (("Public", "公办"), ("Private", "民办"))
_PLACES = (("Urban", "城区"), ("Town", "镇区"))

MIGRANTS = Table(
    Say("T17", "表17"),
    Say("Migrant children and in-county movers at school", "随迁子女就学表"),
    lambda batch, _: (rows.area(batch), rows.stage(), rows.years(batch)),
    (*_PUPIL_QUANTITIES, *_APPLICATION_QUANTITIES),
    (
        key("County", "县（市、区）", "county", 12),
        key("Stage", "学段", "stage", 7),
        key("School year", "学年", "year", 8),
        *quantiles(Say("Migrant children at school", "在校随迁子女"), "migrants", PUPILS, width=8),
        *_middle(Say("Elsewhere in the province, P50", "本省外县，P50"),
                 *((en, zh, f"province_{en.lower()}") for en, zh in _OWNERS)),
        *_middle(Say("Other province, P50", "外省，P50"), *((en, zh, f"other_{en.lower()}") for en, zh in _OWNERS)),
        *_middle(Say("Schools in, P50", "学校所在，P50"), *((en, zh, f"migrants_{en.lower()}") for en, zh in _PLACES)),
        figure("In public schools, P50", "公办就读比例P50", "share_public", "p50", None, SHARE, 9),
        Column(Say(f"Chance below {_TARGET}", f"低于{_TARGET}的概率"), "", "lacking", "share", form=SHARE, width=9,
               in_totals=False),
        *_middle(Say("Applications from outside the county, P50", "县外户籍当年申请，P50"),
                 ("All", "合计", "migrants_n_applicants"), ("Public", "公办", "migrants_n_public"),
                 ("Bought seat", "购买学位", "migrants_n_bought_seat"), ("Private", "民办自费", "migrants_n_private"),
                 ("Waiting", "待安置", "migrants_n_waiting"), ("Gone back", "返回", "migrants_n_gone_back")),
        *_middle(Say("In-county movers at school, P50", "在校县内进城生，P50"), ("All", "合计", "movers"),
                 *((en, zh, f"movers_{en.lower()}") for en, zh in _PLACES)),
        *_middle(Say("Their applications, P50", "县内进城当年申请，P50"), ("All", "合计", "movers_n_applicants"),
                 ("First school", "首选录取", "movers_n_first"), ("Other school", "统筹", "movers_n_sent_elsewhere")),
    ),
    EACH,
    (
        Say(f"Migrant children: rural hukou outside the county, in urban or town schools. Target: {_TARGET} of them in "
            f"public schools or bought seats ({PUBLIC_TARGET.source}); pupils in bought seats count as private here, "
            "the chance is told of each county and stage. Applications are those of the year, town hukou and village "
            "schools with them, without transfers of pupils at school; the first year has none. In-county movers: "
            "hukou in another township of the county.",
            f"随迁子女：县外农业户籍、在城区或镇区学校就读。目标为{_TARGET}在公办学校或政府购买学位就读（{PUBLIC_TARGET.source}）；"
            "在校生中购买学位者计在民办，概率按各县、各学段给出。当年申请含城镇户籍和乡村学校，不含在校生转学；首个学年没有。"
            "县内进城生：户籍在本县其他乡镇。"),
        NOT_ADDITIVE,
    ),
    ("school_grade", "school", "admission"),
)  # fmt: skip


def _listed(batch: Batch, scenario: str) -> Axis:
    """Return the lines of the overflow list of a scenario's reference run, by year, county, school asked for, grade."""
    found = batch.read("overflow", (*OVERFLOW_KEYS, "stage"), scenario)
    found = found.sort_values(["year", "county", "school_from", "grade", "school_to", "why"])
    return Axis("line", "line", tuple(_line(batch, row) for row in found.to_dict("records")))


def _line(batch: Batch, row: dict) -> Node:
    schools = [row["school_from"], row["school_to"]]
    name_from, name_to = (batch.name("school", code) or NOT_APPLICABLE for code in schools)
    labels = {
        "year": int(row["year"]),
        "county": batch.name("county", row["county"]),
        "from": name_from,
        "code_from": row["school_from"] or NOT_APPLICABLE,
        "to": name_to,
        "code_to": row["school_to"],
        "stage": STAGES[row["stage"]],
        "grade": GRADES[int(row["grade"])],
        "why": WHY_PLACED[row["why"]],
        "sureness": SURENESS[batch.confidence("school", tuple(filter(None, schools)))],
    }
    return Node(labels, {"line": (overflow_line(*(row[name] for name in OVERFLOW_KEYS)),)})


OVERFLOW = Table(
    Say("Overflow", "统筹清单"),
    Say("Children placed otherwise than by right", "未按片区或志愿录取儿童的安置去向"),
    lambda batch, scenario: (_listed(batch, scenario),),
    (total("n", "children", "人数", "overflow", "n"),),
    (
        key("School year", "学年", "year", 8),
        key("County", "县（市、区）", "county", 12),
        key("From", "原（片区）学校", "from", 34),
        key("Code", "原学校标识码", "code_from", 13),
        key("To", "安置学校", "to", 34),
        key("Code of it", "安置学校标识码", "code_to", 13),
        key("Stage", "学段", "stage", 7),
        key("Grade", "年级", "grade", 8),
        key("Why", "安置方式", "why", 27),
        figure("Children", "人数", "n", "reference", PUPILS, width=8),
        figure("Children, P50", "人数P50", "n", "p50", PUPILS, width=9),
        figure("Chance", "可能性", "n", "share", None, SHARE, 8),
        key("Sureness", "数据性质", "sureness", 10),
    ),
    EACH,
    (
        Say("Lines of the reference run of each scenario: children whom the school asked for first (of their zone, or "
            "their first choice) could not seat, and where they went; from = to: the school itself takes the child, "
            "beyond its seats, or on a free seat though the rule gives no right to one. A child without a zone school "
            "has no school it comes from. P50 and chance: the same line over the scenario's runs; a school that was "
            "made up from totals stands elsewhere in other draws.",
            "各情景参照运行中，首选学校（片区学校或第一志愿）无法接收的儿童及其安置去向；两校相同为本校接收：超容量，或以空余学位"
            "接收按办法无录取资格的儿童。没有片区学校的儿童不列原学校。P50与可能性为该情景各次运行中的同一条目；合成的学校在不同"
            "抽样中位置不同。"),
    ),
    ("overflow", "places"),
)  # fmt: skip
