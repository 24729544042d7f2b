"""What is said when a cluster cannot be used; imports nothing of Dask."""

from __future__ import annotations

from sim.base.errors import Say, UserError


def not_installed() -> UserError:
    """Return the error of a program without the packages of clusters."""
    return UserError(
        Say("a cluster needs the package distributed (Dask)", "使用集群需要安装 distributed（Dask）"),
        where="--scheduler",
        remedy=Say(
            "pip install --require-hashes --no-deps -r requirements-dev.txt, here and where the workers run",
            "请在本机和各工作机上执行 pip install --require-hashes --no-deps -r requirements-dev.txt",
        ),
    )


def no_scheduler(address: str, error: Exception) -> UserError:
    """Return the error of an address at which no Dask scheduler answers."""
    return UserError(
        Say("no Dask scheduler answers at this address", "该地址没有 Dask 调度器响应"),
        where="--scheduler",
        value=address,
        rule=Say(
            "an address such as tcp://host:8786, or the file of dask scheduler --scheduler-file",
            "形如 tcp://host:8786 的地址，或 dask scheduler --scheduler-file 写出的文件",
        ),
        remedy=Say(
            f"start one with dask scheduler, or mend the address ({type(error).__name__})",
            f"请用 dask scheduler 启动调度器，或改正地址（{type(error).__name__}）",
        ),
    )


def scheduler_lost(address: str) -> UserError:
    """Return the error of a scheduler that went away in the middle of a batch."""
    return UserError(
        Say(
            "the Dask scheduler was lost; finished runs are kept",
            "与 Dask 调度器的连接中断；已完成的结果已保留",
        ),
        where="--scheduler",
        value=address,
        remedy=Say(
            "start it and its workers again, then run the same command with --resume",
            "请重新启动调度器和工作进程，然后以 --resume 续跑",
        ),
    )


def scheduler_lost_in_run(address: str) -> UserError:
    """Return the error of a scheduler that went away in the middle of a run whose counties are held apart."""
    return UserError(
        Say(
            "the Dask scheduler was lost; nothing of the run is kept",
            "与 Dask 调度器的连接中断；本次运行未留下结果",
        ),
        where="--scheduler",
        value=address,
        remedy=Say(
            "start it and its workers again, then run the same command",
            "请重新启动调度器和工作进程，然后再次运行同一命令",
        ),
    )


def other_program(differing: str) -> UserError:
    """Return the error of a worker that has another version of something that decides the records."""
    return UserError(
        Say(
            "a worker of the cluster has another program or packages",
            "集群工作机上的程序或软件包版本与本机不同",
        ),
        value=differing,
        rule=Say("the same version everywhere, so that records are the same", "各机版本须一致，结果才能一致"),
        remedy=Say(
            "install the same version of sim and the locked requirements on every machine, start the workers again",
            "请在每台机器上安装相同版本的 sim 和锁定的依赖，并重新启动工作进程",
        ),
    )


def hidden_program(folder: str) -> UserError:
    """Return the error of a worker that was started beside a folder named as the program."""
    return UserError(
        Say(
            "a worker of the cluster was started beside a folder that is named as the program",
            "集群工作进程的启动目录中有与本程序同名的文件夹",
        ),
        value=folder,
        rule=Say(
            "Python takes that folder for a part of the program", "Python 会误将该文件夹当作本程序的一部分"
        ),
        remedy=Say(
            "give the folder another name (a clone: school-network-sim), start the workers again",
            "请将该文件夹改名（例如把克隆目录改为 school-network-sim），并重新启动工作进程",
        ),
    )
