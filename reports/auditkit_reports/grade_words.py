"""How reports show a reference grade: the grade with its hint, and the arithmetic part by part."""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Audited, Project, ReferenceGrade, plain
from auditkit_reports.wording import SEVERITY

__all__ = ["arithmetic", "grade_of", "grade_words"]


def grade_of(item: Audited, project: Project) -> ReferenceGrade | None:
    """The reference grade of a project; None when none was asked for."""
    return next((grade for grade in item.grades if grade.pointer == project.pointer), None)


def grade_words(grade: ReferenceGrade) -> str:
    """``参考等次：良（86.5 分）``, always with what it is not."""
    return f"参考等次：{grade.grade}（{plain(grade.score)} 分）。{grade.hint}。"


def arithmetic(grade: ReferenceGrade) -> Iterator[str]:
    """One line a part, the sum, and what was not counted."""
    for part in grade.parts:
        steps = "".join(
            f" − {plain(item.points)}（{'、'.join(item.rules)} {SEVERITY[item.severity]}"
            f"{item.times}处{'，已到上限' if item.capped else ''}）"
            for item in part.deductions
        )
        left = part.full - sum(item.points for item in part.deductions)
        floor = "（不足 0 分按 0 分）" if left < 0 else ""
        yield f"{part.name}：{plain(part.full)}{steps or '，没有扣分'}" + (
            f" = {plain(part.score)}{floor}" if steps else ""
        )
    if grade.uncounted:
        yield f"另有 {grade.uncounted} 处问题不属于以上各部分，没有计分"
    sums = " + ".join(plain(part.score) for part in grade.parts)
    yield f"合计：{sums} = {plain(grade.score)}，为“{grade.grade}”"
