"""People by number: each number of found people is that many persons; corrected, told who left, who went with whom."""
