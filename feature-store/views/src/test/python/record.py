"""Runs a definitions.py against the stand-in beside this file and prints what it declares, as JSON."""
import json
import runpy
import sys

import feast

runpy.run_path(sys.argv[1])
json.dump(feast.RECORDED, sys.stdout)
