"""A limit of processor time for work within this process."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_HAS_TIMER = hasattr(signal, "setitimer")
_AGAIN_SECONDS = 1.0
"""After how long it is said again that the time is over.

What is raised within a callback of the interpreter, such as those of its garbage collection, ends
nothing.
"""


@contextmanager
def limit_time(seconds: float) -> Iterator[None]:
    """End what is done inside with a TimeoutError once it took so much processor time.

    A regular expression that runs away is ended too: its engine looks for signals. There is no
    limit outside the main thread, and none where the system has no timers, for there nothing could
    interrupt the work.

    Args:
        seconds: Processor time of this process; above 0.

    Raises:
        TimeoutError: The time is over.
    """
    if not _HAS_TIMER or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _end(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError
