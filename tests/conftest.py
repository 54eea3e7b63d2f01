"""What all tests have in common."""

from __future__ import annotations

import os

# No test but its own may depend on whether LibreOffice is installed.
os.environ["AUDITKIT_OFFICE"] = "off"
