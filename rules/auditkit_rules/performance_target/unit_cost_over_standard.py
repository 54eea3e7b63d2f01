"""单位成本超出支出标准

检查什么
    单位成本指标的名称含有支出标准表中某一条的用词、计量口径相同，而指标值高于该标准。
    支出标准表（words/expenditure_standards.yaml）默认为空，由财政部门按当地现行标准填写后再启用本规则。
为什么
    成本指标取值依据预算支出标准，不得超出规定的标准设置。
示例
    不通过：人均培训成本｜≤800元/人天（当地标准550元/人天）
    通过：人均培训成本｜≤550元/人天
不报的情形
    标准表为空；计量口径不同；标准分级分类的，应在表中分条填写。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import Evidence, Indicator, Issue, NotApplicable, NotJudged, Outcome, Project, make_rule, plain
from auditkit_rules.performance_target._amounts import costs_of
from auditkit_rules.performance_target._measures import base_unit
from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target.lists import words

_STANDARDS = words("expenditure_standards").entries


def _table(given: tuple[str, ...]) -> list[tuple[tuple[str, ...], Decimal, str]]:
    """Words, amount and unit of each standard: of the word list and of the option (词|金额|单位)."""
    table = [(tuple(e["keywords"]), Decimal(str(e["amount"])), str(e["unit"])) for e in _STANDARDS]
    for line in given:
        keys, amount, unit = (part.strip() for part in line.split("|"))
        table.append((tuple(keys.split("、")), Decimal(amount), unit))
    return table


def _per(unit: str) -> str:
    """What an amount such as 元/人·天 is per, in its base unit."""
    return base_unit(unit.partition("/")[2].replace("·", "").replace("*", ""))[0]


@make_rule(
    code="APP110",
    title="单位成本超出支出标准",
    severity="warning",
    confidence=0.6,
    basis=("P101-3.3", "SYS3"),
    default="off",
)
def unit_cost_over_standard(
    indicator: Indicator, project: Project, *, standards: tuple[str, ...] = ()
) -> Iterator[Outcome]:
    table = _table(tuple(standards))
    if not table:
        yield NotApplicable("支出标准表是空的")
        return
    if indicator.kind == "cost.economic" and indicator.target.kind == "unparsed":
        yield NotJudged(f"成本指标的值“{indicator.target.raw}”未能识别为金额")
        return
    cost = next((each for each in costs_of(project).units if each.indicator is indicator), None)
    name = normal_name(indicator.name)
    fits = [row for row in table if any(word in name for word in row[0])]
    same = [row for row in fits if cost is not None and base_unit(cost.per or "")[0] == _per(row[2])]
    if cost is None or not same:
        yield NotApplicable("不是标准表所列的单位成本，或计量口径不同")
        return
    _, limit, unit = max(same, key=lambda row: max(len(word) for word in row[0] if word in name))
    if cost.low > limit:
        yield Issue(
            message=f"“{indicator.name}”指标值“{indicator.target.raw}”超过支出标准{plain(limit)}{unit}（多{plain(cost.low - limit)}元）。",
            suggestion=f"按标准改为“≤{plain(limit)}{unit}”；适用其他档次标准的，在指标描述中注明依据。",
            field="target",
            evidence=(Evidence("指标值", plain(cost.low), "元"), Evidence("支出标准", plain(limit), unit)),
        )
