"""Check what stands in a rule file against its JSON Schema, and say it in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from auditkit.rulefile.load_checks import Faults, line_of, listed, near
from auditkit_schemas import load_schema

__all__ = ["KINDS", "check_entry", "check_file", "check_shape"]

KINDS = ("flag_when", "require", "check")
"""The keys of which a rule has exactly one."""

_SHOWN = 60
_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)[%％]")
_TYPES = {
    "object": "“键: 值”",
    "array": "列表（如 [甲, 乙]）",
    "string": "文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "真假（true 或 false）",
    "null": "空",
}


@cache
def _validator(check: str | None) -> Any:
    """For the file without its rules (None), or for an entry with this check's own keys (may be "")."""
    import jsonschema
    from referencing import Registry

    whole = load_schema("rules")
    defs = whole["$defs"]
    if check is None:
        schema = {key: whole[key] for key in ("type", "properties", "required", "additionalProperties")}
        schema["properties"] = {**schema["properties"], "rules": {"type": "array", "x-label": "规则"}}
    else:
        rule, own = defs["rule"], defs.get(f"check_{check}", {})
        schema = {
            "type": "object",
            "properties": {**rule["properties"], **own.get("properties", {})},
            "required": [*rule["required"], *own.get("required", [])],
            "additionalProperties": False,
        }
        schema["properties"]["check"] = {"type": "string"}
        if "anyOf" in own:
            schema["anyOf"] = own["anyOf"]
    # An empty registry, since jsonschema otherwise fetches whatever a $ref names.
    return jsonschema.Draft202012Validator({"$defs": defs, **schema}, registry=Registry())


def check_file(data: Any, faults: Faults) -> dict[str, Any]:
    """Note what is wrong with the file apart from its rules; what of it is sound, and all its ``rules``."""
    if not isinstance(data, Mapping):
        faults.add(1, f"应为“键: 值”形式的 YAML，现在是{_kind(data)}；请从 auditkit: 1 写起。")
        return {}
    sound = {key: value for key, value in data.items() if key in load_schema("rules")["properties"]}
    for error in _validator(None).iter_errors(data):
        for line, sentence in _sentences(error, data, "文件"):
            faults.add(line, sentence)
        _leave_out(sound, error)
    return sound


def _leave_out(sound: dict[str, Any], error: Any) -> None:
    """Take out what an error is about: one name of a section, or the section."""
    path = [
        *error.absolute_path,
        *([error.instance] if "propertyNames" in error.absolute_schema_path else []),
    ]
    if len(path) > 1 and path[0] != "pack" and isinstance(sound.get(path[0]), Mapping):
        sound[path[0]] = {name: value for name, value in sound[path[0]].items() if name != path[1]}
    elif path:
        sound.pop(path[0], None)


def check_entry(entry: Any, faults: Faults, line: int = 0) -> bool:
    """Note what is wrong with the shape of one rule; False when it cannot be compiled."""
    if not isinstance(entry, Mapping):
        faults.add(line, f"一条规则应为“键: 值”，现在是{_kind(entry)}。")
        return False
    named = f"规则 {entry.get('code')}" if isinstance(entry.get("code"), str) else "规则"
    check = entry.get("check")
    known = [name[6:] for name in load_schema("rules")["$defs"] if name.startswith("check_")]
    if "check" in entry and check not in known:
        faults.add(line_of(entry, "check"), f"{named}：没有名为“{check}”的检查{near(str(check), known)}")
        return False
    sound = True
    for error in _validator(str(check or "")).iter_errors(entry):
        for at, sentence in _sentences(error, entry, named):
            faults.add(at, sentence)
            sound = False
    return _one_kind(entry, named, faults) and sound


def _one_kind(entry: Mapping[str, Any], named: str, faults: Faults) -> bool:
    kinds = [key for key in KINDS if key in entry]
    if len(kinds) != 1:
        what = f"同时写了 {'、'.join(kinds)}" if kinds else "没有写查什么"
        faults.add(line_of(entry), f"{named}：{what}，请在 flag_when、require、check 中只写一个。")
        return False
    if kinds != ["check"] and "message" not in entry:
        faults.add(line_of(entry), f"{named}：缺少“message”（提示语），请补上。")
        return False
    return True


def check_shape(data: Any, file: str) -> list[str]:
    """All faults of shape of one rule file, one sentence each, by line."""
    faults = Faults(file)
    rules = check_file(data, faults).get("rules")
    for number, entry in enumerate(rules if isinstance(rules, list) else ()):
        check_entry(entry, faults, line_of(rules, number))
    return list(faults.sentences())


def _kind(value: Any) -> str:
    if value is None:
        return "空的"
    if isinstance(value, Mapping):
        return "“键: 值”"
    return "列表" if isinstance(value, list) else _quoted(value)


def _quoted(value: Any) -> str:
    text = {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"


def _place(data: Any, path: list[Any]) -> tuple[int, Any]:
    """The line of the value at a path, and the value."""
    line = line_of(data)
    for step in path:
        line = line_of(data, step) or line
        data = data[step]
    return line, data


def _named(path: list[Any]) -> str:
    words = [f"第{step + 1}项" if isinstance(step, int) else str(step) for step in path]
    return "“" + ".".join(words) + "”"


def _label(schema: Mapping[str, Any], key: str) -> str:
    """``“title”（标题）``: a key with the word that stands for it."""
    label = schema.get("properties", {}).get(key, {}).get("x-label")
    return f"“{key}”（{label}）" if label and label != key else f"“{key}”"


def _sentences(error: Any, data: Any, named: str) -> Iterator[tuple[int, str]]:
    """One error of jsonschema in our words; ``named`` is what the data are: a rule or the file."""
    path = list(error.absolute_path)
    line, value = _place(data, path)
    where = f"{named}：{_named(path)}" if path else f"{named}："
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    if "propertyNames" in error.absolute_schema_path:
        key = str(error.instance)
        yield (
            line_of(value, key) or line,
            f"{where}中的名字{_quoted(key)}不合规定，请改名（不能有空格和符号）。",
        )
    elif error.validator == "additionalProperties":
        known = list(schema.get("properties", ()))
        for key in value:
            if key not in known:
                yield (
                    line_of(value, key) or line,
                    f"{where}{'中' if path else ''}{_stranger(key, known, value)}",
                )
    elif error.validator == "required":
        key = next(key for key in error.validator_value if repr(key) in error.message)
        yield line_of(value) or line, f"{where}缺少{_label(schema, key)}，请补上。"
    elif error.validator == "anyOf" and (inner := [e for e in error.context if e.validator != "type"]):
        if all(one.validator == "required" and list(one.absolute_path) == path for one in inner):
            keys = [key for one in inner for key in one.validator_value]
            lacking = f"缺少“{keys[0]}”，请补上。" if len(keys) == 1 else f"{listed(keys)} 中至少写一项。"
            yield line_of(value) or line, where + lacking
        else:
            for one in inner:
                yield from _sentences(one, data, named)
    else:
        yield line, f"{where}{_fault(error, value, schema)}"


def _stranger(key: str, known: list[str], value: Mapping[str, Any]) -> str:
    """What to say of an unknown key; one that belongs to another check is told with this check's own."""
    own = load_schema("rules")["$defs"].get(f"check_{value.get('check')}", {}).get("properties")
    if own and key in _check_keys():
        return f"“{key}”不是检查 {value['check']} 的参数{near(key, own)}"
    return f"不认识“{key}”{near(key, known)}"


@cache
def _check_keys() -> frozenset[str]:
    defs = load_schema("rules")["$defs"]
    return frozenset(key for name in defs if name.startswith("check_") for key in defs[name]["properties"])


def _remedy(kinds: list[str], value: Any) -> str:
    """How a value of another type is written rightly, where one word tells."""
    if kinds == ["string"] and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f'，请加引号，写成 "{value}"'
    if kinds == ["number"] and (share := _SHARE.fullmatch(str(value))):
        return f"，请写成小数 {Decimal(share[1]) / 100}"
    return f"，请写成 [{value}]" if kinds == ["array"] and isinstance(value, str) and value else ""


def _fault(error: Any, value: Any, schema: Mapping[str, Any]) -> str:
    wanted = error.validator_value
    told = schema.get("description", "")
    if error.validator == "type":
        kinds = wanted if isinstance(wanted, list) else [wanted]
        types = "或".join(_TYPES[kind] for kind in kinds)
        return f"应为{types}，写的是{_kind(value)}{_remedy(kinds, value)}。"
    if error.validator == "enum":
        return f"写的是{_kind(value)}，只能写规定的词{near(str(value), map(str, wanted))}"
    if error.validator == "const":
        return f"应为 {wanted}，写的是{_quoted(value)}。"
    if error.validator in ("minLength", "minItems", "minProperties"):
        return f"至少写 {wanted} 项。" if value else "是空的，请填写。"
    if error.validator == "uniqueItems":
        return "里有重复的项，请去掉。"
    written = f"写的是{_kind(value)}，" if not isinstance(value, Mapping | list) else ""
    return f"{written}不合规定{f'：{told}' if told else '，请核对写法。'}"
