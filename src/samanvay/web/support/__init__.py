"""The pages of identification: signs to ask for on the way, what follows, the published lists."""
