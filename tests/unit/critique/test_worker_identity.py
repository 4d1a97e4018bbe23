from __future__ import annotations

import os
import subprocess
import sys

from assistant.critique.worker_identity import is_dead, worker_name


def test_the_living_are_not_dead_and_the_dead_are() -> None:
    me = worker_name()
    machine = me.rsplit(":", 2)[0]
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    other = f"{machine}:{child.pid}:0a0a0a0a"
    assert not is_dead(me, me)
    assert not is_dead(other, me)
    child.kill()
    child.communicate()
    assert is_dead(other, me)


def test_our_own_process_number_under_another_name_was_before_us() -> None:
    me = worker_name()
    assert is_dead(f"{me.rsplit(':', 1)[0]}:ffffffff", me)
    assert me != worker_name()


def test_nothing_is_said_of_another_machine() -> None:
    assert not is_dead(f"ailleurs:{os.getpid()}:00000000", worker_name())
    assert not is_dead("n:importe:quoi", worker_name())
