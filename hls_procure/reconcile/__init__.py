"""Edits made in Word come home: what differs from the project, as proposals that a person decides; nothing here writes."""
