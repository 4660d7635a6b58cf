"""The roster (lịch trực ban): days, patterns, rotations, the month's table, and what is missing before a night."""
