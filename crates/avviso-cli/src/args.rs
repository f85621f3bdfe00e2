//! The words of the call.

use std::ffi::OsString;
use std::path::PathBuf;

use avviso::Limits;
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
  avviso trace 'WORDS' pages/ -f table       is this quotation real, and what was changed
  avviso explain page.html q1                who is said to have said what, and why
  avviso check records.jsonl --pages pages/  the laws, held against the bytes
  avviso parse text.txt --format tree        any English text: tags, heads, lemmas, names";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Read(Read),
    Dossier(Dossier),
    Link(Link),
    Trace(Trace),
    Explain(Explain),
    Check(Check),
    Parse(Parse),
    Model(Model),
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

/// Make one HTML file of pages or records: who is quoted, through whom, who repeats whom, and the words behind each line.
///
/// The file needs nothing beside it: no network, no library, no script to be read. INPUT is as for `read`; records are
/// taken as they are. The same pages in any order give the same bytes.
#[derive(Debug, clap::Args)]
#[command(before_help = "\
Examples:
  avviso dossier pages/ -o dossier.html
  avviso dossier records.jsonl -o dossier.html --title 'Herring quotas, March 2019'
  avviso dossier pages/ -o dossier.html --trace draft.txt     and are a draft's quotations real?")]
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
    /// Look for these quotations (a line each, or JSON Lines {"id", "words", "speaker"}) and say what became of each.
    #[arg(long, value_name = "QUOTES")]
    pub(crate) trace: Option<PathBuf>,
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
    pub(crate) format: Rows,
    /// Write to this file instead of standard output; it appears when all of it is written.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// How much is cleaned: auto finds the article, none takes the decoded page as the text.
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub(crate) clean: Clean,
    #[command(flatten)]
    pub(crate) work: Work,
}

/// Trace quotations: which pages have the words, what was changed, through whom they came, where they stood first.
///
/// A quotation is verbatim (nothing differs but marks and capitals), cut (words were left out), altered, or absent: no
/// page has half of its words in one place. INPUT is as for `read`. With --file, quotations are read from a file, a
/// line each, or as JSON Lines {"id", "words", "speaker"}.
///
/// Exit status: 0 every quotation is verbatim, or cut with its cuts marked; 1 one is altered, absent, or cut without a
/// mark, or some input could not be read; 2 the call is wrong.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "avviso trace [OPTIONS] <WORDS> <INPUT>...\n       \
        avviso trace [OPTIONS] --file <QUOTES> <INPUT>...",
    before_help = "\
Examples:
  avviso trace 'We will not sign this paper' pages/ --format table
  avviso trace --file quotes.txt pages/ --format table      one quotation a line
  avviso trace --file draft.jsonl records.jsonl > traced.jsonl
  avviso trace --file draft.jsonl pages/ > /dev/null || echo 'look at the quotations again'"
)]
pub(crate) struct Trace {
    /// The words to look for (unless --file is given), then files, folders, or - for standard input.
    #[arg(required = true, value_name = "WORDS> <INPUT", hide = true)]
    pub(crate) words_and_inputs: Vec<OsString>,
    /// Quotations: a line each, or JSON Lines; - for standard input.
    #[arg(long, value_name = "QUOTES")]
    pub(crate) file: Option<PathBuf>,
    /// Who is said to have said WORDS.
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    pub(crate) speaker: Option<String>,
    /// Form of the output: jsonl is one quotation a line, table is for people.
    #[arg(long, short, value_name = "FORMAT", default_value = "jsonl")]
    pub(crate) format: Rows,
    /// Places whose words agree less than this, from 0 to 1, are not told.
    #[arg(long, value_name = "SHARE", default_value = "0.5", value_parser = share)]
    pub(crate) min_similarity: avviso_record::Confidence,
    /// Write to this file instead of standard output; it appears when all of it is written.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// How much is cleaned: auto finds the article, none takes the decoded page as the text.
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub(crate) clean: Clean,
    #[command(flatten)]
    pub(crate) work: Work,
}

/// Reads a share.
fn share(text: &str) -> Result<avviso_record::Confidence, String> {
    let share: f64 = text.parse().map_err(|_| "expected a number from 0 to 1, like 0.5".to_owned())?;
    if !(0.0..=1.0).contains(&share) {
        return Err("expected a number from 0 to 1, like 0.5".to_owned());
    }
    let count = (share * 10_000.0).round() as u16;
    avviso_record::Confidence::from_ten_thousandths(count).ok_or_else(|| "more than 1".to_owned())
}

#[derive(Debug, clap::Args)]
pub(crate) struct Work {
    /// Pages read at a time; the output is the same for any number. Default: the machine's processors.
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Bytes of a page that are read; the rest is named as cut.
    #[arg(long, value_name = "SIZE", default_value = "16MiB", value_parser = size::parse)]
    pub(crate) max_page_bytes: u32,
    /// Words of a page that are parsed; behind them it is cut into sentences and words only, which is faster and finds less.
    #[arg(long, value_name = "N", default_value_t = Limits::default().parsed_words)]
    pub(crate) max_parsed_words: u32,
    /// Parse with this model file, made by `avviso model convert`. Default: the small English model inside.
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

/// The limits of a call that sets these two.
fn limits(page_bytes: u32, parsed_words: u32) -> Limits {
    Limits { page_bytes, parsed_words, ..Limits::default() }
}

impl Explain {
    /// The limits that pages are read with.
    pub(crate) fn limits(&self) -> Limits {
        limits(self.max_page_bytes, self.max_parsed_words)
    }
}

impl Work {
    /// The limits that pages are read with.
    pub(crate) fn limits(&self) -> Limits {
        limits(self.max_page_bytes, self.max_parsed_words)
    }

    pub(crate) fn jobs(&self) -> usize {
        jobs(self.jobs)
    }
}

/// As many jobs as were asked for, else one a processor.
pub(crate) fn jobs(wanted: Option<u16>) -> usize {
    let processors = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    wanted.map_or_else(processors, usize::from)
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
    /// Draw this layer under its text: sentences, tokens, tags, heads, lemmas, names, noun-chunks, words, quotations,
    /// times, mentions, actors, attributions or regions.
    #[arg(long, value_name = "NAME")]
    pub(crate) layer: Option<String>,
    /// How much is cleaned: auto finds the article, none takes the decoded page as the text.
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub(crate) clean: Clean,
    /// Bytes of a page that are read; the rest is named as cut.
    #[arg(long, value_name = "SIZE", default_value = "16MiB", value_parser = size::parse)]
    pub(crate) max_page_bytes: u32,
    /// Words of a page that are parsed; behind them it is cut into sentences and words only, which is faster and finds less.
    #[arg(long, value_name = "N", default_value_t = Limits::default().parsed_words)]
    pub(crate) max_parsed_words: u32,
    /// Parse with this model file, made by `avviso model convert`. Default: the small English model inside.
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
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

/// Parse English text as spaCy does: tokens, tags, heads, lemmas, names.
///
/// FILE is text in UTF-8, taken as it is: nothing is cleaned, and tokens and spaces spell it. The small English model
/// (`en_core_web_sm` 3.8.0) is built in; others come from `avviso model convert`. Output is in the order of the files,
/// the same for any number of jobs.
///
/// conllu has a line a token, with spaCy's (CLEAR) dependency labels. json has a line a file, `{"source",
/// "tokens": [{"idx", "text", "ws", "tag", "pos", "morph", "lemma", "dep", "head", "ent_iob", "ent_type",
/// "sent_start"}]}`: idx counts code points, head is the number of the head in the file, a root's own. tree draws each sentence.
#[derive(Debug, clap::Args)]
#[command(before_help = "\
Examples:
  avviso parse text.txt --format tree
  avviso parse *.txt --format json > tokens.jsonl
  cat text.txt | avviso parse - > text.conllu
  avviso parse text.txt --model en_core_web_md.avm")]
pub(crate) struct Parse {
    /// Files of text, or - for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Form of the output: conllu is one token a line, json one file a line, tree is for people.
    #[arg(long, short, value_name = "FORMAT", default_value = "conllu")]
    pub(crate) format: Parsed,
    /// Files parsed at a time; the output is the same for any number. Default: the machine's processors.
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// A model file to use instead of the built-in one.
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

/// Make a model file of a spaCy package.
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:\n  avviso model convert en_core_web_md-3.8.0-py3-none-any.whl -o en_core_web_md.avm",
    arg_required_else_help = true
)]
pub(crate) struct Model {
    #[command(subcommand)]
    pub(crate) command: ModelCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ModelCommand {
    Convert(Convert),
}

/// Convert a spaCy package, a wheel or a folder, into one model file for `avviso parse --model`.
///
/// The package is an English spaCy v3 pipeline of tok2vec, tagger, parser, `attribute_ruler`, rule lemmatizer and ner, or
/// some of them; what cannot be run is named. Python is not needed. The same package gives the same bytes.
#[derive(Debug, clap::Args)]
#[command(before_help = "\
Examples:
  avviso model convert en_core_web_md-3.8.0-py3-none-any.whl -o en_core_web_md.avm
  avviso model convert my_pipeline/model-best -o mine.avm")]
pub(crate) struct Convert {
    /// A wheel (.whl), or the folder that holds config.cfg (or a folder above it).
    #[arg(value_name = "WHEEL-OR-FOLDER")]
    pub(crate) package: PathBuf,
    /// The file to write; it appears when all of it is written.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: PathBuf,
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

/// Form of parsed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Parsed {
    /// CoNLL-U, one token a line.
    Conllu,
    /// One file a line.
    Json,
    /// Trees, for a person.
    Tree,
}

/// Form of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rows {
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
