"""The Littlest JupyterHub: goes into /opt/tljh/config/jupyterhub_config.d, see notebooks/HUB.md."""

c = get_config()  # noqa: F821  (JupyterHub's)
# One thread for each student, and memory that is free goes back to the computer.
c.Spawner.environment = {"OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}
c.Spawner.start_timeout = c.Spawner.http_timeout = 600  # seconds, for a whole class that starts at once
# Kernels listen at sockets in files: of a class that starts at once on one computer, two may draw the same port. Such a
# file's path may have 107 characters, which a home's would exceed.
c.Spawner.environment["JUPYTER_RUNTIME_DIR"] = lambda spawner: f"/tmp/jupyter-{spawner.user.name}"
c.Spawner.args = [
    "--KernelManager.transport=ipc",
    "--MappingKernelManager.cull_idle_timeout=3600",  # seconds: the lesson before this one is closed, too
]
