"""A pack that never saw this tool: what each file is, what it says, and where two files say something else."""
