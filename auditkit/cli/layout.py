"""``auditkit layout``: teach the program a form it does not know, and test what it makes of it."""

from __future__ import annotations

import click

from auditkit.cli.chinese import ChineseGroup
from auditkit.cli.layout_new import new
from auditkit.cli.layout_test import test

__all__ = ["layout"]


@click.group(cls=ChineseGroup)
def layout() -> None:
    """教程序读一种新的表：由样表提出草稿，测试草稿读得对不对。

    \b
    一般的顺序：
      auditkit layout new 样表.docx -o 新表.yaml     提出草稿，按注释核对
      auditkit layout test 新表.yaml 样表.docx       看读出什么、漏了什么
      auditkit inspect --explain 样表.docx           看每一格成了什么
    """


for command in (new, test):
    layout.add_command(command)
