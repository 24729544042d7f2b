"""What the flows of pupils and of residents mean, as the record tables tell them."""

from sim.base.errors import Say

# Of `FLOW_NAMES`.
FLOW_MEANING = {
    "n_entrants": Say("entrants to grade 1 or 7", "新招生"),
    "n_repeaters": Say("pupils who stay in the grade they had last year", "留级生"),
    "n_in_before": Say(
        "came between the last year's end and the census: moves, arrivals, displaced, returns",
        "统计时点前转入",
    ),
    "n_out_before": Say(
        "left between the last year's end and the census: moves, displaced, deaths", "统计时点前转出"
    ),
    "n_deaths": Say("deaths, part of n_out_before", "死亡(含于时点前转出)"),
    "n_dropouts": Say("dropped out after the census", "辍学"),
    "n_returns": Say("came back after dropping out, after the census", "复学"),
    "n_transfer_in": Say("transferred in after the census", "学年内转入"),
    "n_transfer_out": Say("transferred out after the census", "学年内转出"),
    "n_overflow_in": Say("placed here because the zone school was full (统筹)", "统筹调入"),
    "n_overflow_out": Say("children of this school's zone placed elsewhere", "统筹调出"),
    "n_over_capacity": Say("placed here beyond the seats", "超容量安置"),
    "n_dropouts_poor": Say(
        "dropouts of families on the poverty register, whatever the cause", "困难家庭学生辍学"
    ),
    "n_dropouts_poverty": Say("dropouts by poverty, less what aid takes off", "因贫辍学"),
    "n_dropouts_left_behind": Say("dropouts by a parent who is away", "因父母外出辍学"),
    "n_dropouts_distance": Say("dropouts by the time of the way", "因上学路远辍学"),
    "n_dropouts_boarding": Say("dropouts by boarding young", "因低龄寄宿辍学"),
    "n_dropouts_learning": Say(
        "dropouts by learning: over age, low attainment", "因学习困难辍学（超龄、学业落后）"
    ),
    "n_dropouts_closure": Say("dropouts by the closure of the school", "因撤并辍学"),
    "n_dropouts_other": Say("dropouts by none of these: n_dropouts less all other causes", "其他原因辍学"),
    "n_dropouts_known": Say(
        "dropouts among n_dropouts whose absence the school knows by 31 August", "其中:学年内已发现"
    ),
    "n_returns_within": Say(
        "came back within the school year in which they dropped out, part of n_returns", "其中:当学年劝返"
    ),
    "n_visits": Say("visits of the return campaign to dropouts of the year", "劝返走访次数"),
}

# In the order of `RESIDENT_FLOWS`.
RESIDENT_FLOW_MEANING = (
    Say("born since the last census, living here", "上次统计以来出生(常住)"),
    Say("died since the last census", "上次统计以来死亡"),
    Say("moved here from another place of the region", "由区域内其他地方迁入"),
    Say("moved to another place of the region", "迁往区域内其他地方"),
    Say("came from outside the region, or back from away", "由区域外迁入(含返乡)"),
    Say("went out of the region, or away", "迁出区域(含外出)"),
)

# In the order of `COHORT_FLOWS`, each since the last census.
COHORT_FLOW_MEANING = (
    Say("entered grade 1", "一年级入学"),
    Say("came with a family from outside the region", "随家庭由区域外迁入"),
    Say("moved here from another county of the region", "由区域内其他县迁入"),
    Say("moved to another county of the region", "迁往区域内其他县"),
    Say("went out of the region", "迁出区域"),
    Say("died", "死亡"),
    Say("turned 18", "年满18岁"),
)
