"""`python -m reportparse`."""

from __future__ import annotations

import sys

from reportparse.cli import main

if __name__ == "__main__":
    sys.exit(main())
