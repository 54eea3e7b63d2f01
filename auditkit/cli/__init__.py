"""Parse arguments, audit, write, exit. Heavy imports wait inside the commands."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from auditkit.cli.chinese import LazyGroup, explain_usage_error

__all__ = ["application", "run"]

_COMMANDS = {
    "check": "审核文件或文件夹，给出问题清单。",
    "inspect": "查看从一个文件里读到了什么。",
    "layout": "教程序读一种新的表：由样表提出草稿，测试草稿。",
    "rules": "列出全部规则；编写、测试、打包自己的规则。",
    "explain": "说明一条规则：查什么、为什么、依据和参数。",
    "config": "查看现在生效的设置、规则包和改动，以及各自的出处。",
    "plugins": "列出插件和规则包：版本、来源、是否正常、带来什么。",
    "schema": "输出一种格式的 JSON Schema，供编辑器和其他程序使用。",
}
"""Each command and what it does; its module, of the same name, is imported when it is called."""


def _show_version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from auditkit import __version__

        click.echo(f"auditkit {__version__}")
        ctx.exit()


@click.group(cls=LazyGroup, commands_of=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="显示版本并退出。",
)
def application() -> None:
    """预算绩效目标审核工具：读入绩效目标表，按规则逐格审核，给出问题清单。

    \b
    最常用：
      auditkit check 申报文件夹 --format xlsx,html --output 审核结果
    """


def run(arguments: Sequence[str]) -> int:
    """Run the command line with these arguments and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A console in another code page must not break a report on a character it lacks.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = application.main(list(arguments), prog_name="auditkit", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return 2
    except click.ClickException as error:
        click.echo(f"错误：{explain_usage_error(error)}", err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。", err=True)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 2
    return code if isinstance(code, int) else 0
