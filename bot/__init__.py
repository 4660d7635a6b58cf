"""The duty desk itself: its rules, its steps, its clock, its sender."""
