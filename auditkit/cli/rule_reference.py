"""The reference page for rule writers: fields, functions and named checks, from their registries."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["reference_page"]

_SCOPES = (("indicator", "指标"), ("project", "项目"), ("submission", "申报"), ("batch", "批次"))
_INSIDE = (
    ("target", "指标值"),
    ("budget", "预算"),
    ("unit", "单位、主管部门"),
    ("period", "项目期"),
    ("objective", "绩效目标的每一条"),
    ("overall", "整体支出（只有部门整体的表有）"),
    ("task", "年度主要任务的每一项"),
    ("part", "资金、收入、支出构成的每一项"),
)
_KINDS = {
    "same": "同参数",
    "same list": "同参数",
    "truth": "真或假",
    "number": "数",
    "share": "比例",
    "texts": "文字的列表",
    "date": "日期",
}


def reference_page() -> str:
    """The page in Markdown."""
    lines = (
        "# 字段、函数与检查",
        "",
        "写规则时可用的全部名字，由程序生成。怎么写见[写一条规则](write-a-rule.md)。",
        *_fields(),
        *_kinds(),
        *_functions(),
        *_checks(),
    )
    return "\n".join(lines) + "\n"


def _fields() -> Iterator[str]:
    from auditkit.rulefile.language.records import record

    yield from ("", "## 字段", "", "中文名、别名和英文名都可以写，下级用点隔开：`指标值.数值`、`预算.预算数`。")
    for part, title in (*_SCOPES, *_INSIDE):
        fields = {field.english: field for field in record(part).values()}
        yield from ("", f"### {title}", "", "| 名字 | 也可写 | 英文名 |", "| --- | --- | --- |")
        for field in fields.values():
            yield f"| {field.label} | {'、'.join(field.aliases)} | `{field.english}` |"


def _kinds() -> Iterator[str]:
    from auditkit.rulefile.language.records import enumeration

    yield from ("", "### 类别的取值", "", "写 `类别 = 成本` 时，大类包含其中各小类。", "")
    words = enumeration("indicator.kind").words
    yield "、".join(f"`{word}`" for word in words if not word.isascii() and not word.endswith("指标"))


def _functions() -> Iterator[str]:
    from auditkit.rulefile.language.functions import FUNCTIONS

    yield from ("", "## 函数", "", "| 写法 | 得到 | 说明 |", "| --- | --- | --- |")
    for function in dict.fromkeys(FUNCTIONS.values()):
        names = "、".join(f"`{name}`" for name in function.names)
        inside = "，".join(
            f"{part.name}{'…' if part.repeated else ''}{'（可省）' if part.optional else ''}"
            for part in function.parameters
        )
        yield f"| {names}（{inside}） | {_KINDS.get(function.kind, function.kind)} | {function.doc.replace('|', '¦')} |"


def _checks() -> Iterator[str]:
    from auditkit.rulefile.checks import CHECKS

    yield from ("", "## 检查", "", "写在 `check:` 后面，参数与它并列。")
    for check in CHECKS.values():
        yield from ("", f"### {check.name}（{check.title}）", "", "```text", *check.manual().rstrip().split("\n")[2:], "```")
