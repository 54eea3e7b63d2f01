"""Run code that is not ours so that whatever it does costs only itself and is told in one sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any, TypeVar

__all__ = ["ForeignError", "one_line", "run_foreign"]

Made = TypeVar("Made")
_MOST = 300


class ForeignError(Exception):
    """What foreign code did, as one Chinese sentence."""


def run_foreign(call: Callable[..., Made], *arguments: Any) -> Made:
    """What ``call`` returns; what it prints goes to standard error, since ours is for reports.

    Raises:
        ForeignError: for anything it raises but KeyboardInterrupt, ``sys.exit`` included.
    """
    try:
        with redirect_stdout(sys.stderr):
            return call(*arguments)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise ForeignError(_sentence(error)) from error


def one_line(value: object) -> str:
    """The text of anything on one line, not too long, whatever its ``__str__`` does."""
    try:
        text = " ".join(str(value).split())
    except Exception:  # noqa: BLE001 - an exception that cannot even be shown
        text = "（内容无法显示）"
    return text if len(text) <= _MOST else text[:_MOST] + "…"


def _sentence(error: BaseException) -> str:
    kind = type(error).__name__
    if isinstance(error, SyntaxError):
        where = f"{error.filename or '源文件'} 第{error.lineno}行"
        return f"{where}语法有误（{kind}: {one_line(error.msg)}），请改正。"
    if isinstance(error, ImportError) and error.name:
        return f"缺少模块 {error.name}（{kind}: {one_line(error)}），请安装它或改正名称。"
    if isinstance(error, SystemExit):
        return f"调用了 sys.exit（{kind}: {one_line(error.code)}），请去掉。"
    return f"{kind}: {one_line(error)}"
