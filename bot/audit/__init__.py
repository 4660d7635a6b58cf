"""The auditor: looks at rows and configuration, knows none of the timers' rules, and says what is missing or late."""
