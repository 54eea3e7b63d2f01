"""The functions of expressions, and nothing else that can be called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from auditkit.rulefile.language import list_functions as lists
from auditkit.rulefile.language import text_functions as texts

__all__ = ["FUNCTIONS", "Function", "Parameter"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter. ``kind``: text, number, size (number or date), date, truth, list, words, pattern, field, any.

    ``words`` is a word list or a list of texts, ``pattern`` a literal, ``field`` a value that may be
    missing. With ``optional`` it may be left out; with ``repeated`` it stands for one list or for two
    and more single values.
    """

    name: str
    kind: str
    optional: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A function: ``names`` Chinese first, what it gives (``same``: what its list or first argument holds).

    ``call(frame, *values)`` gets values that are present; only lists and ``field`` values may hold
    what is missing. ``doc`` is the Chinese line of the manual.
    """

    names: tuple[str, str]
    parameters: tuple[Parameter, ...]
    kind: str
    call: Callable[..., Any]
    doc: str

    @property
    def usage(self) -> str:
        """How it is written: ``含任一(文字, 词表)``."""
        shown = [f"[{item.name}]" if item.optional else item.name for item in self.parameters]
        return f"{self.names[0]}({', '.join(shown)})"


_TEXT = Parameter("文字", "text")
_NUMBERS = Parameter("数的列表", "number", repeated=True)
_SIZES = Parameter("数或日期的列表", "size", repeated=True)
_TRUTHS = Parameter("判断的列表", "truth", repeated=True)

_ALL = (
    Function(
        ("合计", "sum"), (_NUMBERS,), "same", lists.add_up, "各项之和，没有项时为 0；有一项缺失则无法判断。"
    ),
    Function(
        ("个数", "count"),
        (Parameter("列表", "list"),),
        "number",
        lists.count,
        "列表里填写了的项有几个，空白的不算。",
    ),
    Function(("最大", "max"), (_SIZES,), "same", lists.largest, "最大的一项；有一项缺失或没有项则无法判断。"),
    Function(
        ("最小", "min"), (_SIZES,), "same", lists.smallest, "最小的一项；有一项缺失或没有项则无法判断。"
    ),
    Function(
        ("平均", "average"),
        (_NUMBERS,),
        "same",
        lists.average,
        "各项的平均数；有一项缺失或没有项则无法判断。",
    ),
    Function(("任一", "any"), (_TRUTHS,), "truth", lists.any_true, "至少有一项为真；没有项时为假。"),
    Function(("全部", "all"), (_TRUTHS,), "truth", lists.all_true, "每一项都为真；没有项时为真。"),
    Function(
        ("去重", "distinct"),
        (Parameter("列表", "list"),),
        "same list",
        lists.distinct,
        "相同的项只留第一个。",
    ),
    Function(
        ("含", "contains"), (_TEXT, Parameter("词", "text")), "truth", texts.contains, "文字里有这个词。"
    ),
    Function(
        ("含任一", "contains_any"),
        (_TEXT, Parameter("词表", "words")),
        "truth",
        texts.contains_any,
        "文字里有词表中的任何一个词；词表例外里的不算，如“有效期”里的“有效”。",
    ),
    Function(
        ("命中", "hits"),
        (_TEXT, Parameter("词表", "words")),
        "texts",
        texts.hits,
        "文字里有的词表中的词，按出现的次序，相同的只列一次；用在提示语里。",
    ),
    Function(
        ("开头是", "starts_with"),
        (_TEXT, Parameter("词或词表", "words")),
        "truth",
        texts.starts_with,
        "文字以这个词（或其中一个词）开头。",
    ),
    Function(
        ("结尾是", "ends_with"),
        (_TEXT, Parameter("词或词表", "words")),
        "truth",
        texts.ends_with,
        "文字以这个词（或其中一个词）结尾。",
    ),
    Function(
        ("匹配", "matches"),
        (_TEXT, Parameter("正则", "pattern")),
        "truth",
        texts.matches,
        "文字里找得到正则表达式；整段相符请写 ^…$。",
    ),
    Function(
        ("相似度", "similarity"),
        (Parameter("文字甲", "text"), Parameter("文字乙", "text")),
        "share",
        texts.similarity,
        "两段文字相同部分所占的比例，0 到 1，可与百分比比较；不计空格、标点和全半角，只看前 400 个字。",
    ),
    Function(("字数", "length"), (_TEXT,), "number", texts.length, "文字有几个字，空格和换行不算。"),
    Function(("日期", "date"), (Parameter("日期或文字", "date"),), "date", texts.date, "文字里写的日期。"),
    Function(("年份", "year"), (Parameter("日期或文字", "date"),), "number", texts.year, "日期的年份。"),
    Function(
        ("缺失", "missing"), (Parameter("字段", "field"),), "truth", texts.missing, "同“为空”：没有填写。"
    ),
    Function(
        ("有", "present"), (Parameter("字段", "field"),), "truth", texts.present, "同“不为空”：填写了。"
    ),
    Function(
        ("取整", "round"),
        (Parameter("数", "number"), Parameter("小数位数", "number", optional=True)),
        "same",
        texts.rounded,
        "四舍五入到整数，或到给定的小数位数。",
    ),
    Function(("绝对值", "abs"), (Parameter("数", "number"),), "same", texts.absolute, "不带正负号的数。"),
    Function(
        ("上年", "previous"),
        (Parameter("字段或算式", "any"),),
        "same",
        texts.same,
        "同一单位、同名项目上一年度的值，指标按名称对应；本批次里没有则无法判断。",
    ),
)

FUNCTIONS: Mapping[str, Function] = MappingProxyType({name: item for item in _ALL for name in item.names})
"""Every function by its Chinese and its English name."""
