"""The Littlest JupyterHub: goes into /opt/tljh/config/jupyterhub_config.d, see notebooks/HUB.md."""

c = get_config()  # noqa: F821  (JupyterHub's)
# One thread for each student, and memory that is free goes back to the computer.
c.Spawner.environment = {"OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}
c.Spawner.start_timeout = c.Spawner.http_timeout = 600  # seconds, for a whole class that starts at once
c.Spawner.args = ["--MappingKernelManager.cull_idle_timeout=3600"]  # the lesson before this one is closed, too
