"""JupyterHub for measuring: on this computer alone, for students who exist only in the script. Not for real students.

Nobody needs a password and nobody is kept from anybody; `authoring.hub` starts it and hands it what it needs.
"""

import os
import sys

c = get_config()  # noqa: F821  (JupyterHub's)
work = os.environ["HUB_FOLDER"]  # the students' homes, and what the hub writes

c.JupyterHub.bind_url = f"http://127.0.0.1:{os.environ['HUB_PORT']}"
c.JupyterHub.hub_port = int(os.environ["HUB_INNER_PORT"])
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{os.environ['HUB_PROXY_PORT']}"
c.ConfigurableHTTPProxy.pid_file = f"{work}/proxy.pid"
c.JupyterHub.db_url = "sqlite://"  # in memory: nothing remains
c.JupyterHub.cookie_secret_file = f"{work}/cookie_secret"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.concurrent_spawn_limit = 100  # so many servers may start at once; 100 is its default

c.JupyterHub.spawner_class = "simple"  # SimpleLocalProcessSpawner: ordinary processes of this user
c.SimpleLocalProcessSpawner.home_dir_template = f"{work}/{{username}}"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--ServerApp.ip=127.0.0.1", "--allow-root", "--KernelManager.transport=ipc"]
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = c.Spawner.http_timeout = 600  # as in the configurations beside this file; by default 60, 30
# As there, too: one thread for each student, and memory that is free goes back to the computer.
c.Spawner.environment = {"OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}
# As there, too: kernels listen at sockets in files. Of sixteen that drew ports at once, two drew the same.
c.Spawner.environment["JUPYTER_RUNTIME_DIR"] = lambda spawner: f"{work}/run/{spawner.user.name}"

# The script may make students, start their servers, and see their process numbers.
c.JupyterHub.services = [{"name": "script", "api_token": os.environ["HUB_TOKEN"]}]
c.JupyterHub.load_roles = [
    {
        "name": "script",
        "scopes": ["admin:users", "admin:servers", "admin:server_state", "tokens"],
        "services": ["script"],
    }
]
