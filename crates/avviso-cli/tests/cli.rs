//! The program through its binary: one file a behaviour.

mod scratch;

mod check;
mod colour;
mod errors;
mod explain;
mod help;
mod laws;
mod pipes;
mod read;
mod threads;
