"""Ctrl-C at any moment: while a command is at work it ends in order, before and after that at once.

By itself, Python makes an exception of the signal from its first moment on. That would fall into the loading
of modules too, where nothing is begun that could be left half done, and nobody makes a message of it.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def end_at_once() -> None:
    """Let Ctrl-C end the process without a word, outside of `ending_in_order`.

    Where it is ignored, as in the background of some shells, it stays so.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let Ctrl-C be a KeyboardInterrupt in here, if elsewhere it ends the process at once."""
    # Only the main thread may say what a signal does.
    apart = threading.current_thread() is not threading.main_thread()
    if apart or signal.getsignal(signal.SIGINT) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
