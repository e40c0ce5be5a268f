"""Progress passes everything on, and an interrupt ends loop and Run All with one sentence: in a real kernel."""

import os
import queue
import signal
import time

import pytest
from jupyter_client.manager import start_new_kernel
from jupyter_core.utils import ensure_event_loop

from gan_lesson.progress import Stopped, _Bar, progress


def test_items_pass_unchanged_and_a_break_is_fine():
    assert list(progress("abc", 3)) == ["a", "b", "c"]
    handler = signal.getsignal(signal.SIGINT)
    for item in progress(range(10), 10):
        if item == 4:
            break
    assert item == 4
    assert signal.getsignal(signal.SIGINT) is handler


def test_an_exception_in_the_loop_is_not_swallowed():
    handler = signal.getsignal(signal.SIGINT)
    with pytest.raises(ZeroDivisionError):
        for item in progress(range(3), 3):
            item / 0
    assert signal.getsignal(signal.SIGINT) is handler


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals; a real kernel is interrupted below on every system")
def test_the_first_interrupt_waits_for_the_end_of_an_item_and_the_second_does_not():
    seen = []
    with pytest.raises(Stopped, match="Stopped after 3 of 10 steps; what was done is kept."):
        for item in progress(range(10), 10):
            if item == 2:
                os.kill(os.getpid(), signal.SIGINT)
            seen.append(item)
    assert seen == [0, 1, 2]
    with pytest.raises(KeyboardInterrupt) as immediately:
        for _ in progress(range(10), 10):
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)
    assert immediately.type is KeyboardInterrupt


def test_what_is_said():
    bar = _Bar(2000, "steps")
    half = bar._bundle(1000, "about 7 s left")
    assert "1,000 of 2,000 steps, about 7 s left" in half["text/html"]
    assert half["text/plain"] == bar._bundle(2000, "done")["text/plain"] == "progress of 2,000 steps"


@pytest.fixture(scope="module")
def kernel():
    ensure_event_loop()  # or the manager makes one more, which nobody closes
    manager, client = start_new_kernel()
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def run_cell(client, code):
    """Runs a cell; returns (status, the last HTML of each display)."""
    message = client.execute(code)
    shown = follow(client, message)
    return reply_to(client, message)["status"], shown


def follow(client, message, on_output=None):
    """Waits for the end of a cell; returns the last HTML of each display."""
    shown = {}
    while True:
        reply = client.get_iopub_msg(timeout=30)
        if reply["parent_header"].get("msg_id") != message:
            continue
        kind, content = reply["msg_type"], reply["content"]
        if kind in ("display_data", "update_display_data"):
            shown[content["transient"].get("display_id")] = content["data"]["text/html"]
            if on_output:
                on_output(content)
        if kind == "status" and content["execution_state"] == "idle":
            return list(shown.values())


def reply_to(client, message):
    """The reply to one cell. A slow kernel has answered more than once that it is ready."""
    while True:
        reply = client.get_shell_msg(timeout=30)
        if reply["parent_header"].get("msg_id") == message:
            return reply["content"]


def test_a_real_kernel_shows_progress_and_an_interrupt_ends_run_all(kernel):
    manager, client = kernel
    code = """
import time
from gan_lesson.progress import progress
done = []
for i in progress(range(2000), 2000):
    time.sleep(0.01)
    done.append(i)
"""
    updates = []

    def interrupt_once(content):
        updates.append(content)
        if len(updates) == 3:
            manager.interrupt_kernel()

    message, below = client.execute(code), client.execute("below = True")  # as Run All sends them
    shown = follow(client, message, interrupt_once)
    reply = reply_to(client, message)
    assert reply["status"] == "error" and reply["ename"] == "Stopped"
    assert len(reply["traceback"]) == 1 and "of 2,000 steps; what was done is kept." in reply["traceback"][0]
    assert "left" in updates[2]["data"]["text/html"]
    assert "steps, stopped" in shown[0]
    assert reply_to(client, below)["status"] == "aborted", "Run All ends here"
    status, shown = run_cell(client, "assert 10 < len(done) < 2000, len(done)\nfor i in progress(range(3), 3): pass")
    assert status == "ok" and "3 of 3 steps, done" in shown[0]


def test_the_kernel_still_takes_an_ordinary_interrupt(kernel):
    manager, client = kernel
    message = client.execute("import time\ntime.sleep(30)")
    time.sleep(0.5)
    manager.interrupt_kernel()
    assert reply_to(client, message)["ename"] == "KeyboardInterrupt"
    with pytest.raises(queue.Empty):
        while True:
            client.get_iopub_msg(timeout=0.2)
