"""click that speaks Chinese: headings, help option and the sentences of its usage errors."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

__all__ = ["ChineseCommand", "ChineseGroup", "LazyGroup", "explain_usage_error"]

_HELP = "显示本说明并退出。"


class _Chinese(click.Command):
    """The parts of help that commands and groups share."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        pieces = super().collect_usage_pieces(ctx)
        words = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]..."}
        return [words.get(piece, piece) for piece in pieces]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = [row for option in options if (row := option.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)


class ChineseCommand(_Chinese):
    """A command with Chinese help."""


class ChineseGroup(_Chinese, click.Group):
    """A group with Chinese help and a hint for a mistyped command."""

    command_class = ChineseCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _Chinese.format_options(self, ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, self.caption(ctx, name)) for name in self.list_commands(ctx)])

    def caption(self, ctx: click.Context, name: str) -> str:
        """What a command of the group does, in one line."""
        command = self.get_command(ctx, name)
        return command.get_short_help_str(limit=80) if command is not None else ""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        known = self.list_commands(ctx)
        if name not in known and not name.startswith("-"):
            near = get_close_matches(name, known, n=1)
            hint = f"是不是“{near[0]}”？" if near else f"可用的命令：{'、'.join(known)}。"
            raise click.UsageError(f"没有命令“{name}”，{hint}", ctx)
        return super().resolve_command(ctx, args)


class LazyGroup(ChineseGroup):
    """A group whose commands are modules of this package, imported when called: help pays for none."""

    def __init__(self, *args: Any, commands_of: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._captions = commands_of

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._captions)

    def caption(self, ctx: click.Context, name: str) -> str:
        return self._captions[name]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._captions:
            return None
        command: click.Command = getattr(import_module(f"auditkit.cli.{cmd_name}"), cmd_name)
        return command


def explain_usage_error(error: click.ClickException) -> str:
    """A usage error as one Chinese sentence; our own messages are Chinese already."""
    if isinstance(error, click.NoSuchOption):
        near = "、".join(error.possibilities or ())
        return f"没有选项 {error.option_name}" + (f"，是不是 {near}？" if near else "。")
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param is not None else ""
        return f"缺少参数 {name}。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 用法不对，请看 --help。"
    if isinstance(error, click.BadParameter) and error.param is not None:
        given = error.param.opts[0] if error.param.opts else error.param.human_readable_name
        if isinstance(error.param.type, click.Choice):
            return f"{given} 只能是：{'、'.join(map(str, error.param.type.choices))}。"
        return f"{given}：{error.message}"
    if type(error) is click.UsageError and "unexpected extra argument" in error.message:
        return "参数太多，请看 --help。"
    return error.message
