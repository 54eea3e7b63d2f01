"""Characters that fonts of page formats put in place of the ones meant, put right."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["unify"]

_RADICALS = re.compile("[\u2e80-\u2fd5]")
_SUPPLEMENT = (
    "⺁厂⺇几⺌小⺎兀⺏尣⺐尢⺑尢⺒巳⺓幺⺛旡⺝月⺟母⺠民⺡氵⺢氺⺣灬⺥爫⺦丬⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糸⺰纟⺱罓⺲罒"
    "⺳网⺶羊⺷羊⺹耂⺺聿⺻聿⺼月⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸"
    "⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿"
    "⻯竜⻰龙⻱亀⻲龟⻳龟"
)
_AS_CHARACTER = {
    ord(radical): char for radical, char in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)
}
_AS_CHARACTER |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


def unify(text: str) -> str:
    """The text with radicals (``⽬``), which look the same, as the characters meant (``目``).

    Programs that make page files write the one for the other where a font draws both alike. Length
    and places stay the same.
    """
    return text.translate(_AS_CHARACTER) if _RADICALS.search(text) else text
