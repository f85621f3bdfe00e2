//! What Avviso says of itself: schema, passes, version, completions, manual.

use std::io::{self, Write};

use anyhow::Context;
use avviso::{Clean, Limits, Reader};
use clap::CommandFactory;
use serde_json::json;

use crate::args::{Args, Completions, Listing, Man, Passes, Schema, Version};
use crate::commands::{Outcome, Usage};
use crate::suggest::nearest;

fn print(text: &[u8]) -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    out.write_all(text).and_then(|()| out.flush()).context("the output cannot be written")?;
    Ok(Outcome::Done)
}

fn print_json(value: &serde_json::Value) -> anyhow::Result<Outcome> {
    print(format!("{value:#}\n").as_bytes())
}

pub(crate) fn schema(args: &Schema) -> anyhow::Result<Outcome> {
    print_json(&match (args.picture, args.trace) {
        (true, _) => avviso_record::picture::schema(),
        (_, true) => avviso_record::picture::trace_schema(),
        _ => avviso_record::schema(),
    })
}

pub(crate) fn passes(args: &Passes) -> anyhow::Result<Outcome> {
    let table = avviso_analysis::pass_table();
    if args.format == Listing::Json {
        let rows: Vec<_> = table
            .iter()
            .map(|(name, needs, gives)| json!({"pass": name, "needs": needs, "gives": gives}))
            .collect();
        return print_json(&rows.into());
    }
    let widest = |of: fn(&(&'static str, &'static [&'static str], &'static str)) -> usize, head: usize| {
        table.iter().map(of).max().unwrap_or(0).max(head)
    };
    let (names, gifts) = (widest(|row| row.0.len(), 4), widest(|row| row.2.len(), 5));
    let mut out = format!("{:names$}  {:gifts$}  needs\n", "pass", "gives");
    for (name, needs, gives) in &table {
        use std::fmt::Write;
        let needs = if needs.is_empty() { "-".to_owned() } else { needs.join(", ") };
        writeln!(out, "{name:names$}  {gives:gifts$}  {needs}").expect("memory can be written to");
    }
    print(out.as_bytes())
}

pub(crate) fn version(args: &Version) -> anyhow::Result<Outcome> {
    let version = env!("CARGO_PKG_VERSION");
    if !args.json {
        return print(format!("avviso {version}\n").as_bytes());
    }
    let reader = Reader::new(Clean::Auto, Limits::default());
    print_json(&json!({
        "version": version,
        "format": avviso_record::FORMAT,
        "knowledge": reader.knowledge_digest(),
        "model": reader.model_digest(),
    }))
}

pub(crate) fn completions(args: &Completions) -> anyhow::Result<Outcome> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "avviso", &mut out);
    print(&out)
}

pub(crate) fn man(args: &Man) -> anyhow::Result<Outcome> {
    let mut command = Args::command();
    command.build();
    if let Some(page) = &args.page {
        let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
        let Some(sub) = command.find_subcommand(page) else {
            let hint = nearest(page, names.iter().map(String::as_str))
                .map(|name| format!("; did you mean {name}?"))
                .unwrap_or_default();
            return Err(Usage(format!("there is no command {page:?}{hint}")).into());
        };
        command = sub.clone();
    }
    let mut out = Vec::new();
    clap_mangen::Man::new(command).render(&mut out).context("the manual page cannot be made")?;
    print(&out)
}
