"""What a process that makes one document may take: so much memory and so much of the processor, and then it ends."""

import resource

MOST_MEMORY = 2 * 1024**3  # bytes; a document of 10,000 rows was measured at 969 MB
MOST_SECONDS = 100


def keep_within() -> None:
    """Hold this process to its limits; beyond them it fails, and nobody else does."""
    for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        _, hard = resource.getrlimit(what)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (limit, limit))
