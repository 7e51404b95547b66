"""What one web worker weighs, against the same libraries without anything of ours."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tests.faults.processes import ROOT

ENDING = """
import resource, sys, time
with open("/proc/self/status") as status:
    kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
print(time.process_time(), kilobytes * 1024 / 1e6)
"""
OURS = """
import importlib
from htg.wsgi import application
from django.urls import get_resolver
get_resolver().url_patterns
importlib.import_module("htg.serving")
"""
