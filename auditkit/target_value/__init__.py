"""Read a target value: operator, number, magnitude, unit, date, or words.

``parse_target_value`` reads any text into a ``TargetValue`` and never raises. What it decides:

- Signs are compared in one spelling; blanks and full width do not matter, 1,234 is a number, and ㎡ or
  circled figures never turn into digits. ``marks`` keeps the spelling of the source.
- A mark before the number decides over one behind it (``≤20万元以上`` is ``<=``); 为 and 控制在 give way
  to both.
- ``unit`` is the unit as written, with these spellings made one: 百分比 is ``%``, 个百分点 is ``百分点``,
  个小时 is ``小时``, ㎡ and m² are ``平方米``, 元整 is ``元``; ``元/人*月`` and ``元/人.每月`` are
  ``元/人·月``; the brackets of ``台（套）`` are full width. ``每年4次`` and ``4次/每年`` are 4 ``次/年``,
  ``每人每月500元`` is 500 ``元/人·月``, ``12/10万`` is 12 ``/10万``.
- Shares in words are percent: 九成 is 90 %, 三分之二 66.67 %, 千分之五 0.5 %. ``5‰`` stays 5 ``‰``, of
  kind percent. 百分点 is a quantity.
- A range keeps both ends as written; ``±5%`` is the range from -5 to 5; so is ``≥85%且≤95%`` a range.
- A stretch of dates has the operator ``range`` and the date of its end. 前 and 底前 are no operators.
  ``年底前`` and ``汛期前`` are dates nobody can name (``date`` None); 全年 and 按季度 are words. ``≤6月``
  counts months, ``6月`` is June. An amount may have a date beside it: ``2023年底前完成80%``.
- A number that only explains, in brackets, does not count (``200人（含15名教师）``); a comparison there does.
- An amount that belongs to the name of a rate does not count (``5个工作日内办结率≥95%``,
  ``≥65岁老年人体检率≥70%``); of a base and a target the target does (``由80%提高到90%`` is 90 %).
- 人均 and 户均 share money and counts (``人均89元`` is 89 ``元/人``), never time or age (``人均寿命≥79岁``).
- A unit without its number (``≥万元``) cannot be read; ``为1200名老人提供服务`` has no operator.
- Digits of names are no amounts: GB/T 18894, 3级, 第3条, 7×24小时, 5A级景区 are words.
"""

from __future__ import annotations

from .columns import join_split_columns
from .dates import parse_date, parse_period
from .money import parse_amount
from .reading import parse_target_value
from .writing import write_target_value

__all__ = [
    "join_split_columns",
    "parse_amount",
    "parse_date",
    "parse_period",
    "parse_target_value",
    "write_target_value",
]
