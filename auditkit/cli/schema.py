"""``auditkit schema``: print the JSON Schema of a format, for editors and other programs."""

from __future__ import annotations

from difflib import get_close_matches

import click

from auditkit.cli.chinese import ChineseCommand

__all__ = ["schema"]

_NAMES = (
    "rules",
    "pack",
    "settings",
    "waivers",
    "cases",
    "submission",
    "report",
    "layout",
    "words",
    "added_words",
    "policy",
    "grading",
)


@click.command(cls=ChineseCommand)
@click.argument("name", metavar="[名字]", required=False)
@click.option("--output", "-o", metavar="文件", help="写到此文件，不写屏幕。")
def schema(name: str | None, output: str | None) -> int:
    """输出一种格式的 JSON Schema；不写名字时列出全部。

    \b
    在编辑器里：把它存成文件，在 YAML 第一行写
      # yaml-language-server: $schema=文件路径
    写规则时就有提示和检查。
    """
    import json

    from auditkit_schemas import load_schema

    if name is None:
        width = max(map(len, _NAMES))
        click.echo("\n".join(f"{item:<{width}}  {load_schema(item)['title']}" for item in _NAMES))
        return 0
    if name not in _NAMES:
        near = get_close_matches(name, _NAMES, n=1)
        hint = f"是不是“{near[0]}”？" if near else f"可用：{'、'.join(_NAMES)}。"
        raise click.UsageError(f"没有格式“{name}”，{hint}")
    data = (json.dumps(load_schema(name), ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    if output is None:
        click.echo(data, nl=False)
        return 0
    from pathlib import Path

    from auditkit.cli.paths import write_file

    try:
        write_file(Path(output), data)
    except OSError as error:
        raise click.UsageError(f"{output} 写不进去（{error.strerror or error}），请换一个位置。") from None
    click.echo(f"已写入 {output}", err=True)
    return 0
