"""Rules written in YAML: named checks, expressions, load-time checks, packs of files."""
