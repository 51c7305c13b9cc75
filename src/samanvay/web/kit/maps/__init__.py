"""Maps of the state and the country: frame, ground, names, arcs, the drawing of a scene, a map as a file."""
