//! The words of the call.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::size;

/// Reads raw news pages and says what they say, on whose word.
#[derive(Debug, Parser)]
#[command(
    name = "avviso",
    version,
    before_help = EXAMPLES,
    after_help = "Nothing is sent anywhere and nothing is fetched: Avviso reads the files that it is given.\n\
        Exit status: 0 every input gave a record, 1 some input could not be read, 2 the call is wrong.",
    propagate_version = true,
    max_term_width = 100,
    arg_required_else_help = true
)]
pub(crate) struct Args {
    /// Colours and styles in what people read: auto means on a terminal, unless the variable `NO_COLOR` is set.
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        alias = "color",
        hide_possible_values = false
    )]
    pub(crate) colour: Colour,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  avviso read page.html --format pretty      one page, for a person
  avviso read pages/ > records.jsonl         a folder, one line of JSON a page
  avviso dossier pages/ -o dossier.html      the same for people: one HTML file
  avviso link pages/ --format table          who repeats whom
  avviso explain page.html q1                who is said to have said what, and why
  avviso check records.jsonl --pages pages/  the laws, held against the bytes";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Read(Read),
    Dossier(Dossier),
    Link(Link),
    Explain(Explain),
    Check(Check),
    Schema(Schema),
    Passes(Passes),
    Version(Version),
    Completions(Completions),
    Man(Man),
}

/// Read pages: one record a page.
///
/// INPUT is a file, a folder (every file below it, hidden ones skipped) or - for standard input. What an input is, is
/// decided by its content: HTML, plain text, or JSON Lines, where a line with "html" or "text" is a page and a line
/// with "format" is a record, which is handed on as it is.
#[derive(Debug, clap::Args)]
#[command(before_help = "\
Examples:
  avviso read page.html --format pretty
  avviso read pages/ -o records.jsonl
  avviso read pages/ | jq -r '.article.published.from'
  cat page.txt | avviso read - --clean none")]
pub(crate) struct Read {
    /// Files, folders, or - for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// How much is cleaned: auto finds the article, none takes the decoded page as the text.
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub(crate) clean: Clean,
    /// Form of the output: jsonl is one record a line, json one indented array, pretty is for people.
    #[arg(long, short, value_name = "FORMAT", default_value = "jsonl")]
    pub(crate) format: Format,
    /// Write to this file instead of standard output; it appears when all of it is written.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) work: Work,
}

/// Make one HTML file of pages or records: who is quoted, through whom, and the words behind each line.
///
/// The file needs nothing beside it: no network, no library, no script to be read. INPUT is as for `read`; records are
/// taken as they are. The same pages in any order give the same bytes.
#[derive(Debug, clap::Args)]
#[command(before_help = "\
Examples:
  avviso dossier pages/ -o dossier.html
  avviso dossier records.jsonl -o dossier.html --title 'Herring quotas, March 2019'")]
pub(crate) struct Dossier {
    /// Pages, folders of pages, records, or - for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The file to write; it appears when all of it is written. With - it goes to standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// The dossier's title; without one it is the number of pages.
    #[arg(long, value_name = "TITLE")]
    pub(crate) title: Option<String>,
    /// How much is cleaned: auto finds the article, none takes the decoded page as the text.
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub(crate) clean: Clean,
    #[command(flatten)]
    pub(crate) work: Work,
}

/// Link pages: who repeats whom, what was changed on the way, and how many origins there are.
///
/// INPUT is as for `read`; records are taken as they are. The output is JSON Lines, one row a line (`avviso schema
/// --picture`), or a table for a person. The same pages in any order give the same bytes. That no copying was found
/// between two groups does not say that there was none: only words that stand on both pages are found.
#[derive(Debug, clap::Args)]
#[command(before_help = "\
Examples:
  avviso link pages/ --format table
  avviso link pages/ -o picture.jsonl
  avviso link records.jsonl | jq 'select(.row == \"copy\")'")]
pub(crate) struct Link {
    /// Pages, folders of pages, records, or - for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Form of the output: jsonl is one row a line, table is for people.
    #[arg(long, short, value_name = "FORMAT", default_value = "jsonl")]
    pub(crate) format: PictureFormat,
    /// Write to this file instead of standard output; it appears when all of it is written.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// How much is cleaned: auto finds the article, none takes the decoded page as the text.
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub(crate) clean: Clean,
    #[command(flatten)]
    pub(crate) work: Work,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Work {
    /// Pages read at a time; the output is the same for any number. Default: the machine's processors.
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Bytes of a page that are read; the rest is named as cut.
    #[arg(long, value_name = "SIZE", default_value = "16MiB", value_parser = size::parse)]
    pub(crate) max_page_bytes: u32,
}

impl Work {
    pub(crate) fn jobs(&self) -> usize {
        self.jobs.map_or_else(
            || std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            usize::from,
        )
    }
}

/// Explain one fact: its words in context, its bytes on the page, and why it was concluded.
///
/// FACT is an id of the record (q1, a3, t2) or a field of the article: title, byline 1, outlet, published, modified,
/// language, genre, lineage 1, complete. Without FACT the page's facts are listed. With --layer, a layer of the
/// analysis is drawn under its text.
#[derive(Debug, clap::Args)]
#[command(before_help = "\
Examples:
  avviso explain page.html                       the page's facts, with their ids
  avviso explain page.html q1
  avviso explain page.html published
  avviso explain pages/ p9f86d081884c7d65/a3     of one page among several
  avviso explain page.html --layer attributions")]
pub(crate) struct Explain {
    /// A page, a folder of pages, records, or - for standard input.
    #[arg(value_name = "INPUT")]
    pub(crate) input: PathBuf,
    /// The fact, with the page's id before it where INPUT has several pages.
    #[arg(value_name = "[PAGE-ID/]FACT")]
    pub(crate) fact: Vec<String>,
    /// Draw this layer under its text.
    #[arg(long, value_name = "NAME")]
    pub(crate) layer: Option<String>,
    /// How much is cleaned: auto finds the article, none takes the decoded page as the text.
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub(crate) clean: Clean,
    /// Bytes of a page that are read; the rest is named as cut.
    #[arg(long, value_name = "SIZE", default_value = "16MiB", value_parser = size::parse)]
    pub(crate) max_page_bytes: u32,
}

/// Check records against the laws that every record keeps.
///
/// RECORDS may be Avviso's own or anybody's. Each breach is named with its line and field. Some laws speak about the
/// page's bytes: give the pages with --pages, else those laws are named as not tested.
#[derive(Debug, clap::Args)]
#[command(before_help = "\
Examples:
  avviso check records.jsonl
  avviso check records.jsonl --pages pages/
  avviso read pages/ | avviso check - --pages pages/")]
pub(crate) struct Check {
    /// Files or folders of records, or - for standard input.
    #[arg(required = true, value_name = "RECORDS")]
    pub(crate) records: Vec<PathBuf>,
    /// A file or folder with the pages, which are found by their hash or source.
    #[arg(long, value_name = "PATH")]
    pub(crate) pages: Vec<PathBuf>,
    /// Records checked at a time. Default: the machine's processors.
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}

/// Print the JSON Schema of a record, or of what is said about many pages.
#[derive(Debug, clap::Args)]
#[command(before_help = "\
Examples:
  avviso schema > record-1.json
  avviso schema --picture > picture-1.json")]
pub(crate) struct Schema {
    /// Of a row of a picture, as `link` writes it.
    #[arg(long)]
    pub(crate) picture: bool,
    /// Of a traced quotation, as `trace` writes it.
    #[arg(long, conflicts_with = "picture")]
    pub(crate) trace: bool,
}

/// List the passes of the analysis: what each reads and what it gives.
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:\n  avviso passes\n  avviso passes --format json")]
pub(crate) struct Passes {
    /// Form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: Listing,
}

/// Print the version, with all that is needed to repeat a record.
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:\n  avviso version --json")]
pub(crate) struct Version {
    /// As JSON: version, record format, hashes of knowledge and model.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Print a script that completes the words of avviso in your shell.
#[derive(Debug, clap::Args)]
#[command(before_help = "\
Examples:
  avviso completions bash > ~/.local/share/bash-completion/completions/avviso
  avviso completions fish > ~/.config/fish/completions/avviso.fish")]
pub(crate) struct Completions {
    /// The shell.
    pub(crate) shell: clap_complete::Shell,
}

/// Print the manual page of avviso, or of one command.
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:\n  avviso man | man -l -\n  avviso man read > avviso-read.1")]
pub(crate) struct Man {
    /// The command.
    pub(crate) page: Option<String>,
}

/// How much is cleaned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Clean {
    /// Find the article; what is not the article is left out, and said so.
    Auto,
    /// The decoded page is the text, exactly; HTML is not looked for.
    None,
}

impl From<Clean> for avviso::Clean {
    fn from(clean: Clean) -> Self {
        match clean {
            Clean::Auto => Self::Auto,
            Clean::None => Self::Verbatim,
        }
    }
}

/// Form of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One record a line.
    Jsonl,
    /// One array of records, indented.
    Json,
    /// For a person: the text with its marks, the facts, the doubts.
    Pretty,
}

/// Form of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PictureFormat {
    /// One row a line.
    Jsonl,
    /// For a person.
    Table,
}

/// Form of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listing {
    /// For a person.
    Table,
    /// One array.
    Json,
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    // Plain remarks, so that the help of every command stays short.
    Auto,
    Always,
    Never,
}

impl Colour {
    /// Sets the choice for all that is written from here on.
    pub(crate) fn apply(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}
