"""A Spark standalone cluster on the loopback interface: a master and its workers, each a process of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyspark

HOME = Path(pyspark.__file__).parent
LOGGING = """
rootLogger.level = info
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n%ex
"""


class SparkCluster:
    """Starts when it is entered; all of its processes are gone when it is left."""

    def __init__(self, folder, workers):
        self.folder = folder
        self.count = workers
        self.workers = []
        self.processes = []

    def __enter__(self):
        self.folder.mkdir()
        (self.folder / "log4j2.properties").write_text(LOGGING)
        try:
            self._start("master", "org.apache.spark.deploy.master.Master", "--port", "0", "--webui-port", "0")
            self.address = self._wait_for("master", r"Starting Spark master at (spark://\S+)")
            for number in range(1, self.count + 1):
                name = f"worker-{number}"
                arguments = ["--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir", self.folder / name]
                main = "org.apache.spark.deploy.worker.Worker"
                self.workers.append(self._start(name, main, *arguments, self.address))
                self._wait_for(name, "Successfully registered with master")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in self.processes:
            for pid, _ in tree(process.pid):
                kill(pid)
            process.wait()

    def submit(self, arguments, log):
        """Starts a job on all workers; what it logs goes to a file."""
        conf = ["spark.ui.enabled=false", "spark.executor.memory=512m", "spark.driver.host=127.0.0.1"]
        command = [HOME / "bin/spark-submit", "--master", self.address]
        for setting in conf:
            command += ["--conf", setting]
        process = subprocess.Popen([*command, *arguments], env=self._environment(), stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def kill_worker(self):
        """Kills the second worker and all under it, as if its machine had lost its power; says what that was."""
        victims = tree(self.workers[1].pid)
        for pid, _ in victims:
            kill(pid)
        return [f"{pid} {command}" for pid, command in victims]

    def _start(self, name, main, *arguments):
        log = (self.folder / f"{name}.log").open("w")
        command = [HOME / "bin/spark-class", main, "--host", "127.0.0.1", *arguments]
        process = subprocess.Popen(command, env=self._environment(), stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def _environment(self):
        return {
            **os.environ,
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_NO_DAEMONIZE": "1",
            "SPARK_CONF_DIR": str(self.folder),
            "SPARK_LOCAL_DIRS": str(self.folder),
            "PYSPARK_PYTHON": sys.executable,
        }

    def _wait_for(self, name, pattern):
        for _ in range(600):
            text = (self.folder / f"{name}.log").read_text()
            if found := re.search(pattern, text):
                return found[found.lastindex or 0]
            time.sleep(0.1)
        sys.exit(f"Spark's {name} did not start:\n{text}")


def tree(root):
    """The processes from one downwards, each with a short form of its command."""
    children, commands = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
            words = (folder / "cmdline").read_text().split("\0")
        except OSError:
            continue
        pid, parent = int(folder.name), int(stat.rpartition(")")[2].split()[1])
        children.setdefault(parent, []).append(pid)
        names = [word for word in words if word.startswith(("org.apache.spark", "pyspark"))]
        commands[pid] = " ".join([Path(words[0]).name, *names[:1]])
    found, queue = [], [root]
    while queue:
        pid = queue.pop(0)
        if pid in commands:
            found.append((pid, commands[pid]))
        queue += children.get(pid, [])
    return found


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
