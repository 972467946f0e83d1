"""The only way to touch untrusted bytes: limited worker processes; numbers and arrays come back."""

from firstseen.sandbox.answer import Answer, Json
from firstseen.sandbox.limits import Limits
from firstseen.sandbox.pool import Fault, Job, Pool
from firstseen.sandbox.walls import Protection

__all__ = ["Answer", "Fault", "Job", "Json", "Limits", "Pool", "Protection"]
