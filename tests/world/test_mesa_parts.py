"""A region is made of Mesa's own model and agents, and all of Mesa is there for who asks for it."""

import subprocess
import sys

ASK = """
import sys
from sim.world.region import Region
from sim.world.places import School
early = [name for name in ("mesa.space", "mesa.datacollection", "pandas", "scipy.linalg") if name in sys.modules]
import mesa
print(early, issubclass(Region, mesa.Model), issubclass(School, mesa.Agent), mesa.DataCollector.__name__)
print(mesa.__version__ == __import__("importlib.metadata").metadata.version("mesa"))
"""


def test_a_region_needs_two_parts_of_mesa_and_the_rest_comes_when_asked_for():
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[] True True DataCollector", "True"]


def test_model_logs_under_its_own_name_and_class():
    code = (
        "import sim.world.mesa_parts, logging; print('MESA.mesa.model' in logging.Logger.manager.loggerDict)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
