"""Acts of a case: what one office did and another received, each with a maker, a receiver and a proof."""
