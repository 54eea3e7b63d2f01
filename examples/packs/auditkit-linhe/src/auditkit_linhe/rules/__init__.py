"""The rule pack linhe-township: YAML files, and one Python module a rule that needs programming."""
