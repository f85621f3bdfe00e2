//! The program `avviso`.
//!
//! Words of the call become checked options ([`args`]), each command calls the library and shows what came of it
//! ([`commands`], [`show`]). Standard output is data, standard error is for people; exit 0: every input gave a record,
//! 1: some input could not be read, 2: the call's own words are wrong. A closed pipe is no error.

mod args;
mod commands;
#[cfg(test)]
mod docs;
mod rules;
mod show;
mod size;
mod suggest;

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command, Model, ModelCommand};
use commands::{Outcome, Usage};

fn main() -> ExitCode {
    quiet_workers();
    let args = Args::parse();
    args.colour.apply();
    let outcome = match args.command {
        Command::Read(read) => commands::read::run(&read),
        Command::Dossier(dossier) => commands::dossier::run(&dossier),
        Command::Link(link) => commands::link::run(&link),
        Command::Trace(trace) => commands::trace::run(&trace),
        Command::Explain(explain) => commands::explain::run(&explain),
        Command::Check(check) => commands::check::run(&check),
        Command::Parse(parse) => commands::parse::run(&parse),
        Command::Model(Model { command: ModelCommand::Convert(convert) }) => {
            commands::model::convert(&convert)
        }
        Command::Schema(schema) => commands::print::schema(&schema),
        Command::Passes(passes) => commands::print::passes(&passes),
        Command::Version(version) => commands::print::version(&version),
        Command::Completions(completions) => commands::print::completions(&completions),
        Command::Man(man) => commands::print::man(&man),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            show::error(&format!("{error:#}"));
            ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
        }
    }
}

/// Whoever reads the output has enough of it: `avviso read pages/ | head`.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == ErrorKind::BrokenPipe)
}

/// A panic on one page is caught and told in that page's record (`internal-error`) and by the command: of the working
/// thread's own report only the place is needed.
fn quiet_workers() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let is_worker =
            std::thread::current().name().is_some_and(|name| name.starts_with(avviso::WORKER_NAME));
        match panic.location().filter(|_| is_worker) {
            Some(place) => show::warning(&format!("internal error at {place}")),
            None => report(panic),
        }
    }));
}
