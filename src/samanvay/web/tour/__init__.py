"""The thread of the demonstration: what a visitor does first, step by step, each as somebody; never in production."""
