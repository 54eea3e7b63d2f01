"""The columns of the sheet of rules: heading, key of the rule's entry, width, what to write there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auditkit.rule import DIMENSIONS
from auditkit.rulefile.sheets.cells import EXPRESSION, JSON, LIST, SCALAR, TEXT, Codec, choices
from auditkit.rulefile.sheets.checks import KINDS, field_key
from auditkit.rulefile.sheets.pairs import BASIS, EVIDENCE, pairs

__all__ = [
    "BY_HEADING",
    "CASE_COLUMNS",
    "COLUMNS",
    "READ_ONLY",
    "SCOPE_WORDS",
    "Column",
    "heading_of",
]

READ_ONLY = "只读（Python）"
CASE_COLUMNS: Mapping[str, str] = {
    "flag": "违规示例",
    "pass": "正确示例",
    "not_judged": "未判断示例",
    "not_applicable": "不适用示例",
}
_SEVERITY = {"error": "必须修改", "warning": "应当修改", "note": "建议完善"}
SCOPE_WORDS: Mapping[str, str] = {
    "indicator": "指标",
    "project": "项目",
    "submission": "申报",
    "batch": "批次",
}
_DEFAULT = {"on": "启用", "strict": "仅从严", "off": "关闭"}
_DIMENSION = {label: name for name, label in DIMENSIONS.values()}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``spellings``: other ways in which a file may write the value of a drop-down.

    ``key`` and ``codec`` are empty for columns that are read together with others. ``printed``: the
    page (1, 2 or 3) on which the column is printed; 0 for columns of no use on paper.
    """

    heading: str
    width: int
    told: str
    key: str = ""
    codec: Codec | None = None
    offered: tuple[str, ...] = ()
    spellings: Mapping[str, str] = field(default_factory=dict)
    printed: int = 1


def _drop_down(heading: str, width: int, told: str, key: str, **more: Any) -> Column:
    labels: Mapping[str, str] = more.pop("labels")
    return Column(heading, width, told, key, choices(labels), tuple(labels.values()), **more)


COLUMNS: tuple[Column, ...] = (
    Column("编号", 9, "规则号，不得重复，如 BD-101。改了编号就是另一条规则。必填。", "code", TEXT),
    Column("英文名", 16, "小写字母、数字和下划线，如 purpose_not_filled。必填。", "name", TEXT),
    Column("标题", 20, "一句话说明毛病或要求。必填。", "title", TEXT),
    _drop_down(
        "级别",
        9,
        "从下拉列表中选。必填。",
        "severity",
        labels=_SEVERITY,
        spellings={v: k for k, v in _SEVERITY.items()},
    ),
    _drop_down(
        "适用对象",
        9,
        "对什么逐个检查，从下拉列表中选。必填。",
        "for_each",
        labels={word: word for word in SCOPE_WORDS.values()},
        spellings=SCOPE_WORDS,
    ),
    Column("条件", 18, "什么情况下才检查，如 类别 = 满意度；空白为都检查。", "where", EXPRESSION),
    Column("检查", 13, "从下拉列表中选：一种现成的检查，或按表达式判断。必填。"),
    Column("表达式", 25, "检查选“成立则违规”或“不成立则违规”时填写，如 指标值.数值 ≥ 100%。"),
    Column("字段", 14, "现成的检查查哪些栏目，几个栏目用顿号隔开，如 资金用途、绩效目标。"),
    Column("参数", 18, "现成的检查的其他参数，写法为 名=值，用分号隔开，如 至少=1; 词表=模糊词。"),
    Column(
        "提示语", 30, "给申报单位看的话，{ } 里写栏目或算式。按表达式判断时必填。", "message", TEXT, printed=2
    ),
    Column("修改建议", 24, "怎样改，{ } 里可以写栏目或算式。", "suggest", TEXT, printed=2),
    Column("定位", 10, "问题标在哪个栏目上，如 指标值。", "at", TEXT, printed=2),
    Column(
        "依据",
        20,
        "一行一条：依据编号（如 P88-13.3），或 文件=财预〔2015〕88号; 条款=第十三条。",
        "basis",
        BASIS,
        printed=2,
    ),
    Column("违规示例", 30, "应当提出问题的例子，一行一个，至少一个。", printed=2),
    Column("正确示例", 30, "没有问题的例子，一行一个，至少一个。", printed=2),
    Column("未判断示例", 24, "缺数据、判断不了的例子，一行一个。", printed=3),
    Column("不适用示例", 24, "规则不适用的例子，一行一个。", printed=3),
    Column(
        "本规则参数",
        18,
        "这条规则自己的参数，写法为 名=值，表达式里用 选项.名 引用。",
        "options",
        pairs(),
        printed=3,
    ),
    Column("置信度", 7, "有多大把握，0 到 1 之间的数，空白为 0.8。", "confidence", SCALAR, printed=3),
    _drop_down(
        "维度",
        9,
        "审核维度，从下拉列表中选。",
        "dimension",
        labels={word: word for word in _DIMENSION},
        spellings={v: k for k, v in _DIMENSION.items()},
        printed=3,
    ),
    _drop_down("默认", 8, "是否启用，从下拉列表中选，空白为启用。", "default", labels=_DEFAULT, printed=3),
    Column("说明", 30, "为什么有这条规则，写进说明页。", "explain", TEXT, printed=3),
    Column("证据", 20, "写进报告的数据，一行一项，写法为 名称=栏目或算式。", "evidence", EVIDENCE, printed=0),
    Column("相关", 14, "一并标出的栏目，用顿号隔开。", "related", LIST, printed=0),
    Column("旧编号", 10, "以前用过的编号，用顿号隔开，旧的豁免因此仍然有效。", "formerly", LIST, printed=0),
    Column("替代", 10, "这条规则取代所继承规则包的哪条规则。", "overrides", TEXT, printed=0),
    Column("文件", 16, "规则写在规则包的哪个文件里；新规则可以空白。", printed=0),
    Column("其他", 18, "放不进以上各列的内容，照原样带回，不要改动。", codec=JSON, printed=0),
)
BY_HEADING: Mapping[str, Column] = {column.heading: column for column in COLUMNS}


def heading_of(key: str, check: str = "") -> str:
    """The column in which a key of an entry stands."""
    for column in COLUMNS:
        if column.key == key:
            return column.heading
    if key in KINDS:
        return "表达式"
    if key == "check":
        return "检查"
    if key == "tests":
        return CASE_COLUMNS["flag"]
    if key and key == field_key(check):
        return "字段"
    return "参数" if check else "其他"
