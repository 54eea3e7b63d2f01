"""What the commands on rules call severities, scopes, defaults and bases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditkit.finding import Basis

__all__ = ["DEFAULT", "SCOPE", "SEVERITY", "cite"]

SEVERITY: Mapping[str, str] = {"error": "必须修改", "warning": "应当修改", "note": "建议完善"}
DEFAULT: Mapping[str, str] = {"on": "", "strict": "（仅从严方案）", "off": "（默认关闭）"}
SCOPE: Mapping[str, str] = {"batch": "整批", "submission": "整份申报", "project": "项目", "indicator": "指标"}
_CERTAINTY: Mapping[str, str] = {
    "found": "原文已核",
    "high": "待核对原文",
    "medium": "待核对原文",
    "low": "仅作线索",
}


def cite(basis: Basis) -> str:
    """A basis in one line, with how certain its text is."""
    number = f"（{basis.number}）" if basis.number else ""
    says = f"：{basis.says}" if basis.says else ""
    return f"{basis.document}{number}{basis.clause}〔{_CERTAINTY[basis.certainty]}〕{says}"
