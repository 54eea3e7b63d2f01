"""``auditkit rules new``: a rule, a pack or a plugin package to start from, with passing tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from auditkit.cli.chinese import ChineseCommand

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["new"]

_KINDS = ("rule", "python", "pack", "plugin")
_SCHEMAS = {
    "rule.yaml": "rules",
    "pack.yaml": "pack",
    "pack_rules.yaml": "rules",
    "python_rule_tests.yaml": "cases",
}


@click.command(cls=ChineseCommand, short_help="生成一条规则、一个规则包或一个插件，自带能通过的测试。")
@click.argument("kind", metavar="种类", type=click.Choice(_KINDS))
@click.argument("target", metavar="路径")
@click.option("--code", metavar="规则号", default="ORG-101", help="规则号，如 LH-101（默认 ORG-101）。")
@click.option("--title", metavar="标题", help="规则或规则包的中文标题。")
def new(kind: str, target: str, code: str, title: str | None) -> int:
    """\b
    种类：
      rule     YAML 规则文件，路径如 规则包/rules/满意度.yaml
      python   Python 规则及其用例，路径如 规则包/over_long_name.py
      pack     规则包文件夹（pack.yaml、rules/）
      plugin   可用 pip 安装的插件包
    """
    from pathlib import Path

    from auditkit.rule import CODE

    if not CODE.match(code):
        raise click.UsageError(f"规则号“{code}”不合规定，应如 LH-101（大写字母、短横、三位数字）。")
    path = Path(target)
    files = {"rule": _rule, "python": _python, "pack": _pack, "plugin": _plugin}[kind](path, code, title)
    taken = next((name for name in files if name.exists()), None)
    if taken is not None:
        raise click.UsageError(f"{taken} 已经存在，没有改动任何文件；请换一个路径。")
    for name, text in files.items():
        name.parent.mkdir(parents=True, exist_ok=True)
        name.write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"已生成 {name.as_posix()}")
    click.echo(f"接下来：{_next_step(kind, path)}")
    return 0


def _next_step(kind: str, path: Path) -> str:
    home = path.as_posix()
    if kind == "plugin":
        return f"pip install -e {home}，再运行 auditkit plugins"
    if kind == "python":
        return f"auditkit rules test {path.parent.as_posix()} --trust-python"
    return f"auditkit rules test {home}"


def _filled(template: str, here: Path, **values: str) -> str:
    """A template with its holes filled; YAML gets the schema's place for the editor."""
    from importlib.resources import files
    from string import Template

    text = (files("auditkit.cli") / "templates" / template).read_text(encoding="utf-8")
    return Template(text).substitute(values, schema=_schema_place(template, here))


def _schema_place(template: str, here: Path) -> str:
    """Where the editor finds the schema: beside the pack, so that it works offline and moves along."""
    return f"{'../' if here.parent.name == 'rules' else ''}.schemas/{_SCHEMAS.get(template, 'rules')}.schema.json"


def _schemas(home: Path) -> dict[Path, str]:
    """The schemas that the YAML of a pack points to; those already there are left alone."""
    import json

    from auditkit_schemas import load_schema

    return {
        path: json.dumps(load_schema(name), ensure_ascii=False, indent=1) + "\n"
        for name in ("rules", "pack", "cases")
        if not (path := home / ".schemas" / f"{name}.schema.json").exists()
    }


def _home(path: Path) -> Path:
    """The pack's folder of a rule file."""
    return path.parent.parent if path.parent.name in ("rules", "tests") else path.parent


def _rule(path: Path, code: str, title: str | None) -> dict[Path, str]:
    if path.suffix not in (".yaml", ".yml"):
        raise click.UsageError(f"{path}：规则文件的名字要以 .yaml 结尾。")
    values = {"code": code, "title": title or "满意度指标值不得设为100%"}
    name = _python_name(path.stem) or "satisfaction_target_of_100"
    return {path: _filled("rule.yaml", path, name=name, **values), **_schemas(_home(path))}


def _python_name(stem: str) -> str:
    """The stem as a rule's English name, or nothing when it cannot be one."""
    name = stem.replace("-", "_").lower()
    return name if name.isascii() and name.isidentifier() else ""


def _python(path: Path, code: str, title: str | None) -> dict[Path, str]:
    name = _python_name(path.stem)
    if path.suffix != ".py" or not name:
        raise click.UsageError(f"{path}：文件名要是英文小写加下划线的 .py，如 over_long_name.py。")
    values = {"code": code, "title": title or "满意度指标值不得设为100%", "name": name}
    cases = path.parent / "tests" / f"{name}.yaml"
    return {
        path: _filled("python_rule.py.txt", path, **values),
        cases: _filled("python_rule_tests.yaml", cases, **values).replace("=.schemas", "=../.schemas"),
        **_schemas(path.parent),
    }


def _pack(path: Path, code: str, title: str | None, identity: str = "") -> dict[Path, str]:
    from auditkit import __version__

    identity = identity or _identity(path)
    values = {"id": identity, "title": title or f"{path.name} 审核细则", "version": __version__}
    head, rules = path / "pack.yaml", path / "rules" / "示例.yaml"
    return {
        head: _filled("pack.yaml", head, **values),
        rules: _filled("pack_rules.yaml", rules, prefix=code.rpartition("-")[0] or "ORG"),
        path / "README.md": _filled("README.md", path, folder=path.as_posix(), **values),
        **_schemas(path),
    }


def _identity(path: Path) -> str:
    name = path.name.lower().replace("_", "-").replace(" ", "-")
    return name if name.isascii() and name.strip("-") else "my-rules"


def _plugin(path: Path, code: str, title: str | None) -> dict[Path, str]:
    from auditkit import __version__

    identity = _identity(path)
    package = identity.replace("-", "_")
    values = {"id": identity, "package": package, "title": title or "审核细则", "version": __version__}
    source = path / "src" / package
    return {
        path / "pyproject.toml": _filled("plugin.toml", path, **values),
        source / "__init__.py": _filled("plugin_init.py.txt", path, **values),
        path / "tests" / "test_rules.py": _filled("plugin_test.py.txt", path, **values),
        **_pack(source / "rules_pack", code, title, identity),
    }
