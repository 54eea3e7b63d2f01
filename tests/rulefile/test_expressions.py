"""Expressions: names, operators, lists, functions, templates, and the sentences that refuse slips."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from expression_frames import (
    BATCH,
    INDICATORS,
    LEXICONS,
    OPTIONS,
    PROJECT,
    WHERE,
    frame_of,
    names_of,
    value_of,
)

from auditkit.model import TargetValue
from auditkit.rulefile.language.compiling import compile_expression
from auditkit.rulefile.language.faults import ExpressionError, ExpressionFailed, ExpressionStopped
from auditkit.rulefile.language.fields import field_names, resolve_field
from auditkit.rulefile.language.frame import SCOPES, Frame, Names, step_budget, watch_branches
from auditkit.rulefile.language.functions import FUNCTIONS
from auditkit.rulefile.language.records import ENUMERATIONS, enumeration, record
from auditkit.rulefile.language.templates import compile_template
from auditkit.rulefile.language.values import Missing, Quantity
from auditkit_schemas import load_schema


def refusal(text: str, scope: Any = "indicator") -> str:
    """The first line of what the compiler says of a wrong expression."""
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text, names_of(scope), WHERE)
    return str(caught.value).splitlines()[0]


# --- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "scope", "path", "label", "pointer", "owner"),
    [
        ("指标值.数值", "indicator", "target.number", "指标值.数值", "target/number", "indicator"),
        ("target.number", "indicator", "target.number", "指标值.数值", "target/number", "indicator"),
        (
            "indicator.target.number",
            "indicator",
            "target.number",
            "指标值.数值",
            "target/number",
            "indicator",
        ),
        ("目标值", "indicator", "target", "指标值", "target", "indicator"),
        ("数值", "indicator", "target.number", "指标值.数值", "target/number", "indicator"),
        ("资金用途", "indicator", "purpose", "资金用途", "purpose", "project"),
        ("用途", "project", "purpose", "资金用途", "purpose", "project"),
        ("预算.总额", "project", "budget.total", "预算.预算数", "budget/total", "project"),
        ("预算数", "indicator", "budget.total", "预算.预算数", "budget/total", "project"),
        ("指标.权重", "project", "indicators.weight", "绩效指标.权重", "indicators", "project"),
        ("指标", "project", "indicators", "绩效指标", "indicators", "project"),
        ("指标", "indicator", "", "指标", "", "indicator"),
        ("项目", "indicator", "", "项目", "", "project"),
        ("项目", "submission", "projects", "项目", "projects", "submission"),
        ("项目", "batch", "projects", "项目", "projects", "batch"),
        ("名称", "indicator", "name", "名称", "name", "indicator"),
        ("名称", "project", "name", "项目名称", "name", "project"),
    ],
)
def test_a_field_is_found_by_every_name_it_has(
    text: str, scope: Any, path: str, label: str, pointer: str, owner: str
) -> None:
    found = resolve_field(text, names_of(scope), WHERE)
    assert (found.path, found.label, found.pointer, found.scope) == (path, label, pointer, owner)


def test_the_table_of_names_is_the_submission_schema() -> None:
    properties = load_schema("submission")["$defs"]["indicator"]["properties"]
    labels = {english: label for english, label, _ in field_names("indicator")}
    assert labels == {key: card["x-label"] for key, card in properties.items()}


@pytest.mark.parametrize("scope", SCOPES)
def test_no_other_word_of_a_field_is_the_name_of_a_neighbour(scope: Any) -> None:
    for part in (scope, "target", "budget", "money", "unit", "period", "objective", "part", "overall", "task"):
        fields = {item.english: item for item in record(part).values()}
        for item in fields.values():
            for word in (item.label, item.english, *item.aliases):
                assert record(part)[word] is item, f"{part}: {word}"


@pytest.mark.parametrize("name", ENUMERATIONS)
def test_every_value_of_an_enumeration_has_one_chinese_word(name: str) -> None:
    part, key = name.split(".")
    schema = load_schema("submission")["$defs"]
    home = schema["project"]["properties"]["objectives"]["items"] if part == "objective" else schema[part]
    values = {value for value in home["properties"][key]["enum"] if value is not None}
    assert set(enumeration(name).labels) == values


def test_a_path_reads_its_field_and_names_it_where_it_is_blank() -> None:
    names, frame = names_of("indicator"), frame_of("indicator")
    assert resolve_field("指标值.数值", names, WHERE).read(frame) == Quantity(Decimal(1_400_000), "页")
    assert resolve_field("预算数", names, WHERE).read(frame) == Quantity(Decimal(5_000_000), "元")
    assert resolve_field("描述", names, WHERE).read(frame) == Missing(("描述",), asked=False)
    assert resolve_field("主管部门", names, WHERE).asked(frame) is False
    assert resolve_field("单位", names, WHERE).read(frame) == "示例法院"
    assert resolve_field("指标值", names, WHERE).raw(frame) is INDICATORS[0].target
    assert resolve_field("指标值", names, WHERE).subject(frame) is INDICATORS[0]
    assert resolve_field("资金用途", names, WHERE).subject(frame) is PROJECT


# --- operators --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("类别 = 满意度", 3, True),
        ("类别 = 满意度指标", 3, True),
        ("满意度 ＝ 类别", 3, True),
        ("类别 == “satisfaction”", 3, True),
        ("kind = satisfaction", 3, True),
        ("类别 = 产出", 0, True),
        ("类别 ≠ 成本", 0, True),
        ("类别 属于 [数量, 质量]", 1, True),
        ("类别 属于 [数量、质量]", 1, True),
        ("类别 不属于 [成本, 效益]", 2, False),
        ("类别 属于 成本", 2, True),
        ("类别 属于 选项.类别们", 3, True),
        ("类别 = 指标.类别", 3, True),
        ("比较符号 = “≥”", 3, True),
        ("比较符号 = '<='", 2, True),
        ("指标值.类型 = 定性", 1, True),
        ("期限 = 年度", 0, True),
        ("指标值.数值 ≥ 100%", 3, True),
        ("指标值 ≥ １００％", 3, True),
        ("指标值.数值 ≥ 选项.满意度上限", 3, True),
        ("指标值.数值 > 139万页", 0, True),
        ("指标值.数值 > 1390000", 0, True),
        ("指标值 = “较高”", 1, True),
        ("0 < 权重 ≤ 10", 3, True),
        ("0 < 权重 ≤ 9", 3, False),
        ("非 权重 = 10 或 假", 3, False),
        ("not 权重 = 10 or true", 3, True),
        ("名称 = “群众满意度” 且 一级指标 ≠ “产出指标”", 3, True),
        ("名称 属于 [“群众满意度”, “其他”]", 3, True),
        ("名称 属于 词表.模糊词", 3, False),
        ("资金用途 为空", 3, False),
        ("指标值.上限 为空", 3, True),
        ("指标值.数值 为空", 1, True),
        ("资金用途 不为空 且 真", 3, True),
        ("项目期.结束 = “2026-12-31”", 0, True),
        ("项目期.结束 > 日期(“2026年11月”)", 0, True),
        ("权重 = 10 if 类别 = 满意度 else 权重 > 10", 3, True),
        ("-权重 < -5", 3, True),
        ("权重 × 2 + 4 ÷ 2 － 2 = 20", 3, True),
    ],
)
def test_a_condition_is_true_or_false(text: str, number: int, value: bool) -> None:
    assert value_of(text, number=number) is value


@pytest.mark.parametrize("text", ["类别 = 满意度", "kind = satisfaction", "indicator.kind == “满意度”"])
def test_english_and_chinese_names_are_one(text: str) -> None:
    compiled = compile_expression(text, names_of("indicator"), WHERE)
    assert [path.label for path in compiled.fields] == ["类别"]
    assert compiled.kind == "truth"


# --- lists and functions ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "scope", "value"),
    [
        ("合计(指标.权重)", "project", Decimal(100)),
        ("合计(i.权重 for i in 指标 if i.类别 = 成本)", "project", Decimal(40)),
        ("合计([i.权重 for i 属于 指标 if i.类别 = 产出 if i.权重 > 20])", "project", Decimal(30)),
        ("合计([])", "project", Decimal(0)),
        ("个数(指标)", "project", Decimal(4)),
        ("个数(i for i in 指标 if i.指标值.数值 为空)", "project", Decimal(1)),
        ("个数(指标.描述)", "project", Decimal(0)),
        ("个数(构成.金额)", "project", Decimal(2)),
        ("最大(指标.权重)", "project", Decimal(40)),
        ("最小(3, 2, 4)", "project", Decimal(2)),
        ("最大(500万元, 预算.预算数)", "project", Quantity(Decimal(5_000_000), "元")),
        ("平均(指标.权重)", "project", Decimal(25)),
        ("去重(指标.一级指标)", "project", ("产出指标", "成本指标", "满意度指标")),
        ("任一(i.类别 = 满意度 for i in 指标)", "project", True),
        ("全部(i.类别 = 满意度 for i in 指标)", "project", False),
        ("任一(假, 真)", "project", True),
        ("个数(指标) > 3 且 任一(i.名称 = “总成本” for i in 指标)", "project", True),
        ("含(资金用途, “设备”)", "project", True),
        ("含任一(资金用途, 模糊词)", "project", False),
        ("含任一(资金用途, 词表.模糊词)", "project", False),
        ("含任一(资金用途, 选项.词)", "project", True),
        ("任一(含任一(o.内容, 模糊词) for o in 绩效目标)", "project", True),
        ("命中(“切实有效、切实”, 模糊词)", "project", ("切实", "有效")),
        ("开头是(资金用途, “用于”)", "project", True),
        ("结尾是(资金用途, [“车辆”, “设备”])", "project", True),
        (r"匹配(资金用途, “^用于.{2,4}\w+$”)", "project", True),
        ("相似度(“档案 扫描”, “档案，扫描”) = 100%", "project", True),
        ("相似度(项目名称, 资金用途) < 0.5", "project", True),
        ("字数(“满意度 高”)", "project", Decimal(4)),
        ("年份(项目期.结束) = 年度", "project", True),
        ("年份(“2025年12月”)", "project", Decimal(2025)),
        ("缺失(中期资金总额) 或 有(资金用途)", "project", True),
        ("有(绩效目标)", "project", True),
        ("取整(2.5)", "project", Decimal(3)),
        ("取整(财政资金 / 预算数 × 7, 1)", "project", Quantity(Decimal("4.2"), "比值")),
        ("绝对值(-3万元)", "project", Quantity(Decimal(30_000), "元")),
        ("sum(indicators.weight) = 100", "project", True),
        (
            "项目.预算.预算数",
            "submission",
            (Quantity(Decimal(5_000_000), "元"), Quantity(Decimal(4_000_000), "元")),
        ),
        ("申报.来源.文件名", "batch", ("示例.docx",)),
        ("个数(项目.指标)", "batch", Decimal(5)),
        ("个数(p for p in 项目 if 任一(i.类别 = 满意度 for i in p.指标))", "batch", Decimal(1)),
        ("合计(合计(i.权重 for i in p.指标) for p in 项目)", "batch", Decimal(130)),
    ],
)
def test_lists_and_functions_give_their_values(text: str, scope: Any, value: Any) -> None:
    assert value_of(text, scope) == value


def test_every_function_has_two_names_and_a_chinese_line_for_the_manual() -> None:
    for name, function in FUNCTIONS.items():
        chinese, english = function.names
        assert name in (chinese, english)
        assert english.isascii() and not chinese.isascii()
        assert function.doc.endswith("。")
        assert function.usage.startswith(f"{chinese}(")


def test_the_year_before_is_the_project_of_the_same_unit_and_name_in_the_batch() -> None:
    assert value_of("上年(预算.预算数)", "project") == Quantity(Decimal(4_000_000), "元")
    assert value_of("预算数 > 上年(预算数) × 120%", "project") is True
    assert value_of("上年(指标值.数值)", "indicator") == Quantity(Decimal(1_000_000), "页")
    assert value_of("指标值.数值 / 上年(指标值.数值) > 130%", "indicator") is True
    assert value_of("个数(p for p in 项目 if p.预算.预算数 > 上年(p.预算.预算数))", "batch").notes
    assert value_of("个数(p for p in 项目 if 上年(p.预算.预算数) 不为空)", "batch") == 1
    assert value_of("上年(指标值.数值)", number=3).reason == "上年度申报中没有同名的指标，无法判断。"


def test_what_has_no_year_before_is_missing_with_the_reason() -> None:
    earlier = BATCH.submissions[0].projects[1]
    value = value_of("上年(预算.预算数)", "project", project=earlier)
    assert value.reason == "没有找到同一单位同名项目的上年度申报，无法判断。"
    assert value_of("上年(预算.预算数) 为空", "project", project=earlier) is True


# --- what an expression tells about itself ------------------------------------------------------------


def test_an_expression_names_what_it_reads() -> None:
    text = (
        "含任一(资金用途, 模糊词) 且 指标值.数值 ≥ 选项.满意度上限 且 合计(i.权重 for i in 项目.指标) = 100"
    )
    compiled = compile_expression(text, names_of("indicator"), WHERE)
    assert [path.path for path in compiled.fields] == ["purpose", "target.number", "indicators", "weight"]
    assert compiled.options == ("满意度上限",)
    assert compiled.lexicons == ("模糊词",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("权重 > 3", "truth"),
        ("权重", "number"),
        ("预算数 × 2", "money"),
        ("预算数 / 财政资金", "number"),
        ("100% - 5%", "percent"),
        ("名称", "text"),
        ("项目期.开始", "date"),
        ("项目.指标", "list"),
        ("指标值", "any"),
    ],
)
def test_an_expression_knows_its_kind(text: str, kind: str) -> None:
    assert compile_expression(text, names_of("indicator"), WHERE).kind == kind


def test_branches_that_no_test_reached_can_be_named() -> None:
    compiled = compile_expression("类别 = 满意度 且 (权重 > 50 或 名称 为空)", names_of("indicator"), WHERE)
    with watch_branches() as reached:
        compiled.value(frame_of("indicator", 3))
    assert [branch for branch in compiled.branches if branch not in reached] == [
        "flag_when：“类别 = 满意度”为假",
        "flag_when：“权重 > 50”为真",
        "flag_when：“名称 为空”为真",
    ]
    assert frame_of("indicator").reached is None


# --- templates ---------------------------------------------------------------------------------------


def test_a_template_writes_values_as_reviewers_read_them() -> None:
    text = (
        "{类别}指标“{名称}”为“{指标值}”，预算{预算数}，财政占{财政资金 / 预算数}，上限{选项.满意度上限}，"
        "{{原样}}，说明{描述}，词{命中(资金用途, 选项.词)}，至{项目期.结束}，{权重 > 5}，{1 / 3}，{指标值.数值}"
    )
    made = compile_template(text, names_of("indicator"), WHERE)
    assert made.render(frame_of("indicator", 0)) == (
        "数量指标“档案扫描页数”为“≥140万页”，预算500万元，财政占60%，上限100%，"
        "{原样}，说明空，词设备，至2026年12月31日，是，33.33%，140万页"
    )
    assert [path.path for path in made.fields][:3] == ["kind", "name", "target"]
    assert made.options == ("满意度上限", "词")


def test_a_template_with_text_only_and_one_with_a_brace_in_a_string() -> None:
    frame = frame_of("indicator")
    assert compile_template("没有洞", names_of("indicator"), WHERE).render(frame) == "没有洞"
    assert compile_template("{“}”}{'{'}", names_of("indicator"), WHERE).render(frame) == "}{"


@pytest.mark.parametrize("text", ["{名称", "名称}", "{}", "{ }", "{名称 且}", "{不存在}", "{{{名称}}}}"])
def test_a_wrong_template_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        compile_template(text, names_of("indicator"), WHERE)


# --- sentences ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("类别 = 满意庋", "未知字段“满意庋”，是不是“满意度”？"),
        ("资金用土 为空", "未知字段“资金用土”，是不是“资金用途”？"),
        ("指标值.数植 > 3", "“指标值”没有字段“数植”，是不是“数值”？"),
        ("单位编码 为空", "“单位编码”有几处，请写全：单位.单位编码、主管部门.单位编码。"),
        ("预算.预算数 > 95%", "“预算.预算数”是金额，“95%”是百分比，不能比较。"),
        ("预算数 > 3天", "“预算数”是金额，“3天”是以“天”计的数，不能比较。"),
        ("500万元 + 3%", "“500万元”是金额，“3%”是百分比，不能相加。"),
        ("预算数 × 预算数", "“预算数”是金额，“预算数”是金额，不能相乘。"),
        ("名称为空", "“名称为空”里的“为空”前后要留空格。"),
        ("权重 > 3且 名称 为空", "“3且”里的“且”前后要留空格。"),
        ("权重 > 3 并且 名称 为空", "不认识“并且”，请写“且”。"),
        ("类别 等于 满意度", "不认识“等于”，请写“=”。"),
        ("名称 = 总成本", '未知字段“总成本”；文字要加引号，如 "总成本"。'),
        ("名称 属于 [总成本, “甲”]", '未知字段“总成本”；文字要加引号，如 "总成本"。'),
        ("含任一(名称, [有效, 不断])", '未知字段“有效”；文字要加引号，如 "有效"。'),
        ("开头是(名称, 保障)", '未知字段“保障”；文字要加引号，如 "保障"。'),
        ("字数(名秤) > 3", '未知字段“名秤”，是不是“名称”？文字要加引号，如 "名秤"。'),
        ("含(名称, 计数)", "不认识“计数”，请写“个数(列表)”。"),
        ("指标直.数值 > 3", "未知字段“指标直”，是不是“指标值”？"),
        ("匹配(名称, ^保障)", '不支持“^”，正则要写在引号里，如 匹配(名称, "^关于")。'),
        ("指标值.日期 > 2026-12-31", '日期要加引号，写成 "2026-12-31"。'),
        ("名称 = “”", "没有填写请写“名称 为空”。"),
        ("权重 > “3”", "数不要加引号，请写 3。"),
        ("名称 > “甲”", "“名称”是文字，“甲”是文字，不能比较大小，只能用 = 或 ≠。"),
        ("预算数 > 500 万元", "数与单位之间不要空格，请写成“500万元”。"),
        ("权重 => 3", "不支持“=>”，大于等于请写 ≥。"),
        ("权重 <> 3", "不支持“<>”，不等于请写 ≠。"),
        ("权重 ! = 3", "不支持“!”，请写 非。"),
        ("(权重 > 3", "“(”没有配对的右括号。"),
        ("权重 > 3)", "“)”没有配对的左括号。"),
        ("名称 = “甲", "引号没有配对，请在文字末尾补上“””。"),
        ("权重 > 3 且", "表达式没有写完，“且”后面还缺内容。"),
        ("权重 名称", "“权重”与“名称”之间缺少运算符，如 且、=、≥。"),
        ("指标[0]", "不支持用方括号取第几项。"),
        ("求和(权重)", "不认识“求和”，请写“合计(列表)”。"),
        ("合记(项目.指标.权重)", "没有函数“合记”，是不是“合计”？"),
        ("合计", "“合计”是函数，后面要写括号：合计(数的列表)。"),
        ("合计(权重)", "这条规则逐条看指标，“权重”只是当前这一条；全部指标请写 项目.指标.权重。"),
        ("个数(指标) > 3", "这条规则逐条看指标，“指标”只是当前这一条；全部指标请写 项目.指标。"),
        ("合计(预算数)", "“合计”要的是列表，如 指标.权重。"),
        ("字数(名称, 名称)", "“字数”的写法是 字数(文字)。"),
        ("字数(权重) > 3", "这里要的是文字，“权重”是数。"),
        ("名称 且 真", "这里要的是真假判断，“名称”是文字，请写成判断，如 名称 不为空。"),
        ("满意度上限 > 3", "规则的参数请写成“选项.满意度上限”。"),
        ("选项.满意度上线 > 3", "规则没有参数“满意度上线”，是不是“满意度上限”？"),
        ("词表.模湖词", "没有词表“模湖词”，是不是“模糊词”？"),
        ("含(名称, 满意度)", '未知字段“满意度”；文字要加引号，如 "满意度"。'),
        ("满意度", "“满意度”是“类别”的一种，只能与它比较，如 类别 = 满意度。"),
        ("“词” 属于 名称", "“属于”后面要是列表或词表；找文字里的词请用 含(名称, “词”)。"),
        ("项目 = 项目", "“项目”是一整项，不能比较，请写到具体的字段，如 项目.名称。"),
        ("项目期.结束 > “年底”", "“年底”不是日期，请写成“2026-12-31”这样的日期。"),
        ("匹配(名称, 描述)", '正则要直接写在引号里，如 匹配(名称, "^关于.+的$")。'),
        ("合计(名称.权重 for 名称 in 项目.指标)", "for 后面的“名称”已有别的意思，请换一个名字，如 i。"),
        ("上年(预算数).原文", "函数的结果没有下一级字段；上年的字段请写进括号，如 上年(预算.预算数)。"),
        ("上年(3)", "“上年”的括号里要写项目或指标的字段，如 上年(预算.预算数)。"),
        ("(名称, 描述)", "不支持这种写法，多个值请放进方括号，如 [数量, 质量]。"),
        ("类别 > 满意度", "类别词没有大小，只能用 =、≠、属于。"),
        ("权重 为空 = 真", "“为空”前面只能写一个字段，其他条件请用 且、或 连接。"),
        ("", "表达式是空的，请写出条件。"),
    ],
)
def test_a_slip_is_answered_with_one_sentence(text: str, says: str) -> None:
    told = refusal(text)
    assert told == f"规则.yaml 第12行 flag_when：{says}"


def test_the_caret_counts_wide_characters_twice() -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression("类别 = 满意庋 且 a", names_of("indicator"), WHERE)
    assert str(caught.value).splitlines()[1:] == ["    类别 = 满意庋 且 a", "           ^^^^^^"]
    assert (caught.value.start, caught.value.end) == (5, 8)


def test_a_long_expression_is_shown_around_the_place() -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(" 且 ".join(["权重 > 3"] * 20 + ["坏"]), names_of("indicator"), WHERE)
    _, shown, carets = str(caught.value).splitlines()
    assert len(shown) < 70
    assert shown.endswith("坏")
    assert carets.endswith("^^")


def test_an_option_of_another_type_fails_with_a_sentence() -> None:
    compiled = compile_expression("指标值.数值 ≥ 选项.满意度上限", names_of("indicator"), WHERE)
    with pytest.raises(ExpressionFailed, match="“很高”不是数"):
        compiled.value(frame_of("indicator", 3, options={"满意度上限": "很高"}))
    words = compile_expression("含任一(名称, 选项.词)", names_of("indicator"), WHERE)
    with pytest.raises(ExpressionFailed, match="options"):
        words.value(frame_of("indicator", 3, options={"词": 5}))
    assert words.value(frame_of("indicator", 3, options={"词": ["满意"]})) is True


def test_a_batch_has_steps_in_proportion_to_its_projects() -> None:
    assert step_budget(None) < step_budget(BATCH)
    with pytest.raises(ExpressionStopped, match="运算量"):
        value_of("合计(指标.权重)", "project", steps=3)


def test_a_frame_without_the_subject_gives_missing() -> None:
    compiled = compile_expression("权重 > 3", Names("indicator"), WHERE)
    assert isinstance(compiled.value(Frame()), Missing)


def test_an_expression_can_name_a_whole_target_value() -> None:
    assert isinstance(value_of("指标值"), TargetValue)


def test_options_and_lexicons_of_the_tests_are_in_use() -> None:
    assert OPTIONS and LEXICONS
