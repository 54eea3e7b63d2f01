"""``auditkit rules export`` and ``auditkit rules import``: rules as a workbook, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditkit.cli.chinese import ChineseCommand

if TYPE_CHECKING:
    from auditkit.rulefile.packs.pack_files import PackFiles
    from auditkit.rulefile.sheets.merged import Merged

__all__ = ["export_rules", "import_rules"]

_YAML = (".yaml", ".yml")
_SHEET = ".xlsx"
_SCHEMA_OF = {"header": "pack", "rules": "rules"}


@click.command(name="export", cls=ChineseCommand, short_help="把规则包导出为 Excel 工作簿，一行一条规则。")
@click.argument("pack", metavar="规则包")
@click.argument("file", metavar="工作簿.xlsx")
@click.option("--force", is_flag=True, help="工作簿已经存在时也写，原来的内容会丢失。")
def export_rules(pack: str, file: str, force: bool) -> int:
    """把规则包（文件夹、.yaml 或 .akpack）导出为工作簿：一行一条规则，另有词表、参数和填写说明。

    改好后用 auditkit rules import 写回规则包。
    """
    from auditkit.cli.paths import write_file
    from auditkit.rulefile.sheets.export import write_workbook
    from auditkit.rulefile.sheets.rows import SheetError
    from auditkit.rulefile.sheets.source import read_source

    target = _workbook(file)
    if target.exists() and not force:
        raise click.UsageError(f"{file} 已经存在，没有改动；请换一个文件名，或加 --force 覆盖它。")
    try:
        source = read_source(_files(Path(pack)))
        data = write_workbook(source)
    except SheetError as error:
        raise click.UsageError(str(error)) from None
    try:
        write_file(target, data)
    except OSError as error:
        raise click.UsageError(_unwritable(target, error)) from None
    python = f"（另有 {len(source.modules)} 个 Python 文件，只供查看）" if source.modules else ""
    click.echo(f"已导出 {sum(1 for _ in source.rules())} 条规则到 {target.as_posix()}{python}")
    click.echo(f"改好后运行：auditkit rules import {target.as_posix()} {Path(pack).as_posix()}")
    return 0


@click.command(name="import", cls=ChineseCommand, short_help="把改好的工作簿写回规则包。")
@click.argument("file", metavar="工作簿.xlsx")
@click.argument("pack", metavar="规则包")
@click.option("--delete", is_flag=True, help="工作簿里没有的规则、词表、参数也从规则包里删去。")
@click.option("--dry-run", is_flag=True, help="只检查、只列出会改什么，不写文件。")
@click.option(
    "--rules", "folders", metavar="路径", multiple=True, help="规则包所继承的、没有安装的规则包；可写多次。"
)
def import_rules(file: str, pack: str, delete: bool, dry_run: bool, folders: tuple[str, ...]) -> int:
    """把工作簿写回规则包（文件夹或 .yaml，没有的会新建）。

    有任何一行不对，就逐行说明错在哪里、怎样改，什么也不写。没有改动的规则在文件里一字不动。
    """
    from auditkit.rulefile.sheets.book import read_book
    from auditkit.rulefile.sheets.merge import merge_book
    from auditkit.rulefile.sheets.rows import SheetError
    from auditkit.rulefile.sheets.source import read_source

    home = Path(pack)
    try:
        book = read_book(_bytes_of(_workbook(file)), file)
        single = home.suffix.lower() in _YAML
        source = read_source(_files(home, new=True))
        merged = merge_book(book, source, single=single, delete=delete, schema_of=_schema_place)
    except SheetError as error:
        raise click.UsageError(str(error)) from None
    faults = [str(fault) for fault in merged.faults] or _load_faults(merged, home, folders)
    for fault in faults:
        click.echo(f"错误：{fault}", err=True)
    if faults:
        click.echo(f"共 {len(faults)} 处不对，没有写入任何文件。", err=True)
        return 2
    if not dry_run:
        _write_all(home, merged.texts)
    _report(merged, home, dry_run)
    return 0


def _workbook(file: str) -> Path:
    if not file.lower().endswith(_SHEET):
        raise click.UsageError(
            f"{file} 不是 {_SHEET} 文件；用法：export 规则包 工作簿.xlsx，import 工作簿.xlsx 规则包。"
        )
    return Path(file)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise click.UsageError(f"{path} 打不开（{error.strerror or error}），请检查路径。") from None


def _unwritable(path: Path, error: OSError) -> str:
    return f"{path} 写不进去（{error.strerror or error}）；如果正在 Excel 或 WPS 里打开，请先关闭。"


def _files(home: Path, new: bool = False) -> PackFiles:
    """The files of the pack; with ``new`` it need not be there yet, and must be one that can be written."""
    from auditkit.rule import PackError
    from auditkit.rulefile.packs.archive import SUFFIX, read_archive
    from auditkit.rulefile.packs.pack_files import PackFiles, collect_files

    origin = home.as_posix()
    try:
        if home.is_dir():
            return collect_files(home, origin)
        if home.suffix.lower() in _YAML and home.is_file():
            return PackFiles(origin, {"": _bytes_of(home)})
        if home.suffix.lower() == SUFFIX and not new:
            return read_archive(home, origin)[1]
    except PackError as error:
        raise click.UsageError(str(error)) from None
    if home.exists() or home.suffix.lower() == SUFFIX:
        raise click.UsageError(f"{origin} 应是规则包文件夹或规则文件（.yaml），请检查路径。")
    if not new:
        raise click.UsageError(f"{origin} 不存在，请检查规则包的路径。")
    return PackFiles(origin, {})


def _schema_place(path: str) -> str:
    """Where editors find the schema of a file: beside the pack, as ``auditkit rules new`` lays it."""
    from auditkit.rulefile.packs.pack_contents import kind_of_file

    schema = _SCHEMA_OF.get(kind_of_file(path))
    return f"{'../' * path.count('/')}.schemas/{schema}.schema.json" if schema else ""


def _load_faults(merged: Merged, home: Path, folders: Sequence[str]) -> list[str]:
    """What is wrong with the pack as it would be, by the rows of the workbook; it is loaded from a copy."""
    from tempfile import TemporaryDirectory

    from auditkit.plugins import LocalPack, load_plugins
    from auditkit.rulefile.sheets.places import tell_by_row

    origin = home.as_posix()
    with TemporaryDirectory(prefix="auditkit-") as place:
        copy = Path(place) / (home.name or "rules")
        for path, text in merged.whole.items():
            target = copy / path if path else copy
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        others = [LocalPack(Path(text), Path(text).as_posix()) for text in folders]
        plugins = load_plugins(local=[*others, LocalPack(copy, origin)])
        plugins.rule_packs()
    merged.notices += plugins.notices
    card = plugins.cards.get(origin)
    return tell_by_row(card.faults if card else (), merged, origin)


def _write_all(home: Path, texts: Mapping[str, str | None]) -> None:
    """Write all files or none: when one cannot be written, those written before it are put back."""
    from auditkit.cli.paths import write_file

    wanted = {home / path if path else home: text for path, text in texts.items()}
    before: dict[Path, bytes | None] = {}
    path = home
    try:
        for path, text in wanted.items():
            before[path] = path.read_bytes() if path.exists() else None
            if text is None:
                path.unlink(missing_ok=True)
            else:
                write_file(path, text.encode())
    except OSError as error:
        for done, data in before.items():
            if data is None:
                done.unlink(missing_ok=True)
            elif not done.exists() or done.read_bytes() != data:
                write_file(done, data)
        raise click.UsageError(f"{_unwritable(path, error)}没有改动任何文件。") from None
    _add_schemas(home.parent if "" in texts else home, texts)


def _add_schemas(folder: Path, texts: Mapping[str, str | None]) -> None:
    """The schemas that the written files name, where they are not there yet."""
    import json

    from auditkit.cli.paths import write_file
    from auditkit_schemas import load_schema

    for name in _SCHEMA_OF.values():
        path = folder / ".schemas" / f"{name}.schema.json"
        named = any(f".schemas/{name}.schema.json" in (text or "")[:300] for text in texts.values())
        if named and not path.exists():
            write_file(path, (json.dumps(load_schema(name), ensure_ascii=False, indent=1) + "\n").encode())


def _report(merged: Merged, home: Path, dry_run: bool) -> None:
    for notice in dict.fromkeys(merged.notices):
        click.echo(f"提示：{notice}", err=True)
    for path, changes in merged.changes.items():
        name = home / path if path else home
        told = "；".join(f"{verb} {'、'.join(names)}" for verb, names in changes.items())
        click.echo(f"{'将改动' if dry_run else '已改动'} {name.as_posix()}：{told}")
    if not merged.changes:
        click.echo("工作簿与规则包一致，没有要改的。")
    elif dry_run:
        click.echo("以上是试算，没有写入任何文件；去掉 --dry-run 再运行就会写入。")
