"""Runs a program on the clock of the tests that start it: `python -m tests.moved celery -A htg worker`."""

import runpy
import sys

from tests.days import move_clock

if __name__ == "__main__":
    move_clock()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
