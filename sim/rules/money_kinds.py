"""Kinds of money (收支科目): what comes in and goes out, running and capital, for schools and counties."""

from dataclasses import dataclass, replace

from sim.base.errors import Say

IN, OUT, MEMO = "in", "out", "memo"
RUNNING, CAPITAL = "running", "capital"


@dataclass(frozen=True)
class MoneyKind:
    """One kind of money.

    Attributes
    ----------
    name : str
    side : str
        In, out, or a memo that no book adds up.
    account : str
        Running or capital.
    title : Say
    is_spent : bool
        Of money out: it pays for something. Else it is passed on, to another county or to the next year.
    is_told : bool
        A county has it only where its tables tell a rate; elsewhere it is not known, and no zero.
    """

    name: str
    side: str
    account: str
    title: Say
    is_spent: bool = True
    is_told: bool = False


def _in(name: str, en: str, zh: str, account: str = RUNNING) -> MoneyKind:
    return MoneyKind(name, IN, account, Say(en, zh))


def _out(name: str, en: str, zh: str, account: str = RUNNING, is_spent: bool = True) -> MoneyKind:
    return MoneyKind(name, OUT, account, Say(en, zh), is_spent)


def _memo(name: str, en: str, zh: str) -> MoneyKind:
    return MoneyKind(name, MEMO, RUNNING, Say(en, zh))


_TOLD = ("heating_funds", "heating", "teachers_pay", "civil_servant_pay")  # see `MoneyKind.is_told`
MONEY_KINDS = {
    kind.name: replace(kind, is_told=kind.name in _TOLD)
    for kind in (
        _in("public_funds", "per-pupil public funds", "生均公用经费"),
        _in("small_school_funds", "public funds of small schools up to the floor", "小规模学校公用经费补足"),
        _in("boarder_funds", "boarder supplement of public funds", "寄宿生公用经费补助"),
        _in("heating_funds", "heating supplement; no row where the county does not tell it",
            "取暖费补助（县未填报的无记录）"),
        _in("aid_funds", "funds for free textbooks and living aid", "“两免一补”补助"),
        _in("funds_followed_in", "funds that came with pupils from other counties", "随学生转入经费"),
        _in("special_post_funds", "central money towards the pay of special posts", "特岗教师中央财政工资性补助"),
        _in("bus_fees", "bus fees paid by families", "校车家长交费"),
        _in("county_budget", "paid by the county for all that no other money covers", "县级财政安排"),
        _in("capital_budget", "capital money drawn: paid for orders less what came back", "基本建设资金（拨付减退回）",
            CAPITAL),
        _out("school_running", "running of schools: what public funds are given for, without training",
             "学校公用支出（不含培训）"),
        _out("heating", "heating", "取暖支出"),
        _out("textbooks", "free textbooks", "免费教科书"),
        _out("living_aid", "living aid for poor pupils", "家庭经济困难学生生活补助"),
        _out("extra_aid", "living aid for poor pupils beside the national rates", "县级增加的生活补助"),
        _out("funds_followed_out", "funds that went with pupils to other counties", "随学生转出经费",
             is_spent=False),
        _out("salaries", "salaries of teachers", "教师工资"),
        _out("other_staff", "salaries of staff in posts who do not teach", "其他教职工工资"),
        _out("rural_allowance", "allowance of rural teachers", "乡村教师生活补助"),
        _out("performance_pay", "performance pay moved to rural schools and class teachers", "绩效工资倾斜"),
        _out("service_awards", "awards for long service", "长期从教奖励"),
        _out("volunteers", "stipends of volunteers", "支教志愿者补助"),
        _out("training", "training and substitutes", "教师培训及代课"),
        _out("itinerant", "travel and pay of itinerant teachers", "走教教师交通与补助"),
        _out("boarding_staff", "boarding staff", "寄宿管理服务人员"),
        _out("bought_seats", "seats bought in private schools", "购买民办学位"),
        _out("return_campaign", "visits to pupils who dropped out", "劝返走访支出"),
        _out("care", "one-to-one care of left-behind pupils", "留守儿童包保关爱支出"),
        _out("buses", "running of school buses and transit", "校车、公交运营"),
        _out("surplus", "left over: more came in than running cost", "经常性收支结余", is_spent=False),
        _out("seats_built", "schools and rooms built", "新建扩建学位", CAPITAL),
        _out("dormitories", "beds and canteens", "宿舍与食堂", CAPITAL),
        _out("buses_bought", "buses bought", "购置校车", CAPITAL),
        _out("other_capital", "other orders: upgrades, land, relocation", "其他基本建设", CAPITAL),
        MoneyKind("closures_saved", MEMO, RUNNING, Say("running cost that schools closed within the run would have, "
                  "at what it was in their last year; what goes with their pupils and teachers is spent elsewhere",
                  "撤并学校按撤前一年计的运行支出（随学生、教师转移的部分在他校支出）")),
        MoneyKind("refused_running", MEMO, RUNNING, Say("running money that programmes asked for and the limit "
                  "refused", "因年度限额未安排的经常性支出")),
        _memo("rural_pay", "actual pay of rural teachers in posts, of titles that schools of the town have too",
              "乡村在编教师实发工资（县镇学校有同职级者）"),
        _memo("rural_pay_as_in_town", "the same teachers at the mean pay of their title in the town",
              "同上教师按县镇同职级平均工资计"),
        _memo("teachers_pay", "actual pay of teachers in posts, where civil servants' pay is told",
              "在编教师实发工资（县填报公务员工资者）"),
        _memo("civil_servant_pay", "as many civil servants at their mean pay", "同等人数按当地公务员平均工资计"),
    )
}  # fmt: skip
