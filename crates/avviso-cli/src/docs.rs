//! docs/cli.md is what the program says of itself, and docs/boundaries.md names the limits that hold.
