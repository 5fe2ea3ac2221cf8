"""`python -m fcn_core.cli`, which is also how the window starts its training process."""

import sys

from fcn_core.cli.start import start

sys.exit(start())
