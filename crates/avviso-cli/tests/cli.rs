//! The program through its binary: one file a behaviour.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::format_collect,
    clippy::needless_pass_by_value,
    reason = "a test ends where it cannot go on, says what it skips, and builds small inputs"
)]

mod scratch;

mod check;
mod colour;
mod dossier;
mod errors;
mod explain;
mod help;
mod laws;
mod link;
mod parse;
mod pipes;
mod read;
mod threads;
mod trace;
