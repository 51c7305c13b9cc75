"""Compiles the catalogues: ``python -m samanvay.web.language``, for a package folder that the server cannot write."""

import sys

from .catalogues import CannotCompile, compile_catalogues

try:
    compile_catalogues()
except CannotCompile as error:
    sys.exit(str(error))
