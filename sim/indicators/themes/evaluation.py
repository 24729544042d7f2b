"""Indicators of the national evaluations (基本均衡 2012, 优质均衡 2017): difference coefficients, schools that meet."""

from sim.base.errors import Say
from sim.indicators.cells import PLACE_BY_STAGE
from sim.indicators.evaluation.amounts import Meeting, OfUnits
from sim.indicators.evaluation.kinds import Coefficient, CountiesWithin, of_framework
from sim.indicators.evaluation.standards import BASIC, QUALITY, Resource, resources, thresholds
from sim.indicators.indicator import COEFFICIENT, NEVER, PERCENT, SCHOOLS, Indicator, Theme
from sim.indicators.kinds import Kind, Ratio, Sum

_NAMES = {BASIC: Say("basic balance 2012", "基本均衡"), QUALITY: Say("quality balance 2017", "优质均衡")}
_DOCUMENTS = {BASIC: "教督〔2012〕3号", QUALITY: "教督〔2017〕6号; 教督〔2012〕3号 (差异系数)"}
_UNITS = Say(
    "open public schools, a nine-year school by stage, points with their central school; without special schools and "
    "sites under 50 pupils; of the region all its schools together, not a mean of counties (judged county by county)",
    "开办的公办学校，九年一贯制按学段拆分，教学点计入中心校，不含特殊教育学校和不足50人校点；"
    "全域为区域内全部学校合并计算，不是各县平均（官方以县为单位评估）",
)
_WEIGHTS = {
    True: Say("official: each school weighted by its pupils", "官方口径：各校按学生数加权"),
    False: Say("unweighted: each school counted once", "不加权：各校权重相同"),
}
_SHORT = {True: Say("official", "官方"), False: Say("unweighted", "不加权")}
_BY_COUNTY = Say("over counties; not over stages and not over years", "可按县相加；不可按学段、按年相加")
_BY_UNIT = Say(
    "over counties and stages (a nine-year school counts in each); not over years",
    "可按县、学段相加（九年一贯制学校各计一次）；不可按年相加",
)


def _limit(name: str) -> Say:
    primary, junior = thresholds()[name].of_stage
    return Say(
        f"at most {primary:g} primary, {junior:g} junior", f"小学不高于{primary:g}，初中不高于{junior:g}"
    )


def _coefficients(framework: str) -> tuple[Indicator, ...]:
    every = tuple(_of(one, is_weighted) for one in resources(framework) for is_weighted in (True, False))
    return (*every, _joint(framework, True), _joint(framework, False))


def _of(one: Resource, is_weighted: bool) -> Indicator:
    limit = f" ({_limit('cv2017_each').en})" if one.framework == QUALITY else ""
    limit_zh = f"（{_limit('cv2017_each').zh}）" if one.framework == QUALITY else ""
    what = Say(
        f"sqrt(sum of weight x (level - mean)^2) / mean of: {one.title.en}{limit}; {_WEIGHTS[is_weighted].en}",
        f"{one.title.zh}的校际差异系数{limit_zh}；{_WEIGHTS[is_weighted].zh}",
    )
    title = Say(f"difference coefficient: {one.title.en}", f"差异系数：{one.title.zh}")
    return _indicator(f"cv{one.framework}_{one.name}", title, what, one.framework, is_weighted,
                      Coefficient(one.column, is_weighted))  # fmt: skip


def _joint(framework: str, is_weighted: bool) -> Indicator:
    how = _WEIGHTS[is_weighted]
    if framework == BASIC:
        limit = _limit("cv2012_composite")
        name, title = (
            "composite",
            Say("mean of the eight difference coefficients", "八项差异系数平均值（综合差异系数）"),
        )
        what = Say(f"mean of the eight coefficients of 2012 ({limit.en}); no data where one has none; {how.en}",
                   f"八项差异系数的平均值（{limit.zh}）；有一项无数据即无数据；{how.zh}")  # fmt: skip
    else:
        limit = _limit("cv2017_each")
        name, title = "highest", Say("highest of the seven difference coefficients", "七项差异系数中的最高值")
        what = Say(f"highest of the seven coefficients of 2017 ({limit.en}); no data where one has none; {how.en}",
                   f"七项差异系数的最高值（每项{limit.zh}）；有一项无数据即无数据；{how.zh}")  # fmt: skip
    kind = of_framework(framework, is_weighted)
    return _indicator(f"cv{framework}_{name}", title, what, framework, is_weighted, kind)


def _indicator(name: str, title: Say, what: Say, framework: str, is_weighted: bool, kind: Kind) -> Indicator:
    named, short = _NAMES[framework], _SHORT[is_weighted]
    return Indicator(
        name if is_weighted else f"{name}_unweighted",
        Say(f"{title.en} ({named.en}, {short.en})", f"{title.zh}（{named.zh}，{short.zh}）"),
        COEFFICIENT,
        Say(f"{what.en}; {_UNITS.en}", f"{what.zh}；{_UNITS.zh}"),
        _DOCUMENTS[framework],
        NEVER,
        kind,
        PLACE_BY_STAGE,
        3,
    )


def _within(framework: str, what: Say) -> Indicator:
    named = _NAMES[framework]
    return Indicator(
        f"counties_within_{framework}",
        Say(f"counties within the thresholds ({named.en})", f"达到{named.zh}差异系数等要求的县"),
        Say("counties", "个县"),
        Say(f"{what.en}; no data where a county has none", f"{what.zh}；有一县无数据即无数据"),
        _DOCUMENTS[framework],
        _BY_COUNTY,
        Sum(CountiesWithin(framework)),
        PLACE_BY_STAGE,
    )


_RULE = Say(
    "reach at least 6 of the seven standards and 85 % of the other",
    "七项中至少6项达标、余下一项达到标准85%",
)

EVALUATION = Theme(
    Say("National evaluations", "县域义务教育均衡评估"),
    (
        *_coefficients(QUALITY),
        *_coefficients(BASIC),
        Indicator(
            "units_2017", Say("schools that are evaluated", "参评学校"), SCHOOLS, _UNITS, _DOCUMENTS[QUALITY], _BY_UNIT,
            Sum(OfUnits()), PLACE_BY_STAGE,
        ),
        Indicator(
            "units_meeting_2017",
            Say("schools meeting the standards (quality balance 2017)", "优质均衡达标学校"), SCHOOLS,
            Say(f"schools that {_RULE.en}; {_UNITS.en}", f"{_RULE.zh}的学校；{_UNITS.zh}"),
            _DOCUMENTS[QUALITY], _BY_UNIT,
            Sum(Meeting()), PLACE_BY_STAGE,
        ),
        Indicator(
            "share_meeting_2017",
            Say("share of schools meeting the standards (quality balance 2017)", "优质均衡达标学校占比"), PERCENT,
            Say(f"schools that {_RULE.en} / schools evaluated, in percent (asked for: 100); rises by itself where "
                f"pupils leave; {_UNITS.en}",
                f"{_RULE.zh}的学校 ÷ 参评学校（百分比，要求100%）；学生减少时会自然上升；{_UNITS.zh}"),
            _DOCUMENTS[QUALITY], NEVER, Ratio(Meeting(), OfUnits(), 100.0), PLACE_BY_STAGE, 1,
        ),
        _within(BASIC, Say(f"counties whose composite is {_limit('cv2012_composite').en}",
                           f"综合差异系数{_limit('cv2012_composite').zh}的县")),
        _within(QUALITY, Say(f"counties whose seven coefficients are each {_limit('cv2017_each').en} and all of whose "
                             "schools meet the rule of 2017",
                             f"七项差异系数均{_limit('cv2017_each').zh}、且参评学校全部达标的县")),
    ),
)  # fmt: skip
