"""Packs of rules: folders, archives, what they extend and change, their word lists."""
