"""What the commands do, as plain functions: open, walk, build, freeze, explain. Commands parse options and print."""
