"""The register of nodal officers of states and districts."""
