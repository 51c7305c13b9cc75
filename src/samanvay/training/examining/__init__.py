"""Examinations: papers drawn from the bank, sittings, marks, certificates, what answers tell of the questions."""
