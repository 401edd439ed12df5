"""`python -m archassist` is the command `archassist`."""

import sys

from archassist.cli import main

sys.exit(main())
