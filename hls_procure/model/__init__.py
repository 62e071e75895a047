"""The things of the field, as frozen dataclasses: no input, no output, no clock."""
