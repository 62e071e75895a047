"""The commands: one thin file each. They parse options, call the library, and say what happened."""
