//! Renders records (JSON Lines on standard input) as a dossier on standard output:
//! `cargo run -p avviso-dossier --example render < records.jsonl > dossier.html`.

use std::io::{Read, Write};

use avviso_dossier::{Options, Pile, dossier};
use avviso_record::Record;

#[expect(clippy::disallowed_methods, reason = "an example talks to its terminal")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let records: Result<Vec<Record>, _> = serde_json::Deserializer::from_str(&text).into_iter().collect();
    let html = dossier(&Pile::new(records?), &Options::default())?;
    std::io::stdout().write_all(html.as_bytes())?;
    Ok(())
}
