"""What a user reads of dates, people and states, in Vietnamese."""
