"""Work in a process of its own that is killed at a random moment, and what it had acknowledged by then."""

import os
import random
import signal
import time
from collections.abc import Callable

Work = Callable[[Callable[[object], object]], object]


def killed(work: Work, rng: random.Random, *, most_s: float) -> list[str]:
    """Fork, do the work, kill it within ``most_s`` seconds of its first acknowledgement; return what it acknowledged, whole lines."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        status = 1
        try:
            work(lambda said: os.write(writing, f"{said}\n".encode()))
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        first = told.readline()
        time.sleep(rng.uniform(0.0, most_s))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        rest = told.read()
    assert first, "it ended before it had acknowledged anything"
    return [line for line in (first + rest).split("\n")[:-1] if line]
