"""How fast it is, as ratios within one run: `make bench`.

Times differ from machine to machine, so none is printed alone, and none is asked for in a test.
"""
