"""What leaves the toolkit for other programs: draft notices as open data, and calendars."""
