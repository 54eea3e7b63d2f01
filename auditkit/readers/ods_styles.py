"""The styles of an OpenDocument sheet, as far as they change what can be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditkit.readers.ods_names import FO, STYLE, TABLE, Attributes

__all__ = ["OdsStyles"]

_SIDES = ("left", "right", "top", "bottom")
_LINES = 2


@dataclass(slots=True)
class OdsStyles:
    """Handlers for style elements; which cell styles draw lines, which table styles hide a sheet."""

    boxed: set[str] = field(default_factory=set)
    hiding: set[str] = field(default_factory=set)
    _name: str = ""

    def open_style(self, attributes: Attributes) -> None:
        """Begin a style; it has what its parent has."""
        self._name = attributes.get(f"{STYLE}name", "")
        if attributes.get(f"{STYLE}parent-style-name", "") in self.boxed:
            self.boxed.add(self._name)

    def open_cell_properties(self, attributes: Attributes) -> None:
        """Note whether lines are drawn around the cells."""
        around = attributes.get(f"{FO}border")
        lines = [attributes.get(f"{FO}border-{side}", around) or "none" for side in _SIDES]
        told = around is not None or any(f"{FO}border-{side}" in attributes for side in _SIDES)
        if told and sum(line != "none" for line in lines) >= _LINES:
            self.boxed.add(self._name)
        elif told:
            self.boxed.discard(self._name)

    def open_table_properties(self, attributes: Attributes) -> None:
        """Note whether the sheet is hidden."""
        if attributes.get(f"{TABLE}display") == "false":
            self.hiding.add(self._name)
