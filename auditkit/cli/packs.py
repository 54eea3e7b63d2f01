"""``auditkit rules pack`` and ``auditkit rules verify``: a pack in one file, to be carried by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditkit.cli.chinese import ChineseCommand

if TYPE_CHECKING:
    from auditkit.rulefile.packs.draft import Header
    from auditkit.rulefile.packs.pack_files import PackFiles

__all__ = ["pack", "verify"]

_TEXTS = (".yaml", ".yml", ".md", ".txt", ".json")


@click.command(cls=ChineseCommand, short_help="把规则包文件夹打成一个文件，便于传递。")
@click.argument("folder", metavar="文件夹")
@click.option("--output", "-o", metavar="文件", help="写到此文件；不写时为 名字-版本.akpack。")
def pack(folder: str, output: str | None) -> int:
    """把规则包文件夹打成一个 .akpack 文件：先检查能否加载，再逐个文件记下校验值。

    同样的内容打出的文件完全一样。里面只有 YAML 和说明文字，不带程序。
    """
    from auditkit.cli.paths import write_file
    from auditkit.rule import PackError
    from auditkit.rulefile.packs.archive import SUFFIX, write_archive
    from auditkit.rulefile.packs.pack_files import collect_files

    home = Path(folder)
    if not home.is_dir():
        raise click.UsageError(f"{folder} 不是文件夹，请写规则包文件夹的路径。")
    header = _checked(home)
    if header is None:
        return 2
    try:
        source = collect_files(home, home.as_posix(), _TEXTS)
    except PackError as error:
        raise click.UsageError(str(error)) from None
    data = write_archive(source.files, _card(header))
    target = Path(output or f"{header.id}-{header.version}{SUFFIX}")
    if target.suffix.lower() != SUFFIX:
        raise click.UsageError(f"{target} 的文件名应以 {SUFFIX} 结尾。")
    try:
        write_file(target, data)
    except OSError as error:
        raise click.UsageError(f"{target} 写不进去（{error.strerror or error}），请换一个位置。") from None
    for path in _left_out(home, source):
        click.echo(f"未收入：{path}（只收 YAML 和说明文字）", err=True)
    click.echo(f"已写入 {target}：{header.title}（{header.id} {header.version}），{len(source.files)} 个文件")
    click.echo(f"sha256 {_sha256(data)}")
    return 0


def _checked(home: Path) -> Header | None:
    """The header of the pack, once it has loaded without a fault; else None, with the faults told."""
    from auditkit.plugins import LocalPack, load_plugins
    from auditkit.rule import PackError
    from auditkit.rulefile.packs.draft import read_drafts

    try:
        drafts = read_drafts(home, home.as_posix())
    except PackError as error:
        raise click.UsageError(str(error)) from None
    if len(drafts) > 1 or not drafts[0].header.given:
        raise click.UsageError(
            f"{home.as_posix()} 里没有写明 pack 的 pack.yaml，请先补上 id、title 和 version。"
        )
    if drafts[0].modules:
        named = drafts[0].modules[0]
        raise click.UsageError(f"{named} 是 Python 规则，单文件规则包只带 YAML；请改成 pip 安装的插件。")
    plugins = load_plugins(local=[LocalPack(home, home.as_posix())])
    plugins.rule_packs()
    faults = plugins.cards[home.as_posix()].faults
    for fault in faults:
        click.echo(f"错误：{fault}", err=True)
    return None if faults else drafts[0].header


def _card(header: Header) -> dict[str, Any]:
    return {
        "id": header.id,
        "title": header.title,
        "version": header.version,
        "requires": header.requires,
        "extends": list(header.extends),
    }


def _left_out(home: Path, source: PackFiles) -> list[str]:
    below = (path.relative_to(home) for path in sorted(home.rglob("*")) if path.is_file())
    visible = [
        path.as_posix()
        for path in below
        if not any(part.startswith(".") or part == "__pycache__" for part in path.parts)
    ]
    return [path for path in visible if path not in source.files]


def _sha256(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()


@click.command(cls=ChineseCommand, short_help="核对一个 .akpack 文件是否完整。")
@click.argument("file", metavar="文件")
def verify(file: str) -> int:
    """逐个文件核对 .akpack 的校验值，列出里面的文件；不完整时指出第一个损坏、缺少或多出的文件。"""
    from auditkit import __version__
    from auditkit.rule import PackError
    from auditkit.rulefile.packs.archive import read_archive
    from auditkit.rulefile.packs.requirement import unmet

    try:
        manifest, source = read_archive(Path(file), file)
    except PackError as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"{manifest.title}（{manifest.id} {manifest.version}）")
    if manifest.extends:
        click.echo(f"沿用：{'、'.join(manifest.extends)}")
    for path in source.files:
        click.echo(f"  完好  {path}")
    click.echo(f"{len(source.files)} 个文件全部完好。")
    click.echo(f"sha256 {_sha256(Path(file).read_bytes())}")
    told = unmet(manifest.requires, __version__) if manifest.requires else ""
    if told:
        click.echo(f"提示：{told}", err=True)
    return 0
