"""公开文本含个人敏感信息

检查什么
    填写的内容里有身份证号（核对校验位）、手机号、银行卡号（核对校验位）。
为什么
    绩效目标随预算公开，公开前应当脱敏。
示例
    不通过：救助张某（身份证号 18 位数字全写出）
    通过：救助符合条件的当事人
不报的情形
    单位编码、项目代码、文号；校验位不符的数字。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Issue, NotApplicable, Outcome, Project, make_rule
from auditkit_rules.performance_target._cells import cells_of
from auditkit_rules.performance_target.lists import words

_LIST = words("personal_information")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def _identity_fits(number: str) -> bool:
    """The last character of an 18-character identity number, by GB 11643."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()


def _card_fits(number: str) -> bool:
    """The check digit of a bank card (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


_PROOFS = {"身份证号": _identity_fits, "银行卡号": _card_fits}


def _found(text: str) -> Iterator[tuple[str, str]]:
    for entry in _LIST.entries:
        for hit in entry["pattern"].finditer(text):
            proof = _PROOFS.get(entry["label"])
            if proof is None or proof(hit.group()):
                yield entry["label"], hit.group()


def _masked(number: str) -> str:
    return number[:3] + "*" * (len(number) - 5) + number[-2:]


@make_rule(code="TXT109", title="公开文本含个人敏感信息", severity="warning", confidence=0.9, basis=("DOM-4",))
def personal_data(project: Project) -> Iterator[Outcome]:
    """Numbers are masked in what is said: an issue list is passed on as well."""
    cells = list(cells_of(project))
    if not cells:
        yield NotApplicable("没有填写的文字")
    for cell in cells:
        found = list(dict.fromkeys(_found(cell.text)))
        if not found:
            continue
        told = "、".join(f"{label}（{_masked(number)}）" for label, number in found)
        quote = cell.text
        for _, number in found:
            quote = quote.replace(number, _masked(number))
        yield Issue(
            message=f"{cell.label}写有{told}，属个人信息，公开前应当脱敏。",
            suggestion="删除，或以“某某”“***”代替，只写对象的范围和人数。",
            subject=cell.subject,
            field=cell.field,
            quote=quote,
        )
