"""Two visits laid on each other and compared hair by hair."""

from anagen.imaging.match.compare import compare
from anagen.imaging.match.compared import Compared
from anagen.imaging.match.telling import told
from anagen.imaging.match.visits import Visit

__all__ = ["Compared", "Visit", "compare", "told"]
