"""School-network simulation: households, migrant children and schools, year by year."""

import os
import sys

__version__ = "0.1.0"

# Read when numba is imported: compiled kernels are made anew when any source they use has changed.
os.environ.setdefault(
    "NUMBA_CACHE_LOCATOR_CLASSES",
    "sim.base.kernel_cache.NamedFolder,sim.base.kernel_cache.BesideSource,sim.base.kernel_cache.OfUser,"
    "sim.base.kernel_cache.Temporary,IPythonCacheLocator,ZipCacheLocator",
)
# In a notebook, or on a Dask worker that did other work before, numba has read its variables already.
if "numba" in sys.modules:
    sys.modules["numba"].config.CACHE_LOCATOR_CLASSES = os.environ["NUMBA_CACHE_LOCATOR_CLASSES"]
