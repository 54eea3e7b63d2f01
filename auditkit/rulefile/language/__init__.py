"""The expression language of rules in YAML: from text to closures over a submission."""
