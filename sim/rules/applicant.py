"""What a rule of admission may look at: the declared columns of an applicant (报名信息), one row a child.

A column is a whole number or a code. What no table tells is drawn once a family from a declared share (`Drawn`), the
same under every policy; those shares are assumptions, and so are results that hang on them.
"""

from dataclasses import dataclass

from sim.base.errors import Say


@dataclass(frozen=True)
class ApplicantColumn:
    """Declare one column.

    Attributes
    ----------
    name, unit : str
    meaning : Say
    source : str
        The part of the model it is taken from, or the assumption it is drawn by.
    codes : tuple of str
        Names of the values 0, 1, ... of a code column; empty for whole numbers and flags (0 or 1).
    high : int
        Largest value; the smallest is 0.
    """

    name: str
    unit: str
    meaning: Say
    source: str
    codes: tuple[str, ...] = ()
    high: int = 1

    @property
    def largest(self) -> int:
        """Return the largest value."""
        return len(self.codes) - 1 if self.codes else self.high


HUKOU_AT = ("zone", "township", "county", "region", "province", "elsewhere")
HOME = ("parents", "grandparents", "rented")
DEED = ("title", "occupancy", "none")
YEARS_NEVER = 99  # years since something that never happened

_FAMILY = "households of the model"

_COLUMNS = (
    ApplicantColumn(
        "hukou_at", "code",
        Say("how near the hukou stands: in the school's zone, township, county, region, province, elsewhere",
            "户籍所在：本学区、本乡镇、本县、本地区其他县、本省、外省"), _FAMILY, HUKOU_AT,
    ),
    ApplicantColumn("hukou_kind", "code", Say("urban or rural hukou", "户口性质：非农、农业"), _FAMILY,
                    ("urban", "rural")),
    ApplicantColumn(
        "home", "code", Say("whose home the family lives in: parents', grandparents' (四老), rented",
                            "住房：父母、祖父母（四老）、租房"),
        "households of the model; grandparents' homes: share_grandparents_home", HOME,
    ),
    ApplicantColumn(
        "deed", "code", Say("paper of that home: title (产权证), occupancy permit (入住许可证), none",
                            "房屋凭证：产权证、入住许可证、无"),
        "assumption: share_occupancy_permit", DEED,
    ),
    ApplicantColumn("in_seat", "0 or 1", Say("lives in the county seat", "居住在县城"), _FAMILY),
    ApplicantColumn("permit_months", "months", Say("months of residence permit (居住证)", "居住证月数"), _FAMILY,
                    high=600),
    ApplicantColumn("residence_months", "months", Say("months since the last move of home", "居住月数"), _FAMILY,
                    high=600),
    ApplicantColumn("insurance_months", "months", Say("months of social insurance here, main parent", "社保月数（主）"),
                    "assumption: share_insured", high=600),
    ApplicantColumn("insurance_months_second", "months", Say("the same, second parent", "社保月数（次）"),
                    "assumption: share_insured", high=600),
    ApplicantColumn("owns_flat", "0 or 1", Say("owns more than half of a commercial flat it lives in",
                                               "拥有商品房50%以上产权并居住"), "assumption: share_commercial_flat"),
    ApplicantColumn("sibling", "0 or 1", Say("a sibling is enrolled at the school", "兄姐在该校就读"),
                    "children of the model"),
    ApplicantColumn("staff", "0 or 1", Say("child of the school's staff", "教职工子女"),
                    "assumption: share_staff_children"),
    ApplicantColumn("preferential", "0 or 1",
                    Say("child of a preferential group (servicemen, talents, investors)", "优抚、人才等优待对象子女"),
                    "assumption: share_preferential"),
    ApplicantColumn("is_late", "0 or 1", Say("did not apply in time", "未按时报名"), "assumption: share_late"),
    ApplicantColumn(
        "dwelling_years", "years",
        Say("years since another family took a seat from this dwelling; 99 = never",
            "该住房学位被他户占用至今年数，99 为未占用"),
        "assumption: share_dwellings_used, for owners and tenants who moved in within six years", high=YEARS_NEVER,
    ),
    ApplicantColumn("children_born", "children", Say("children born to the mother", "生育子女数"), _FAMILY, high=15),
    ApplicantColumn("poverty", "0 or 1", Say("on the poverty register", "建档立卡等困难家庭"), _FAMILY),
    ApplicantColumn("parents_away", "persons", Say("parents who live away", "外出父母人数"), _FAMILY, high=2),
    ApplicantColumn("minutes", "minutes", Say("one-way trip to the school", "到校单程时间"),
                    "travel table of the model", high=600),
)  # fmt: skip

COLUMNS: dict[str, ApplicantColumn] = {column.name: column for column in _COLUMNS}
