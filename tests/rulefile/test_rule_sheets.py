"""Rules go to a workbook and come back as they were; every wrong row is named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_yaml_writer import texts, values

from auditkit.cli.rule_sheets import export_rules, import_rules
from auditkit.rulefile.packs.pack_files import PackFiles, collect_files
from auditkit.rulefile.sheets.book import read_book
from auditkit.rulefile.sheets.cells import exact
from auditkit.rulefile.sheets.columns import COLUMNS
from auditkit.rulefile.sheets.export import write_workbook
from auditkit.rulefile.sheets.merge import merge_book
from auditkit.rulefile.sheets.rows import SheetError, read_row, write_row
from auditkit.rulefile.sheets.source import PackSource, read_source
from auditkit.rulefile.sheets.yaml_writer import dump_yaml
from auditkit.strict_yaml import load_yaml

PACK = """\
# yaml-language-server: $schema=.schemas/pack.schema.json
auditkit: 1
pack:
  id: baodi-2026
  title: 宝坻区 2026 年绩效目标审核细则   # 名称
  version: 1.0.0
lexicons:
  空话: [有效, 进一步]
options:
  满意度上限: 100%   # 区里定的
policy:
  P88-13.3: {document: 财预〔2015〕88号, clause: 第十三条, certainty: found}
"""
RULES = """\
# yaml-language-server: $schema=../.schemas/rules.schema.json
auditkit: 1
rules:
# 满意度
- code: BD-101
  name: satisfaction_target_of_100
  title: 满意度指标值不得设为 100%
  severity: warning            # error | warning | note
  confidence: 0.9
  dimension: appropriateness
  basis: [P88-13.3]
  for_each: 指标               # 批次 | 申报 | 项目 | 指标
  where: 类别 = 满意度
  flag_when: 指标值.数值 ≥ 选项.满意度上限
  message: 满意度指标“{名称}”指标值为“{指标值}”，过于绝对，难以实现。
  suggest: 改为可实现、可测量的值，如“≥90%”。
  at: 指标值
  tests:
    - flag: {类别: 满意度, 名称: 群众满意度, 指标值: "≥100%"}
      says: 过于绝对
    - pass: {类别: 满意度, 名称: 群众满意度, 指标值: "≥95%"}
    - not_judged: {类别: 满意度, 名称: 群众满意度, 指标值: 较高}

# 用途
- code: BD-102
  name: purpose_not_filled
  title: 资金用途未填写
  severity: error
  dimension: 完整性
  for_each: 项目
  check: required
  fields: [资金用途]
  tests: [{flag: {资金用途: ""}}, {pass: {资金用途: 用于设备采购}}]
"""
PYTHON = '''\
"""名称过长。

检查什么
    名称。
"""

from auditkit import Issue, Project, make_rule

raise SystemExit("本文件不应被运行")


@make_rule(code="BD-901", title="项目名称过长", severity="note", confidence=0.7)
def over_long_name(project: Project):
    yield Issue(project, "过长")
'''


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    home = tmp_path / "baodi"
    (home / "rules").mkdir(parents=True)
    (home / "lexicons").mkdir()
    (home / "pack.yaml").write_text(PACK, encoding="utf-8")
    (home / "rules" / "指标.yaml").write_text(RULES, encoding="utf-8")
    (home / "lexicons" / "绝对词.yaml").write_text("words: [杜绝, 零事故]\nsource: 本区\n", encoding="utf-8")
    return home


def call(command: click.Command, *arguments: object) -> int:
    """Run a command as the program does: usage errors are told and give 2."""
    try:
        code = command.main([str(item) for item in arguments], standalone_mode=False)
    except click.ClickException as error:
        click.echo(f"错误：{error.message}", err=True)
        return 2
    return int(code)


@pytest.fixture
def sheet(pack: Path) -> Path:
    target = pack.parent / "规则.xlsx"
    assert call(export_rules, pack, target) == 0
    return target


def edit(sheet: Path, change: Callable[[Any], None]) -> None:
    """Change a workbook as a person would; ``change`` gets it opened by openpyxl."""
    book = openpyxl.load_workbook(sheet)
    change(book)
    book.save(sheet)


def put(book: Any, row: int, table: str = "规则", **cells: Any) -> None:
    columns = {cell.value: cell.column for cell in book[table][1]}
    for heading, value in cells.items():
        cell = book[table].cell(row, columns[heading])
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"


def text_of(pack: Path) -> dict[str, str]:
    return {
        path.relative_to(pack).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(pack.rglob("*.yaml"))
    }


NEW_RULE = {
    "编号": "BD-150",
    "英文名": "too_low",
    "标题": "满意度指标值过低",
    "级别": "建议完善",
    "适用对象": "指标",
    "条件": "类别 = 满意度",
    "检查": "成立则违规",
    "表达式": "指标值.数值 < 60%",
    "提示语": "=过低：{指标值}",
    "维度": "适当性",
    "违规示例": "类别=满意度; 名称=群众满意度; 指标值=≥50%",
    "正确示例": "类别=满意度; 名称=群众满意度; 指标值=≥95%",
}


def test_a_rule_is_one_row_in_the_words_of_reviewers() -> None:
    first, second = load_yaml(RULES, "t.yaml")["rules"]
    row = write_row(first)
    assert row["级别"] == "应当修改"
    assert row["检查"] == "成立则违规"
    assert row["表达式"] == "指标值.数值 ≥ 选项.满意度上限"
    assert row["违规示例"] == "类别=满意度; 名称=群众满意度; 指标值=≥100%; @提示=过于绝对"
    assert row["未判断示例"] == "类别=满意度; 名称=群众满意度; 指标值=较高"
    row = write_row(second)
    assert (row["检查"], row["字段"], row["违规示例"]) == ("必须填写", "资金用途", '资金用途=""')


keys = (
    "name title severity for_each where flag_when require message suggest at basis dimension related".split()
)
keys += "evidence options default overrides formerly explain confidence tests 未知 @原样 @写法 @次序".split()
cases = st.lists(
    st.builds(
        lambda kind, given, more: {kind: given, **more},
        st.sampled_from(["flag", "pass", "not_judged", "not_applicable"]),
        st.one_of(st.none(), st.dictionaries(texts, values, max_size=3)),
        st.dictionaries(st.sampled_from(["says", "at", "title", "options", "odd"]), values, max_size=2),
    ),
    max_size=4,
)
usual = {
    "severity": st.sampled_from(["error", "note", "必须修改", "bad"]),
    "for_each": st.sampled_from(["指标", "project", "x"]),
    "dimension": st.sampled_from(["form", "规范性"]),
    "default": st.sampled_from(["on", "strict", "启用"]),
    "check": st.sampled_from(["required", "pattern", "coverage", "no_such"]),
    "fields": st.lists(texts, max_size=3),
    "field": texts,
    "pattern": texts,
    "levels": values,
    "tests": cases,
    "basis": st.lists(st.one_of(texts, st.dictionaries(st.sampled_from(["key", "document", "文件"]), texts))),
    "evidence": st.lists(st.fixed_dictionaries({"label": texts, "value": st.one_of(texts, st.integers())})),
    "related": st.lists(texts, max_size=3),
    "options": st.dictionaries(texts, values, max_size=3),
    "confidence": st.decimals(0, 1, places=2),
    **dict.fromkeys(("title", "where", "flag_when", "require", "message", "explain"), texts),
}
entries = st.builds(
    lambda odd, one, code: {**odd, **one, "code": code},
    st.dictionaries(st.sampled_from(keys), values, max_size=3),
    st.fixed_dictionaries({}, optional=usual),
    st.one_of(st.from_regex(r"[A-Z]{2}-[0-9]{3}", fullmatch=True), texts.filter(str.strip)),
)


@settings(max_examples=500, deadline=None)
@given(entries)
def test_any_entry_comes_back_from_its_row_as_it_was(entry: dict[str, Any]) -> None:
    found, faults = read_row(write_row(entry))
    assert not faults
    assert exact(found, entry)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(entries, min_size=1, max_size=3, unique_by=lambda entry: entry["code"]),
    st.fixed_dictionaries(
        {"pack": values, "odd": values},
        optional={
            "lexicons": st.dictionaries(texts.filter(str.strip), values, max_size=3),
            "options": st.dictionaries(texts.filter(str.strip), values, max_size=3),
            "overrides": st.lists(st.fixed_dictionaries({"rule": texts, "reason": values}), max_size=2),
        },
    ),
)
def test_any_pack_comes_back_from_its_workbook_as_it_was(rules: list[Any], head: dict[str, Any]) -> None:
    data = {"auditkit": 1, **head, "rules": rules}
    source = read_source(PackFiles("t.yaml", {"": dump_yaml(data).encode()}))
    book = read_book(write_workbook(source), "t.xlsx")
    merged = merge_book(book, PackSource({}, {}, {}), single=True, delete=False, schema_of=lambda path: "")
    needed = ("不能为空", "不是规则包里")
    assert [str(fault) for fault in merged.faults if not fault.message.startswith(needed)] == []
    if not merged.faults:
        assert exact(load_yaml(merged.whole[""], "t.yaml"), data)
    for row, entry in zip(book.tables["规则"].rows, rules, strict=True):
        assert exact(read_row(row.cells)[0], entry)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from([column.heading for column in COLUMNS]), texts, max_size=12))
def test_any_row_gives_an_entry_or_sentences(cells: dict[str, str]) -> None:
    _, faults = read_row(cells)
    assert all(heading and message for heading, message in faults)


def test_texts_that_look_like_formulas_stay_text(pack: Path, sheet: Path) -> None:
    edit(sheet, lambda book: put(book, 4, **NEW_RULE))
    assert call(import_rules, sheet, pack) == 0
    assert call(export_rules, pack, sheet, "--force") == 0
    cells = [cell for row in openpyxl.load_workbook(sheet)["规则"].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=过低：{指标值}" in [cell.value for cell in cells]


def test_a_workbook_has_drop_downs_a_frozen_head_and_its_other_sheets(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    assert book.sheetnames == ["规则", "词表", "参数", "规则包", "检查", "说明"]
    rules = book["规则"]
    assert rules.freeze_panes == "D2"
    assert rules.auto_filter.ref is not None
    assert len(rules.data_validations.dataValidation) == 5
    assert (rules.page_setup.orientation, rules.page_setup.paperSize) == ("landscape", 9)
    words = {cell.value for cell in book["检查"]["A"]}
    assert {"成立则违规", "必须填写", "各类都有"} <= words


def test_importing_what_was_exported_changes_no_file(
    pack: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text_of(pack)
    assert call(import_rules, sheet, pack, "--delete") == 0
    assert "没有要改的" in capsys.readouterr().out
    assert text_of(pack) == before


def test_a_pack_made_anew_from_its_workbook_holds_the_same(pack: Path, sheet: Path) -> None:
    fresh = pack.parent / "fresh"
    assert call(import_rules, sheet, fresh) == 0
    old = {path: load_yaml(text, path) for path, text in text_of(pack).items()}
    new = {path: load_yaml(text, path) for path, text in text_of(fresh).items()}
    assert exact(new, old)
    assert (fresh / ".schemas" / "rules.schema.json").is_file()
    assert (fresh / "rules" / "指标.yaml").read_text(encoding="utf-8").startswith("# yaml-language-server")


def test_only_what_was_changed_is_written(
    pack: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text_of(pack)
    edit(sheet, lambda book: (put(book, 2, 级别="建议完善"), put(book, 4, **NEW_RULE)))  # type: ignore[func-returns-value]
    assert call(import_rules, sheet, pack, "--dry-run") == 0
    assert text_of(pack) == before
    assert call(import_rules, sheet, pack) == 0
    assert "改 BD-101；增 BD-150" in capsys.readouterr().out
    after = text_of(pack)
    assert after["pack.yaml"] == before["pack.yaml"]
    changed = before["rules/指标.yaml"].replace(
        "severity: warning            #", "severity: note            #"
    )
    assert after["rules/指标.yaml"].startswith(changed)
    rest = load_yaml("rules:\n" + after["rules/指标.yaml"][len(changed) :], "t.yaml")["rules"]
    assert [rule["code"] for rule in rest] == ["BD-150"]
    assert rest[0]["message"] == "=过低：{指标值}"


def test_a_missing_rule_goes_only_when_asked(
    pack: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text_of(pack)["rules/指标.yaml"]
    edit(sheet, lambda book: book["规则"].delete_rows(2))
    assert call(import_rules, sheet, pack) == 0
    assert "仍然保留：BD-101" in capsys.readouterr().err
    assert text_of(pack)["rules/指标.yaml"] == before
    assert call(import_rules, sheet, pack, "--delete") == 0
    after = text_of(pack)["rules/指标.yaml"]
    assert "BD-101" not in after
    assert after.endswith(before[before.index("# 用途") :])


def test_every_wrong_row_is_named_and_nothing_is_written(
    pack: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text_of(pack)

    def spoil(book: Any) -> None:
        put(book, 2, 级别="很严重", 表达式=None, 违规示例="类别 满意度", 文件="../外面.yaml")
        put(book, 3, 编号="BD-101", 检查="必需填写", 标题=None)
        put(book, 4, **{**NEW_RULE, "检查": "条数", "字段": "指标", "参数": "至小=1", "表达式": None})
        book["规则"]["H5"] = "=1+1"
        put(book, 2, "词表", 词语=None)
        put(book, 2, "参数", 值='"没有收尾; [')
        put(book, 2, "规则包", 类别="其它")

    edit(sheet, spoil)
    assert call(import_rules, sheet, pack) == 2
    told = capsys.readouterr().err
    for part in (
        "“规则”表第2行“级别”：“很严重”不是可选的内容，只能是 必须修改",
        "“规则”表第2行“表达式”：检查为“成立则违规”时要写表达式",
        "“规则”表第2行“违规示例”：“类别 满意度”应写成“名=值”",
        "“规则”表第2行“文件”：“../外面.yaml”不是规则包里的规则文件",
        "“规则”表第3行“编号”：编号 BD-101 与第2行重复",
        "“规则”表第3行“检查”：“必需填写”不是可选的内容，是不是“必须填写”？",
        "“规则”表第3行“标题”：不能为空",
        "“规则”表第4行“字段”：检查“条数”不用这一列",
        "“规则”表第4行“参数”：“至小”不是检查“条数”的参数，是不是“至少”？",
        "“规则”表第5行“表达式”：是公式",
        "“词表”表第2行“词语”：没有词语",
        "“规则包”表第2行“类别”：“其它”不是可选的内容",
        "没有写入任何文件",
    ):
        assert part in told
    assert text_of(pack) == before


def test_a_rule_that_does_not_compile_is_named_by_its_row_and_column(
    pack: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = text_of(pack)

    def spoil(book: Any) -> None:
        put(book, 2, 条件="类别 = 满意庋", 违规示例="类别=满意度; 名成=群众满意度")
        put(book, 3, 字段="资金用徒")

    edit(sheet, spoil)
    assert call(import_rules, sheet, pack) == 2
    told = capsys.readouterr().err
    assert "“规则”表第2行（BD-101）“条件”：" in told
    assert "“规则”表第2行（BD-101）“违规示例”：" in told
    assert "“规则”表第3行（BD-102）“字段”：" in told
    assert text_of(pack) == before


def test_word_lists_options_and_the_header_are_changed_too(pack: Path, sheet: Path) -> None:
    def change(book: Any) -> None:
        put(book, 2, "参数", 值="98%")
        put(book, 3, "参数", 名称="最少字数", 值="10")
        rows = {book["词表"].cell(row, 1).value: row for row in (2, 3)}
        put(book, rows["空话"], "词表", 例外="有效期、有效率")
        put(book, rows["绝对词"], "词表", 词语="杜绝、零事故、零投诉")
        put(book, 4, "词表", 名称="新词", 词语='"甲、乙"、丙', 文件="lexicons/新词.yaml")
        put(book, 4, "规则包", 内容="1.1.0")

    edit(sheet, change)
    assert call(import_rules, sheet, pack) == 0
    head = (pack / "pack.yaml").read_text(encoding="utf-8")
    assert "  满意度上限: 98%   # 区里定的\n  最少字数: 10\n" in head
    assert "  version: 1.1.0\n" in head
    data = load_yaml(head, "t.yaml")
    assert data["lexicons"]["空话"] == {"words": ["有效", "进一步"], "exceptions": ["有效期", "有效率"]}
    assert (
        (pack / "lexicons" / "绝对词.yaml")
        .read_text(encoding="utf-8")
        .startswith("words: [杜绝, 零事故, 零投诉]\n")
    )
    assert load_yaml((pack / "lexicons" / "新词.yaml").read_text(encoding="utf-8"), "t") == ["甲、乙", "丙"]


def test_a_word_list_taken_out_goes_with_its_file_only_when_asked(pack: Path, sheet: Path) -> None:
    def drop(book: Any) -> None:
        names = [book["词表"].cell(row, 1).value for row in (2, 3)]
        book["词表"].delete_rows(2 + names.index("绝对词"))

    edit(sheet, drop)
    assert call(import_rules, sheet, pack) == 0
    assert (pack / "lexicons" / "绝对词.yaml").exists()
    assert call(import_rules, sheet, pack, "--delete") == 0
    assert not (pack / "lexicons" / "绝对词.yaml").exists()


def test_python_rules_are_shown_and_never_run_or_imported(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pack / "over_long_name.py").write_text(PYTHON, encoding="utf-8")
    target = pack.parent / "py.xlsx"
    assert call(export_rules, pack, target) == 0
    rows = list(openpyxl.load_workbook(target)["规则"].iter_rows(values_only=True))
    shown = dict(zip(rows[0], rows[-1], strict=True))
    assert (shown["编号"], shown["检查"], shown["文件"]) == ("BD-901", "只读（Python）", "over_long_name.py")
    assert (shown["标题"], shown["级别"], shown["适用对象"]) == ("项目名称过长", "建议完善", "项目")
    (pack / "over_long_name.py").write_text("def (", encoding="utf-8")
    assert call(export_rules, pack, pack.parent / "broken.xlsx") == 0
    rows = list(openpyxl.load_workbook(pack.parent / "broken.xlsx")["规则"].iter_rows(values_only=True))
    assert "有语法错误" in str(rows[-1])
    (pack / "over_long_name.py").write_text(PYTHON, encoding="utf-8")
    edit(target, lambda book: put(book, 4, 标题="改也没用"))
    assert call(import_rules, target, pack) == 0
    assert "1 条 Python 规则只供查看" in capsys.readouterr().err
    assert (pack / "over_long_name.py").read_text(encoding="utf-8") == PYTHON


def test_a_rule_moves_when_its_file_is_changed(pack: Path, sheet: Path) -> None:
    edit(sheet, lambda book: put(book, 3, 文件="rules/项目.yaml"))
    assert call(import_rules, sheet, pack) == 0
    files = {path: load_yaml(text, path) for path, text in text_of(pack).items()}
    assert [rule["code"] for rule in files["rules/指标.yaml"]["rules"]] == ["BD-101"]
    assert [rule["code"] for rule in files["rules/项目.yaml"]["rules"]] == ["BD-102"]


def test_a_column_taken_out_of_the_workbook_takes_nothing_out_of_the_rules(pack: Path, sheet: Path) -> None:
    def drop(book: Any) -> None:
        columns = {cell.value: cell.column for cell in book["规则"][1]}
        for heading in ("其他", "文件", "依据", "未判断示例", "修改建议"):
            book["规则"].delete_cols(columns[heading])
            columns = {cell.value: cell.column for cell in book["规则"][1]}
        for name in ("词表", "参数", "规则包", "检查", "说明"):
            del book[name]

    before = text_of(pack)
    edit(sheet, drop)
    assert call(import_rules, sheet, pack, "--delete") == 0
    assert text_of(pack) == before


def test_a_heading_nearly_right_is_a_fault_and_a_strange_one_is_left_aside(
    pack: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(sheet, lambda book: book["规则"].cell(1, len(COLUMNS) + 1, "经办人"))
    assert call(import_rules, sheet, pack) == 0
    assert "“经办人”列不是规则的内容，没有导入" in capsys.readouterr().err
    edit(sheet, lambda book: book["规则"].cell(1, 11, "提示语句"))
    assert call(import_rules, sheet, pack) == 2
    assert "“规则”表第1行“提示语句”：不认识这一列，是不是“提示语”？" in capsys.readouterr().err


def test_numbers_percentages_and_dates_typed_as_such_are_read_as_seen(pack: Path, sheet: Path) -> None:
    def change(book: Any) -> None:
        put(book, 2, 置信度=0.85)
        put(book, 2, "参数", 值=0.95)
        book["参数"]["B2"].number_format = "0%"
        put(book, 3, "参数", 名称="截止日", 值=date(2026, 11, 30))
        put(book, 4, "参数", 名称="人数", 值=300)

    edit(sheet, change)
    assert call(import_rules, sheet, pack) == 0
    options = load_yaml((pack / "pack.yaml").read_text(encoding="utf-8"), "t.yaml")["options"]
    assert options == {"满意度上限": "95%", "截止日": "2026-11-30", "人数": 300}
    rule = load_yaml((pack / "rules" / "指标.yaml").read_text(encoding="utf-8"), "t.yaml")["rules"][0]
    assert rule["confidence"] == Decimal("0.85")


def test_a_pack_of_one_file_goes_out_and_comes_back(tmp_path: Path) -> None:
    home = tmp_path / "baodi.yaml"
    text = PACK + RULES.partition("auditkit: 1\n")[2]
    home.write_text(text, encoding="utf-8")
    assert call(export_rules, home, tmp_path / "a.xlsx") == 0
    assert call(import_rules, tmp_path / "a.xlsx", home) == 0
    assert home.read_text(encoding="utf-8") == text
    edit(tmp_path / "a.xlsx", lambda book: put(book, 3, 标题="资金用途空白"))
    assert call(import_rules, tmp_path / "a.xlsx", home) == 0
    assert home.read_text(encoding="utf-8") == text.replace("资金用途未填写", "资金用途空白")
    assert call(import_rules, tmp_path / "a.xlsx", tmp_path / "new.yml") == 0
    assert list(load_yaml((tmp_path / "new.yml").read_text(encoding="utf-8"), "t")) == [
        "auditkit", "pack", "options", "lexicons", "policy", "rules"
    ]  # fmt: skip


def test_a_long_word_list_takes_several_rows_and_a_rule_too_long_is_refused() -> None:
    words = [f"第{number}个很长很长的词语" for number in range(6000)]
    data = {"auditkit": 1, "lexicons": {"长表": words}, "rules": [{"code": "BD-101"}]}
    source = read_source(PackFiles("t.yaml", {"": dump_yaml(data).encode()}))
    book = read_book(write_workbook(source), "t.xlsx")
    assert len(book.tables["词表"].rows) > 2
    merged = merge_book(book, source, single=True, delete=True, schema_of=lambda path: "")
    assert not [fault for fault in merged.faults if fault.sheet == "词表"]
    long = {"auditkit": 1, "rules": [{"code": "BD-101", "check": "words", "words": words}]}
    with pytest.raises(SheetError, match=r"BD-101.*太长"):
        write_workbook(read_source(PackFiles("t.yaml", {"": dump_yaml(long).encode()})))


def test_a_workbook_in_the_way_is_not_overwritten(
    pack: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sheet.read_bytes()
    assert call(export_rules, pack, sheet) == 2
    assert "已经存在" in capsys.readouterr().err
    assert sheet.read_bytes() == before


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "不是 .xlsx 文件"),
        (b"PK\x03\x04 broken", "不是 .xlsx 文件"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "不是 .xlsx 文件"),
        (b"\0" * 20_000_001, "超过 20 MB"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(SheetError, match=says):
        read_book(data, "t.xlsx")


def test_a_workbook_without_rules_and_a_damaged_one_are_refused() -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with pytest.raises(SheetError, match="没有“规则”表"):
        read_book(out.getvalue(), "t.xlsx")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types")
    with pytest.raises(SheetError, match="读不了"):
        read_book(out.getvalue(), "t.xlsx")


def test_a_write_that_fails_puts_all_files_back(
    pack: Path, sheet: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from auditkit.cli import paths

    edit(sheet, lambda book: (put(book, 2, 标题="新标题"), put(book, 2, "参数", 值="98%")))  # type: ignore[func-returns-value]
    before = text_of(pack)
    write = paths.write_file
    written: list[Path] = []

    def fail_at_second(path: Path, data: bytes) -> None:
        written.append(path)
        if len(written) == 2:
            raise PermissionError(13, "Permission denied")
        write(path, data)

    monkeypatch.setattr(paths, "write_file", fail_at_second)
    assert call(import_rules, sheet, pack) == 2
    assert "没有改动任何文件" in capsys.readouterr().err
    assert text_of(pack) == before


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("auditkit: 1\nrules:\n- name: x\n", "第3行：这条规则没有编号"),
        ("auditkit: 1\nrules: 3\n", "第2行：rules 下面应是"),
        ("- 1\n", "应以“auditkit: 1”开头"),
        ("a: [\n", "不是合法的 YAML"),
        ("rules:\n- code: BD-101\n- code: BD-101\n", "规则号 BD-101 重复"),
    ],
)
def test_a_pack_that_fits_no_workbook_is_refused(
    tmp_path: Path, text: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert call(export_rules, tmp_path / "a.yaml", tmp_path / "a.xlsx") == 2
    assert says in capsys.readouterr().err


def test_the_example_pack_comes_back_as_it_was(tmp_path: Path) -> None:
    home = Path(__file__).parents[2] / "examples" / "packs" / "linhe-district"
    source = read_source(collect_files(home, "linhe"))
    book = read_book(write_workbook(source), "t.xlsx")
    merged = merge_book(book, source, single=False, delete=True, schema_of=lambda path: "")
    assert (merged.faults, merged.texts) == ([], {})
    fresh = merge_book(book, PackSource({}, {}, {}), single=False, delete=False, schema_of=lambda path: "")
    assert exact({path: load_yaml(text, path) for path, text in fresh.whole.items()}, dict(source.data))
