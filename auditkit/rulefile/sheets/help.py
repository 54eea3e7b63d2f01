"""The help sheet of a workbook of rules: every column, every check, how to write conditions and examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from auditkit.rulefile.sheets.checks import KINDS, check_titles, field_key
from auditkit.rulefile.sheets.columns import COLUMNS, READ_ONLY, SCOPE_WORDS
from auditkit.rulefile.sheets.pairs import CASE_LABELS
from auditkit.rulefile.sheets.parts import PARTS

__all__ = ["check_rows", "help_rows"]

Row = tuple[str, tuple[str, ...]]
_KINDS_TOLD = {
    "flag_when": "“表达式”一列成立就是有问题；缺数据时为未判断。",
    "require": "“表达式”一列不成立就是有问题；缺数据时为未判断。",
}
_STEPS = (
    "一行是一条规则。改完存盘，运行 auditkit rules import 本文件.xlsx 规则包文件夹，规则就写回规则包；先加 --dry-run 可以只看会改什么。",
    "加一条规则：在表的末尾加一行，填好必填的列和示例。删一条规则：删去整行，导入时再加 --delete。",
    "没有改动的规则，在文件里一字不动，注释也在。有一行不对，就什么也不写，并逐行说明错在哪一列、怎样改。",
    "单元格都是文字，=100%、≥100% 照写即可。开头或末尾的空格有意义时，把整个值放进英文双引号里。",
    f"检查为“{READ_ONLY}”的灰色行是用 Python 写的规则，只供查看，导入时不理会。",
)
_WRITING = (
    (
        "比较",
        "类别 = 满意度，指标值.数值 ≥ 100%，预算.预算数 > 500万元；等于写 =，不等于写 ≠，大于、小于写 > <，不小于、不大于写 ≥ ≤。",
    ),
    ("并列", "条件之间用 且、或、非，前后留空格：类别 = 数量 且 指标值.数值 为空。"),
    ("属于", "类别 属于 [数量, 质量]；不属于、为空、不为空也可以用。成本、产出、效益包括它们的各类指标。"),
    ("单位", "数可以带单位：100%、500万元、0.3元、140万页、3天；金额按元比较。"),
    ("栏目", "写表上的名字，下级用点隔开：指标值.数值、预算.预算数；项目的各条指标：指标.权重。"),
    ("参数", "选项.名称：先查本规则参数，再查“参数”表。"),
    ("逐条", "合计(i.权重 for i in 指标 if i.类别 = 成本)：成本指标的权重之和。"),
    ("缺数据", "栏目空白时结果是未判断，不是不成立；要查空白，用 缺失(资金用途) 或 资金用途 为空。"),
    ("提示语", "花括号里写栏目或算式：指标“{名称}”的值为“{指标值}”。"),
)
_EXAMPLES = (
    ("一行一个", "类别=满意度; 名称=群众满意度; 指标值=≥100%"),
    ("项目的例子", '资金用途=""; 预算={预算数: 50, 财政资金: 50}; 指标=[{类别: 成本, 指标值: ≤50万元}]'),
    ("多个项目", "项目=[{项目名称: 甲, 指标: [{名称: 培训人次}]}, {项目名称: 乙}]"),
    ("核对提示语", "类别=满意度; 指标值=≥100%; @提示=过于绝对"),
    (
        "其他",
        f"{'、'.join(CASE_LABELS.values())} 分别是例子的名称、提示语应含的文字、问题应标的栏目、改用的参数。",
    ),
    ("引号", '值里有分号、换行，或以括号、引号开头时，放进英文双引号：名称="甲；乙"'),
)


def help_rows() -> Iterator[Row]:
    """The rows of the sheet: style (title, head, row) and the texts of the cells."""
    yield "title", ("怎样用这本表",)
    for number, step in enumerate(_STEPS, 1):
        yield "row", (f"第 {number} 条", step)
    yield "title", ("“规则”表各列",)
    yield "head", ("列", "填什么")
    for column in COLUMNS:
        yield "row", (column.heading, column.told)
    for sheet, columns in PARTS.items():
        yield "title", (f"“{sheet}”表各列",)
        yield "head", ("列", "填什么")
        for heading, _, told in columns:
            yield "row", (heading, told)
    yield "title", ("条件、表达式和提示语怎么写",)
    for name, told in _WRITING:
        yield "row", (name, told)
    yield "title", ("示例怎么写",)
    for name, told in _EXAMPLES:
        yield "row", (name, told)
    yield from _field_rows()
    yield from _function_rows()


def check_rows() -> Iterator[tuple[str, ...]]:
    """One row for each choice of the column 检查: word, English name, scopes, what it does, its options."""
    from auditkit.rulefile.checks import CHECKS
    from auditkit.rulefile.language.frame import SCOPES

    for key, word in KINDS.items():
        yield word, key, _scopes(SCOPES), _KINDS_TOLD[key], "表达式（必填）"
    for check, title in check_titles().items():
        schema = CHECKS[check].schema
        options = "\n".join(_option(check, key, told, schema) for key, told in schema["properties"].items())
        about = f"{schema['description']}{CHECKS[check].about}"
        yield title, check, _scopes(CHECKS[check].scopes), about, options


def _scopes(scopes: Sequence[str]) -> str:
    return "、".join(SCOPE_WORDS[scope] for scope in reversed(scopes))


def _option(check: str, key: str, told: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    column = "写在“字段”列；" if key == field_key(check) else ""
    needed = "（必填）" if key in schema.get("required", ()) else ""
    return f"{told.get('x-label', key)} {key}{needed}：{column}{told.get('description', '')}"


def _field_rows() -> Iterator[Row]:
    from auditkit.rulefile.language.fields import field_names
    from auditkit.rulefile.language.frame import SCOPES

    yield "title", ("可以写的栏目",)
    yield "head", ("适用对象", "栏目")
    for scope in reversed(SCOPES):
        names = (
            f"{label}（也写 {'、'.join(more)}）" if more else label for _, label, more in field_names(scope)
        )
        yield "row", (SCOPE_WORDS[scope], "、".join(names) + "。")


def _function_rows() -> Iterator[Row]:
    from auditkit.rulefile.language.functions import FUNCTIONS

    yield "title", ("可以用的函数",)
    yield "head", ("写法", "作用")
    for function in {id(item): item for item in FUNCTIONS.values()}.values():
        yield "row", (function.usage, f"{function.doc}英文名 {function.names[1]}。")
