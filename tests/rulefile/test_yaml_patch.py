"""A changed file reads as wanted, and every line that had no part in it is still there."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from test_yaml_writer import values

from auditkit.rulefile.sheets.yaml_patch import patch_yaml, same
from auditkit.rulefile.sheets.yaml_writer import dump_yaml
from auditkit.strict_yaml import load_yaml

PACK = """\
# yaml-language-server: $schema=.schemas/rules.schema.json
auditkit: 1
# 头
pack: {id: baodi, title: 宝坻}  # 一行

options:
  满意度上限: 100%   # 区里定的
  # 字数
  最少字数: 10

rules:
# 第一条
- code: BD-101   # 编号
  title: 甲
  severity: warning            # error | warning | note
  # 为什么
  explain: |
    # 不是注释
    内容

  tests:
  - flag: {类别: 满意度}   # 一例

# 第二条
- code: BD-102
  title: 乙

# 第三条
-   code: BD-103
    title: 丙
# 尾
"""


def change(text: str, **changes: Any) -> tuple[Any, str, bool]:
    data = load_yaml(text, "t.yaml")
    by_code = {rule["code"]: rule for rule in data["rules"]}
    for code, fields in changes.items():
        rule = by_code.setdefault(code.replace("_", "-"), {"code": code.replace("_", "-")})
        rule.update(fields)
    data["rules"] = list(by_code.values())
    patched, lost = patch_yaml(text, data, "t.yaml", ".schemas/rules.schema.json")
    assert same(load_yaml(patched, "t.yaml"), data)
    return data, patched, lost


def test_a_changed_value_changes_its_own_line_and_keeps_the_comment_there() -> None:
    _, patched, lost = change(PACK, BD_101={"severity": "note"})
    assert not lost
    assert patched == PACK.replace(
        "severity: warning            # error", "severity: note            # error"
    )


def test_a_changed_block_text_changes_its_own_lines() -> None:
    _, patched, _ = change(PACK, BD_101={"explain": "新\n"})
    assert patched == PACK.replace("    # 不是注释\n    内容\n", "    新\n")


def test_a_new_rule_comes_last_and_a_new_key_where_it_belongs() -> None:
    data = load_yaml(PACK, "t.yaml")
    data["rules"][1] = {"code": "BD-102", "name": "second", "title": "乙"}
    data["rules"].append({"code": "BD-104", "title": "丁"})
    patched, lost = patch_yaml(PACK, data, "t.yaml")
    assert not lost
    assert patched == PACK.replace("- code: BD-102\n", "- code: BD-102\n  name: second\n").replace(
        "    title: 丙\n", "    title: 丙\n\n- code: BD-104\n  title: 丁\n"
    )


def test_a_removed_rule_leaves_all_other_lines() -> None:
    data = load_yaml(PACK, "t.yaml")
    del data["rules"][1]
    patched, lost = patch_yaml(PACK, data, "t.yaml")
    assert (patched, lost) == (PACK.replace("- code: BD-102\n  title: 乙\n\n", ""), False)
    text = "rules:\n- code: A-101\n\n- code: A-102\n"
    assert patch_yaml(text, {"rules": [{"code": "A-101"}]}, "t.yaml") == ("rules:\n- code: A-101\n", False)


def test_a_flow_mapping_and_an_option_are_replaced_in_place() -> None:
    data = load_yaml(PACK, "t.yaml")
    data["pack"]["version"] = "1.0.0"
    data["options"]["满意度上限"] = "98%"
    patched, lost = patch_yaml(PACK, data, "t.yaml")
    assert not lost
    assert "  满意度上限: 98%   # 区里定的\n  # 字数\n" in patched
    assert "pack: {id: baodi, title: 宝坻, version: 1.0.0}  # 一行\n" in patched


def test_all_rules_removed_leave_an_empty_list() -> None:
    data = load_yaml(PACK, "t.yaml")
    data["rules"] = []
    patched, lost = patch_yaml(PACK, data, "t.yaml")
    assert lost
    assert "\nrules: []\n" in patched


def test_windows_line_ends_and_a_missing_last_one_are_kept() -> None:
    text = PACK.removesuffix("# 尾\n").removesuffix("\n").replace("\n", "\r\n")
    _, patched, lost = change(text, BD_103={"title": "新"}, BD_109={"title": "加"})
    assert not lost
    assert patched.count("\n") == patched.count("\r\n")
    assert patched.endswith("title: 新\r\n\r\n- code: BD-109\r\n  title: 加\r\n")


def test_a_file_in_flow_style_is_written_anew_and_says_that_comments_went() -> None:
    text = "# 头\nauditkit: 1\nrules: [{code: BD-101, title: 甲},\n  # 注\n  {code: BD-102}]\n"
    _, patched, lost = change(text, BD_102={"title": "乙"})
    assert patched.startswith("# yaml-language-server: $schema=")
    assert "# 头\nauditkit: 1\n" in patched
    assert "- code: BD-102\n  title: 乙\n" in patched
    assert lost == ("# 注" not in patched)


def test_an_unchanged_file_is_not_touched() -> None:
    assert patch_yaml(PACK, load_yaml(PACK, "t.yaml"), "t.yaml", ".schemas/rules.schema.json") == (
        PACK,
        False,
    )


codes = st.sampled_from(["A-101", "A-102", "A-103", "A-104"])
entries = st.dictionaries(st.sampled_from(["title", "where", "tests", "是否", "a b"]), values, max_size=3)
packs = st.fixed_dictionaries(
    {"auditkit": st.just(1)},
    optional={
        "options": st.dictionaries(st.text(max_size=3), values, max_size=3),
        "rules": st.dictionaries(codes, entries, max_size=4),
    },
)


def listed(pack: dict[str, Any]) -> dict[str, Any]:
    if "rules" not in pack:
        return pack
    return {**pack, "rules": [{"code": code, **rule} for code, rule in pack["rules"].items()]}


@settings(max_examples=300, deadline=None)
@given(packs, packs)
def test_any_file_patched_into_any_other_reads_as_that(old: dict[str, Any], new: dict[str, Any]) -> None:
    patched, _ = patch_yaml(
        dump_yaml(listed(old), ".schemas/rules.schema.json"),
        listed(new),
        "t.yaml",
        ".schemas/rules.schema.json",
    )
    assert same(load_yaml(patched, "t.yaml"), listed(new))


def test_a_case_added_to_a_list_leaves_the_others_as_they_were() -> None:
    data = load_yaml(PACK, "t.yaml")
    data["rules"][0]["tests"].append({"pass": {"类别": "数量"}})
    patched, lost = patch_yaml(PACK, data, "t.yaml")
    assert not lost
    assert patched == PACK.replace("# 一例\n", "# 一例\n  - pass:\n      类别: 数量\n")


def test_a_changed_case_keeps_its_style() -> None:
    data = load_yaml(PACK, "t.yaml")
    data["rules"][0]["tests"][0]["flag"]["类别"] = "数量"
    patched, lost = patch_yaml(PACK, data, "t.yaml")
    assert (patched, lost) == (PACK.replace("{类别: 满意度}", "{类别: 数量}"), False)
