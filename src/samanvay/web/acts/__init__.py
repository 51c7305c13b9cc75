"""Pages of acts: recording what an office did, answering as the one that received it, one person's way through."""
