"""Hostile expressions: each is refused at load, or stopped by its budget, with a sentence."""

from __future__ import annotations

import ast
import builtins
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from expression_frames import BATCH, INDICATORS, LEXICONS, OPTIONS, PROJECT, WHERE, frame_of, names_of
from hypothesis import given, settings
from hypothesis import strategies as st

import auditkit.rulefile
from auditkit.model import Batch, Budget, Indicator, Money, Period, Project, Submission
from auditkit.rulefile.language.compiling import compile_expression
from auditkit.rulefile.language.faults import ExpressionError, ExpressionFailed, ExpressionStopped
from auditkit.rulefile.language.fields import known_names, resolve_field
from auditkit.rulefile.language.frame import SCOPES, Frame, step_budget
from auditkit.rulefile.language.functions import FUNCTIONS
from auditkit.rulefile.language.syntax import parse
from auditkit.rulefile.language.templates import compile_template
from auditkit.target_value import parse_target_value

REFUSED = {
    "an attribute of a Python object": "名称.upper",
    "a class": "名称.__class__",
    "a dunder at the start": "__import__",
    "a dunder inside": "a__b > 3",
    "a dunder chain": "().__class__.__bases__[0].__subclasses__()",
    "an import": "import os",
    "a call of import": "__import__('os').system('id')",
    "a builtin": "open('/etc/passwd')",
    "eval": "eval('1')",
    "a method": "名称.format(权重)",
    "a method of a literal": "'{}'.format(权重)",
    "a power": "9**9**9**9",
    "a power in Chinese writing": "9＊＊9",
    "a whole division": "9 // 2",
    "a remainder": "9 % 2",
    "shifts": "1 << 999999",
    "bits": "1 | 2",
    "a matrix product": "权重 @ 权重",
    "a lambda": "lambda: 0",
    "a lambda called": "(lambda: 0)()",
    "a walrus": "(a := 3) > 2",
    "an f-string": "f'{名称}' = “甲”",
    "a raw string": "r'甲' = 名称",
    "bytes": "b'甲' = 名称",
    "star arguments": "合计(*项目.指标.权重)",
    "star star arguments": "字数(**选项)",
    "keyword arguments with a colon": "字数(text: 名称)",
    "a dictionary": "{“甲”: 1}",
    "a set": "{1, 2}",
    "a dictionary comprehension": "{i: i for i in 项目.指标}",
    "a tuple": "(1, 2) = 3",
    "a subscript": "项目.指标[0].权重 > 3",
    "a slice": "名称[0:3] = “甲”",
    "two loops": "合计(i.权重 for i in 项目.指标 for j in 项目.指标)",
    "an async loop": "合计(i.权重 async for i in 项目.指标)",
    "a loop over a tuple": "合计(i for i, j in 项目.指标)",
    "a loop that shadows a field": "合计(权重 for 权重 in 项目.指标)",
    "a loop that shadows a function": "合计(合计.权重 for 合计 in 项目.指标)",
    "a loop over a text": "个数(i for i in 名称)",
    "await": "await 名称",
    "yield": "(yield 名称)",
    "an ellipsis": "...",
    "a comment": "权重 > 3 # 说明",
    "a semicolon": "权重 > 3; 名称",
    "a full-width semicolon": "权重 > 3；名称",
    "a new line": "权重 > 3\n或 真",
    "a carriage return": "权重 > 3\r或 真",
    "a form feed": "权重 > 3\f或 真",
    "a continued line": "权重 > \\\n3",
    "a backtick": "`名称`",
    "a null byte": "名称\x00 = “甲”",
    "a null byte in a string": "名称 = “\x00”",
    "a lone surrogate": "名称 = “\ud800”",
    "a bidi override": "名称 = “\u202e甲”",
    "a bidi isolate": "权重 > 3\u2066",
    "a zero-width blank": "权\u200b重 > 3",
    "a byte order mark in the middle": "权重 >\ufeff 3",
    "a tag character": "权重 > 3\U000e0041",
    "an identity": "名称 is 名称",
    "a type hint": "名称: 3",
    "an assignment": "权重 += 3",
    "a plus sign": "+权重 > 3",
    "an inverted number": "~3 > 2",
    "an unknown function": "系统(“rm”)",
    "a call of a call": "字数(名称)(名称)",
    "a call of a literal": "“甲”(3)",
    "a string times a number": "“甲” × 1000000 = “乙”",
    "a list times a number": "[1] × 1000000 = 3",
    "a string plus a string": "“甲” + “乙” = “丙”",
    "a list plus a list": "合计([1] + [2]) = 3",
    "a list in a list": "合计([[1], [2]]) = 3",
    "a number in hexadecimal": "0x10 > 3",
    "a number with an exponent": "1e999999 > 3",
    "a number with an underscore": "1_000 > 3",
    "an imaginary number": "3j2 > 3",
    "digits that are no ASCII": "权重 > ٣",
    "a superscript": "权重 > 3²3",
    "a fuzzy pattern": "匹配(名称, “(?:甲乙){e<=3}”)",
    "a recursive pattern": "匹配(名称, “(?R)?”)",
    "a pattern from the data": "匹配(名称, 描述)",
    "a pattern put together": "匹配(名称, “a” + “b”)",
    "a broken pattern": "匹配(名称, “(”)",
    "a name of the model that is no field": "pointer = “甲”",
    "a private name": "_made",
    "a format hole": "名称 = {名称}",
}
LARGE = {
    "a million characters": "“" + "甲" * 10_000_000 + "” = 名称",
    "a number with a million digits": "权重 > " + "9" * 1_000_000,
    "a number with a hundred digits": "权重 > " + "9" * 100,
    "a fraction with a hundred digits": "权重 > 0." + "9" * 100,
    "deep brackets": "(" * 1500 + "1" + ")" * 1500 + " > 0",
    "many brackets": "(" * 60 + "1" + ")" * 60 + " > 0",
    "deep lists": "[" * 300 + "1" + "]" * 300,
    "open brackets": "(" * 3000,
    "deep minus": "-" * 3900 + "1 > 0",
    "deep 非": "非 " * 390 + "真",
    "deep not": "not " * 900 + "true",
    "an attribute chain": "名称" + ".a" * 1900,
    "a long sum": "权重" + " + 1" * 300 + " > 0",
    "a long product": "3" + " * 9" * 350 + " > 0",
    "deep conditions": "1 if 真 else " * 90 + "1",
    "a long 且": " 且 ".join(["真"] * 350),
    "a long comparison": " < ".join(["1"] * 350),
    "a long list": "权重 属于 [" + ", ".join(["1"] * 390) + "]",
    "deep calls": "绝对值(" * 200 + "1" + ")" * 200 + " > 0",
    "deep loops": "合计(" * 5 + "a.权重 for a in 项目.指标" + ")" * 5,
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_a_hostile_expression_is_refused_at_load(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text, names_of("indicator"), WHERE)
    told = str(caught.value).splitlines()
    assert told[0].startswith("规则.yaml 第12行 flag_when：")
    assert told[0].endswith(("。", "？"))
    assert len(told) in (1, 3)


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_an_expression_beyond_the_limits_is_refused_in_a_short_sentence(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text, names_of("indicator"), WHERE)
    assert len(str(caught.value)) < 500


def test_four_loops_inside_one_another_are_refused() -> None:
    text = "a.权重 for a in 项目.指标"
    for name in "bcd":
        text = f"合计({text}) for {name} in 项目.指标"
    with pytest.raises(ExpressionError, match="嵌套"):
        compile_expression(f"合计({text}) > 0", names_of("indicator"), WHERE)


MANY = replace(PROJECT, indicators=INDICATORS * 500)
STOPPED = {
    "loops over loops": "个数(a for a in 指标 if 任一(a.权重 = b.权重 + 1 for b in 指标))",
    "loops over loops over loops": "合计(合计(合计(c.权重 for c in 指标) for b in 指标) for a in 指标)",
    "a list read for each item": "个数(a for a in 指标 if 合计(指标.权重) < a.权重)",
    "membership for each item": "个数(a for a in 指标 if “甲” 属于 指标.名称)",
    "likeness for each item": "个数(a for a in 指标 if 任一(相似度(a.名称, b.名称) > 200% for b in 指标))",
    "word lists for each item": "个数(a for a in 指标 if 任一(含任一(资金用途, 模糊词) for b in 指标))",
    "the year before for each item": "个数(a for a in 指标 if 任一(上年(年度) = 3 for b in 指标))",
}


@pytest.mark.parametrize("text", STOPPED.values(), ids=STOPPED)
def test_a_loop_without_measure_is_stopped_by_its_steps(text: str) -> None:
    compiled = compile_expression(text, names_of("project"), WHERE)
    frame = frame_of("project", project=replace(MANY, purpose="用于采购" * 500))
    frame.batch = Batch((Submission("a", "docx", (MANY, replace(MANY, year=2025))),))
    with pytest.raises(ExpressionStopped, match="运算量超过上限"):
        compiled.value(frame)
    assert frame.steps < 0 or "上年" in text


def test_a_catastrophic_pattern_is_stopped_by_its_time() -> None:
    compiled = compile_expression("匹配(资金用途, “(字|字)*$”)", names_of("project"), WHERE)
    with pytest.raises(ExpressionStopped, match="匹配时间过长"):
        compiled.value(frame_of("project", project=replace(PROJECT, purpose="字" * 60 + "。")))


def test_catastrophic_patterns_of_one_check_share_their_time() -> None:
    frame = frame_of("project", project=replace(PROJECT, purpose="字" * 60 + "。"), slow=0.06)
    compiled = compile_expression("匹配(资金用途, “(字|字)*$”)", names_of("project"), WHERE)
    for _ in range(3):
        with pytest.raises(ExpressionStopped):
            compiled.value(frame)
    assert frame.slow < 0.02


def test_repetitive_texts_are_compared_in_part_and_share_their_time() -> None:
    texts = replace(PROJECT, purpose="字a" * 300, name="a字字" * 200)
    compiled = compile_expression("相似度(资金用途, 项目名称) > 50%", names_of("project"), WHERE)
    frame = frame_of("project", project=texts)
    assert compiled.value(frame) is True
    with pytest.raises(ExpressionStopped, match="相似度"):
        compiled.value(frame_of("project", project=texts, slow=0.0))


def test_no_steps_are_lost_in_the_frame_of_the_year_before() -> None:
    frame = frame_of("project")
    compile_expression("上年(合计(指标.权重)) = 30", names_of("project"), WHERE).value(frame)
    assert frame.steps < frame_of("project").steps


def test_the_language_is_compiled_and_never_evaluated() -> None:
    forbidden = {"eval", "exec", "compile", "__import__", "getattr", "setattr"}
    home = Path(auditkit.rulefile.__file__).parent / "language"
    for name in ("scan", "syntax", "compiler", "naming", "operations", "loops", "calls", "functions"):
        tree = ast.parse((home / f"{name}.py").read_text(encoding="utf-8"))
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not called & forbidden, name


@pytest.mark.parametrize("name", sorted(name for name in dir(builtins) if name not in ("True", "False")))
def test_no_builtin_has_a_meaning_unless_we_gave_it_one(name: str) -> None:
    if name not in FUNCTIONS:
        with pytest.raises(ExpressionError):
            compile_expression(f"{name}(名称)", names_of("indicator"), WHERE)
    if name not in known_names(names_of("indicator")):
        with pytest.raises(ExpressionError):
            compile_expression(name, names_of("indicator"), WHERE)


# --- properties ---------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    "指标值 .数值 名称 权重 类别 满意度 = ≠ ≥ ＜ 且 或 非 属于 不属于 为空 不为空 ( ) （ ） [ ] ， 、 + － × ÷ 3 100% "
    "500万元 “甲” '乙' \" for i in 项目 .指标 if else 选项 .词 词表 合计( 任一( 上年( 匹配( 日期( 缺失( 真 . .. \n "
    "lambda __ { } : ; # \\ ` \x00 \ud800 \u202e 0.5 1e5 * ** % @ ! 预算数 描述 o a.b i.权重 i.类别".split(
        " "
    )
)
SOUP = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(PIECES, max_size=10).map("".join),
)


@settings(max_examples=600, deadline=None)
@given(SOUP, st.sampled_from(SCOPES))
def test_any_text_is_an_expression_or_is_refused(text: str, scope: Any) -> None:
    for make in (compile_expression, compile_template, resolve_field):
        try:
            make(text, names_of(scope), WHERE)
        except ExpressionError as error:
            assert str(error).startswith(str(WHERE))


def numbers() -> st.SearchStrategy[str]:
    leaves = st.sampled_from("权重 指标值.数值 指标值 3 0 0.5 选项.字数 年度 级次".split()[:-1])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
            st.builds("-{}".format, inner),
            st.builds("({} if {} > 1 else {})".format, inner, inner, inner),
            st.builds("{}({}, {})".format, st.sampled_from(["最大", "最小", "合计", "平均"]), inner, inner),
            st.builds("{}({})".format, st.sampled_from(["绝对值", "取整", "上年"]), st.just("权重")),
        ),
        max_leaves=6,
    )


def texts() -> st.SearchStrategy[str]:
    return st.sampled_from(["名称", "资金用途", "描述", "指标值", "单位", "“甲”", "金额单位", "上年(名称)"])


def conditions() -> st.SearchStrategy[str]:
    leaves = st.one_of(
        st.builds("{} {} {}".format, numbers(), st.sampled_from(["<", ">=", "==", "!=", "<="]), numbers()),
        st.builds("{} {} {}".format, texts(), st.sampled_from(["==", "!="]), texts()),
        st.builds(
            "{} {}".format,
            st.sampled_from("名称 描述 权重 指标值.数值 预算数 项目.指标".split()),
            st.sampled_from(["为空", "不为空"]),
        ),
        st.builds("类别 {} 满意度".format, st.sampled_from(["==", "!=", "属于"])),
        st.builds(
            "{}({}, {})".format,
            st.sampled_from(["含任一", "开头是"]),
            texts(),
            st.sampled_from(["模糊词", "选项.词", "[“甲”]"]),
        ),
        st.builds("字数({}) > {}".format, texts(), numbers()),
        st.builds("任一(i.权重 > {} for i in 项目.指标 if i.类别 == 类别)".format, numbers()),
        st.builds("个数(i for i in 项目.指标 if i.指标值.数值 > {}) > 1".format, numbers()),
        st.builds(
            "项目期.{} {} 日期({})".format,
            st.sampled_from(["开始", "结束"]),
            st.sampled_from(["<", ">="]),
            texts(),
        ),
        st.builds("预算数 {} 上年(预算数) * {}".format, st.sampled_from("<>"), numbers()),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds("({} 且 {})".format, inner, inner),
            st.builds("({} 或 {})".format, inner, inner),
            st.builds("非 ({})".format, inner),
            st.builds("({} if {} else {})".format, inner, inner, inner),
        ),
        max_leaves=5,
    )


BLANKABLE = st.one_of(st.none(), st.text(max_size=8), st.sampled_from(["", "切实有效", "用于设备"]))
DECIMALS = st.one_of(
    st.none(), st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12)
)
TARGETS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["≥95%", "500万元", "140万页", "2026年12月", "较高", "", "1-3天", "5‰"]),
)
ROWS = st.builds(
    Indicator,
    name=st.text(max_size=4),
    kind=st.sampled_from(["satisfaction", "unknown", "cost.economic"]),
    description=BLANKABLE,
    target=TARGETS.map(parse_target_value),
    weight=DECIMALS,
)
PROJECTS = st.builds(
    Project,
    name=st.sampled_from(["甲", ""]),
    year=st.one_of(st.none(), st.integers(2024, 2026)),
    period=st.one_of(
        st.none(),
        st.builds(
            Period, st.text(max_size=4), st.sampled_from([None, "2026", "12", "x"]), st.just("2026-02-28")
        ),
    ),
    money_unit=BLANKABLE,
    budget=st.builds(Budget, total=st.one_of(st.none(), st.builds(Money, st.text(max_size=4), DECIMALS))),
    purpose=BLANKABLE,
    indicators=st.lists(ROWS, min_size=1, max_size=3).map(tuple),
    fields=st.sets(st.sampled_from(["purpose", "year", "weight", "description"])).map(frozenset),
)
ODD_OPTIONS = st.dictionaries(
    st.sampled_from(sorted(OPTIONS)),
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=5),
        st.lists(st.text(max_size=3)),
        st.decimals(),
        st.dictionaries(st.text(), st.none()),
    ),
    max_size=3,
)


@settings(max_examples=400, deadline=None)
@given(conditions(), PROJECTS, PROJECTS, ODD_OPTIONS)
def test_a_well_typed_expression_has_a_value_on_any_data(
    text: str, project: Project, other: Project, options: dict[str, Any]
) -> None:
    try:
        compiled = compile_expression(text, names_of("indicator"), WHERE)
    except ExpressionError as error:
        assert any(word in str(error) for word in ("过长", "不能", "没有填写", "数不要加引号")), error
        return
    batch = Batch((Submission("a", "txt", (project, other)),))
    frame = Frame(
        batch=batch,
        submission=batch.submissions[0],
        project=project,
        indicator=project.indicators[0],
        options={**OPTIONS, **options},
        lexicons=LEXICONS,
    )
    try:
        value = compiled.value(frame)
    except (ExpressionFailed, ExpressionStopped) as stopped:
        assert str(stopped).endswith("。")
    else:
        assert value is True or value is False or value.reason.endswith("，无法判断。")
    compile_template(f"{{{text}}}", names_of("indicator"), WHERE)


FULL_WIDTH = {ord(sign): twin for sign, twin in zip("()[],+-*/<>.%", "（）［］，＋－×÷＜＞．％", strict=True)}
FULL_WIDTH |= {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}
FULL_WIDTH[ord(" ")] = "\u3000"


@settings(max_examples=300, deadline=None)
@given(conditions())
def test_full_width_writing_means_the_same(text: str) -> None:
    wide = (
        text.replace("==", "＝")
        .replace("!=", "≠")
        .replace("<=", "≤")
        .replace(">=", "≥")
        .translate(FULL_WIDTH)
    )

    def outcome(written: str) -> Any:
        try:
            compiled = compile_expression(written, names_of("indicator"), WHERE)
        except ExpressionError as error:
            return type(error)
        return compiled.value(frame_of("indicator", 3))

    assert outcome(text) == outcome(wide)


@given(st.text(max_size=40))
def test_only_the_allowed_nodes_pass_the_parser(text: str) -> None:
    try:
        _, tree = parse(text, WHERE)
    except ExpressionError:
        return
    assert not any(
        isinstance(node, ast.Constant | ast.Lambda | ast.Subscript | ast.Dict) for node in ast.walk(tree)
    )


def test_the_steps_of_a_check_are_bounded() -> None:
    assert step_budget(BATCH) < 10**6
    assert frame_of("indicator").steps == 100_000
    assert Decimal(1)
