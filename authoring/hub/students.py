"""A hub on this computer, and a scripted student, who does by HTTP and WebSocket what a browser would do."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from authoring.hub.processes import family_of

CONFIG = Path(__file__).with_name("jupyterhub_config.py")
PATIENCE = 600  # seconds for the hub, a server or a kernel to start


class Stopped(Exception):
    """The measurement was ended while a student was at work."""


class Hub:
    """A running JupyterHub that nobody but this computer can reach.

    Attributes:
        url: of the hub's first page, without a slash at its end.
        process: the hub's; the proxy, the servers and their kernels descend from it.
    """

    def __init__(self, url: str, token: str, process: subprocess.Popen):
        self.url, self.process = url, process
        self._token = token

    def api(self, method: str, path: str, **json: Any) -> Any:
        """Asks the hub's REST API.

        Raises:
            requests.HTTPError: if the hub refuses.
        """
        return call(method, f"{self.url}/hub/api/{path}", self._token, json)

    def end(self) -> None:
        """Ends the hub with all that descends from it, and waits for that."""
        if self.process.poll() is not None:
            return
        # Kernels outlive a server that is killed, and a number may go to somebody else's process; a handle doesn't.
        handles = []
        for pid in family_of(self.process.pid):
            with contextlib.suppress(ProcessLookupError):
                handles.append(os.pidfd_open(pid))
        self.process.terminate()  # the hub stops the servers
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(30)
        for handle in handles:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(handle, signal.SIGKILL)
            os.close(handle)
        self.process.wait()


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Hub]:
    """Starts a hub, and ends it with all that descends from it.

    Args:
        folder: an empty one, for the students' homes and the log, ``hub.log``.

    Raises:
        RuntimeError: if the hub doesn't start.
    """
    token = secrets.token_hex(16)
    port, *inner = free_ports(3)
    told = {"FOLDER": folder, "TOKEN": token, "PORT": port, "INNER_PORT": inner[0], "PROXY_PORT": inner[1]}
    environment = os.environ | {f"HUB_{name}": str(value) for name, value in told.items()}
    command = [sys.executable, "-m", "jupyterhub", "-f", str(CONFIG)]
    with (folder / "hub.log").open("wb") as log:
        # A session of its own: Ctrl-C is the script's to answer.
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)
    hub = Hub(f"http://127.0.0.1:{port}", token, process)
    try:
        _wait_for(hub, folder / "hub.log")
        yield hub
    finally:
        hub.end()


def _wait_for(hub: Hub, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if hub.process.poll() is not None:
            raise RuntimeError("JupyterHub doesn't start. It said:\n" + log.read_text(errors="replace")[-2000:])
        with contextlib.suppress(requests.RequestException):  # the proxy is there before the hub
            hub.api("GET", "")
            return
        time.sleep(0.5)
    raise RuntimeError(f"JupyterHub has not answered for {PATIENCE} s.")


@dataclass
class Student:
    """One student, and how far they are.

    Attributes:
        hub: theirs.
        name: of the student.
        notebook: to run; a file.
        most_cells: stop after so many code cells.
        stop: set when all is to end.
        doing: what they do now, in a word: waiting, starting, working, done or broken.
        cells: how many code cells have run.
        server: the process of their server, once there is one.
        seconds: how long the server took to start, and how long the cells took.
        trouble: what broke, in a sentence; empty if nothing did.
    """

    hub: Hub
    name: str
    notebook: Path
    most_cells: int
    stop: threading.Event
    doing: str = "waiting"
    cells: int = 0
    server: int | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    trouble: str = ""

    def work(self) -> None:
        """Logs in, starts a server, opens the notebook and runs its code cells from first to last."""
        try:
            self.doing = "starting"
            began = time.monotonic()
            token = self._log_in()
            self.seconds["start"] = time.monotonic() - began
            self.doing = "working"
            began = time.monotonic()
            self._run_cells(token)
            self.seconds["work"] = time.monotonic() - began
            self.doing = "done"
        except Stopped:
            self.doing = "stopped"
        except Exception as error:  # whatever breaks is what we came to see
            self.doing, self.trouble = "broken", f"while {self.doing}: {type(error).__name__}: {str(error)[:300]}"

    @property
    def _address(self) -> str:
        return f"{self.hub.url}/user/{self.name}"

    def _log_in(self) -> str:
        self.hub.api("POST", f"users/{self.name}")
        token = self.hub.api("POST", f"users/{self.name}/tokens", note="script")["token"]
        self.hub.api("POST", f"users/{self.name}/server")
        end = time.monotonic() + PATIENCE
        while True:
            server = self.hub.api("GET", f"users/{self.name}")["servers"].get("")
            if server and server["ready"]:
                self.server = server["state"]["pid"]
                return token
            if not server or time.monotonic() > end:
                raise TimeoutError("the server didn't start in time")
            if self.stop.wait(0.5):
                raise Stopped

    def _run_cells(self, token: str) -> None:
        from jupyter_kernel_client import JupyterKernelClient  # part of the extra "hub", as JupyterHub is

        call("GET", f"{self._address}/lab", token)  # the page, as a browser asks for it
        path = self.notebook.name
        cells = call("GET", f"{self._address}/api/contents/{path}", token)["content"]["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"][: self.most_cells]
        about = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        kernel_id = call("POST", f"{self._address}/api/sessions", token, about)["kernel"]["id"]
        # In a header: JupyterHub takes no token from an address.
        headers = {"Authorization": f"token {token}"}
        kernel = JupyterKernelClient(server_url=self._address, token=token, kernel_id=kernel_id, headers=headers)
        kernel.start()
        try:
            for source in code:
                if self.stop.is_set():
                    raise Stopped
                reply = kernel.execute(source, timeout=None)
                if reply["status"] != "ok":
                    error = next((each for each in reply["outputs"] if each["output_type"] == "error"), {})
                    said = f"{error.get('ename', reply['status'])}: {error.get('evalue', '')}"
                    raise RuntimeError(f"code cell {self.cells + 1} failed: {said}")
                self.cells += 1
        finally:
            kernel.stop(shutdown_kernel=False)  # as when a browser is closed: the kernel stays, and its memory


def call(method: str, url: str, token: str, json: Any = None) -> Any:
    """Sends one request to a hub or a server.

    Returns:
        What the JSON in the answer says; None if it is none.

    Raises:
        requests.HTTPError: if it is refused.
    """
    answer = requests.request(
        method, url, headers={"Authorization": f"token {token}"}, json=json or None, timeout=PATIENCE
    )
    answer.raise_for_status()
    return answer.json() if "json" in answer.headers.get("Content-Type", "") else None


def free_ports(n: int) -> list[int]:
    """So many ports of this computer on which nobody listens."""
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(n)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
