"""Compiled kernels read from the cache without what only compiling needs.

Before numba reads a kernel from its cache it imports all it can compile with (some 200 modules of its own, and the
linear algebra of scipy), and with each kernel it parses the bitcode that other kernels would be linked with. A process
whose kernels all lie in the cache needs neither. Here a kernel of this package is read alone; the moment anything is to
be compiled, numba imports and parses as usual.

This reaches into numba. It is done for the versions it was written for; with another one kernels are read as numba
reads them, which takes some tenths of a second longer and is the same otherwise.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numba
from llvmlite import binding as llvm
from numba.core import environment
from numba.core.caching import Cache
from numba.core.codegen import JITCodeLibrary, JITCPUCodegen
from numba.core.runtime import rtsys


class LoadedLibrary(JITCodeLibrary):
    """Machine code from the cache; its bitcode is parsed when another kernel is linked with it."""

    bitcode: bytes | None = None
    _parsed: Any = None

    @property
    def _shared_module(self) -> Any:
        if self._parsed is None and self.bitcode is not None:
            self._parsed, self.bitcode = llvm.parse_bitcode(self.bitcode), None
            self._codegen._engine._load_defined_symbols(self._parsed)
        return self._parsed

    @_shared_module.setter
    def _shared_module(self, module: Any) -> None:
        self._parsed = module

    def get_pointer_to_function(self, name: str) -> int:
        """Return the address of a function; the wrapper that Python calls is always there, others are looked for."""
        if name.startswith(_WRAPPER):
            return self._codegen._engine.get_function_address(name)
        return super().get_pointer_to_function(name) if self._shared_module is not None else 0


_WRAPPER = "_ZN7cpython"  # how numba names the wrappers that Python calls
_OF_NUMBA = "numba."
_KNOWN = "0.68."


def are_known_insides() -> bool:
    """Tell whether this is a numba whose insides are known here."""
    return numba.__version__.startswith(_KNOWN)


def load_alone(is_ours: Callable[[Any], bool]) -> None:
    """Read kernels from the cache alone from now on.

    Parameters
    ----------
    is_ours : callable
        Tells of a locator of numba's cache whether its kernel is one of this package; others are read as usual.
    """
    usual_load, usual_library = Cache.load_overload, JITCPUCodegen.unserialize_library
    usual_environment, usual_magic = environment._rebuild_env, JITCPUCodegen.magic_tuple
    told: dict[JITCPUCodegen, tuple] = {}

    def load_overload(cache: Cache, signature: Any, target: Any) -> Any:
        if not is_ours(cache._impl.locator):
            return usual_load(cache, signature, target)
        rtsys.initialize(target)
        with cache._guard_against_spurious_io_errors():
            return cache._load_overload(signature, target)

    def unserialize_library(codegen: JITCPUCodegen, state: tuple) -> JITCodeLibrary:
        name, kind, data = state
        if kind != "object":
            return usual_library(codegen, state)
        library = LoadedLibrary(codegen, name)
        library.enable_object_caching()
        library._set_compiled_object(data[0])
        library.bitcode = data[1]
        library._finalize_final_module()
        return library

    def environment_of(module: str, constants: list, name: str) -> environment.Environment:
        """Return what a part of a kernel raises its errors with; a part that is numba's own needs not its module."""
        found = environment.lookup_environment(name)
        if found is not None or module in sys.modules or not module.startswith(_OF_NUMBA):
            return found or usual_environment(module, constants, name)
        made = environment.Environment({"__name__": module})
        made.consts[:] = constants
        made.env_name = name
        environment.Environment._memo[name] = made
        return made

    def magic_tuple(codegen: JITCPUCodegen) -> tuple:
        """Return what tells processors apart: asked for each kernel, the same for all."""
        if codegen not in told:
            told[codegen] = usual_magic(codegen)
        return told[codegen]

    JITCPUCodegen.magic_tuple = magic_tuple
    Cache.load_overload, JITCPUCodegen.unserialize_library = load_overload, unserialize_library
    environment._rebuild_env = environment_of
