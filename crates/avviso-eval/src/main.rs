//! `avviso-eval`: figures against gold, floors, speed.
#![expect(clippy::print_stdout, reason = "what a person asked for goes to stdout")]

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};
use avviso_eval::bench::language;
use avviso_eval::score::tellings;
use avviso_eval::{bench, conformance, figures, floors, gold, laid, records};
use avviso_language::{Pipeline, Simd, convert};
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Serialize as _;

/// Measures Avviso: figures against gold data, floors, speed.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Examples:
  avviso-eval lay attribution dev.jsonl.gz -o pages
  avviso read --clean none pages > records.jsonl
  avviso-eval score attribution dev.jsonl.gz records.jsonl
  avviso-eval lay tellings --data ../shared -o set
  avviso-eval score tellings set/truth.jsonl --link picture.jsonl --trace trace.jsonl
  AVVISO_DATA=../shared avviso-eval check
  avviso-eval conformance
  avviso-eval bench language TEXTS.jsonl.gz --against spacy --venv VENV --package MODEL.whl"
)]
struct Call {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Score records or pictures against gold.
    #[command(subcommand)]
    Score(Score),
    /// Lay the pages that a figure is measured on.
    #[command(subcommand)]
    Lay(Lay),
    /// Write records in the form that the figure's script reads, on stdout; the id is the source's file name without
    /// its last extension.
    Export(Export),
    /// Measure every figure that has a floor; exit 1 when one fell.
    Check(Check),
    /// Measure speed and memory on some pages.
    Bench(Bench),
    /// Compare the language core with spaCy's output; exit 1 when more differs than may.
    Conformance(Conformance),
}

/// What is measured.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// Who is said to have said what.
    Attribution,
}

#[derive(Debug, Subcommand)]
enum Score {
    /// Who is said to have said what: records against gold articles.
    Attribution(ScoreAttribution),
    /// Who repeats whom, and traced quotations: a picture and a trace against known truth.
    Tellings(ScoreTellings),
}

#[derive(Debug, Args)]
struct ScoreAttribution {
    /// Gold: JSON Lines, perhaps gzipped.
    gold: PathBuf,
    /// Records: JSON Lines, perhaps gzipped. A record belongs to the gold id that is its source's file name.
    records: PathBuf,
    /// Write the figures here as JSON too.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Also the figures in which nested attributions are not held against the system.
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Args)]
struct ScoreTellings {
    /// The truth of a laid set.
    #[arg(required_unless_present = "real")]
    truth: Option<PathBuf>,
    /// What `avviso link` wrote: JSON Lines, perhaps gzipped.
    #[arg(long, required_unless_present = "trace")]
    link: Option<PathBuf>,
    /// What `avviso trace` wrote: JSON Lines, perhaps gzipped.
    #[arg(long)]
    trace: Option<PathBuf>,
    /// The folder of the pages; without it, pages/ beside the truth.
    #[arg(long)]
    pages: Option<PathBuf>,
    /// A table of real pairs, instead of the truth of a laid set; needs --link.
    #[arg(long, requires = "link", conflicts_with_all = ["truth", "trace", "pages"])]
    real: Option<PathBuf>,
    /// Write the figures here as JSON too.
    #[arg(long)]
    json: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Lay {
    /// Write each gold text as a page, DIR/ID.txt, to be read with --clean none.
    Attribution(LayAttribution),
    /// Make a set of copies and quotations with known truth from the articles of a corpus: runs the data's own
    /// tool, which needs python3.
    Tellings(LayTellings),
}

#[derive(Debug, Args)]
struct LayAttribution {
    /// Gold: JSON Lines, perhaps gzipped.
    gold: PathBuf,
    /// The folder to write to; made where it is missing.
    #[arg(short, long)]
    output: PathBuf,
}

#[derive(Debug, Args)]
struct LayTellings {
    /// The folder of data, with tools/ and corpora/.
    #[arg(long, env = "AVVISO_DATA")]
    data: PathBuf,
    /// The same seed gives the same bytes.
    #[arg(long, default_value_t = 11)]
    seed: u64,
    /// How many stories are told.
    #[arg(long, default_value_t = 104)]
    stories: u32,
    /// The folder to write to; made where it is missing.
    #[arg(short, long)]
    output: PathBuf,
}

#[derive(Debug, Args)]
struct Export {
    what: What,
    /// Records: JSON Lines, perhaps gzipped.
    records: PathBuf,
}

#[derive(Debug, Args)]
struct Check {
    /// The floors.
    #[arg(long, default_value = "eval/floors.toml")]
    floors: PathBuf,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
struct Bench {
    #[command(subcommand)]
    of: Option<BenchOf>,
    /// Pages and folders.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Read every page once and measure nothing: what the measured processes do.
    #[arg(long, hide = true)]
    once: bool,
}

#[derive(Debug, Subcommand)]
enum BenchOf {
    /// Measure the language core on texts: speed, start-up, memory, instructions; beside spaCy where it is asked for.
    Language(BenchLanguage),
    /// Measure linking and tracing: CPU time and memory as the number of records grows, and on hostile crowds.
    Tellings(BenchTellings),
}

#[derive(Debug, Args)]
struct BenchTellings {
    /// How many made-up records are linked.
    #[arg(long, value_name = "N", value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000])]
    sizes: Vec<usize>,
    /// Pages of each hostile crowd: equal ones, near copies, one paragraph on all of unlike pages. 0 for none.
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    hostile: usize,
    /// Also link these records: JSON Lines.
    #[arg(long, value_name = "FILE", requires = "quotes")]
    records: Option<PathBuf>,
    /// Also trace these quotations on them.
    #[arg(long, value_name = "FILE", requires = "records")]
    quotes: Option<PathBuf>,
    /// What the measured processes do.
    #[arg(long, hide = true, num_args = 1..)]
    once: Vec<String>,
}

#[derive(Debug, Args)]
struct BenchLanguage {
    /// Texts: JSON Lines with a "text", perhaps gzipped.
    texts: PathBuf,
    /// The first N texts.
    #[arg(long, value_name = "N", default_value_t = 25)]
    limit: usize,
    /// Rounds; the median is told.
    #[arg(long, value_name = "N", default_value_t = 5)]
    rounds: usize,
    /// What to measure beside, in turn, on the same texts.
    #[arg(long, value_name = "WHAT", requires = "venv", requires = "package")]
    against: Option<Against>,
    /// A Python virtual environment with training/requirements.txt.
    #[arg(long, value_name = "FOLDER")]
    venv: Option<PathBuf>,
    /// The spaCy package to run, a wheel or a folder; ours is the built-in model without it.
    #[arg(long, value_name = "WHEEL-OR-FOLDER")]
    package: Option<PathBuf>,
    /// Vector instructions of ours; the best of this machine if not named.
    #[arg(long, value_name = "SET")]
    simd: Option<Set>,
    /// Answer lines on standard input: what the measured process does.
    #[arg(long, hide = true)]
    worker: bool,
    /// Parse all texts so many times: what instructions are counted of.
    #[arg(long, hide = true)]
    count: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Against {
    /// spaCy, run from --venv.
    Spacy,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Set {
    Avx512,
    Avx2,
    Portable,
}

impl From<Set> for Simd {
    fn from(set: Set) -> Self {
        match set {
            Set::Avx512 => Self::Avx512,
            Set::Avx2 => Self::Avx2,
            Set::Portable => Self::Portable,
        }
    }
}

#[derive(Debug, Args)]
struct Conformance {
    /// Golden files of training/golden.py; none means the small set that is shipped.
    golden: Vec<PathBuf>,
    /// The spaCy package, a wheel or a folder; the built-in model without it.
    #[arg(long, value_name = "WHEEL-OR-FOLDER")]
    package: Option<PathBuf>,
    /// A virtual environment with training/requirements.txt: spaCy writes the large golden set first, of the data in
    /// `AVVISO_DATA`, where it is not there yet.
    #[arg(long, value_name = "FOLDER", requires = "package", conflicts_with = "golden")]
    venv: Option<PathBuf>,
    /// Where the large golden set is kept, in a folder by the package's hash.
    #[arg(long, value_name = "FOLDER", default_value = "data/golden")]
    keep: PathBuf,
}

fn main() -> Result<ExitCode> {
    match Call::parse().command {
        Command::Score(score) => score.run()?,
        Command::Lay(lay) => lay.run()?,
        Command::Export(export) => export.run()?,
        Command::Check(check) => return check.run(),
        Command::Conformance(conformance) => return conformance.run(),
        Command::Bench(Bench { of: Some(BenchOf::Language(language)), .. }) => language.run()?,
        Command::Bench(Bench { of: Some(BenchOf::Tellings(tellings)), .. }) => tellings.run()?,
        Command::Bench(Bench { paths, once: true, .. }) => println!("{}", bench::once(&paths)?),
        Command::Bench(Bench { paths, once: false, .. }) => print!("{}", bench::run(&paths)?),
    }
    Ok(ExitCode::SUCCESS)
}

impl Score {
    fn run(self) -> Result<()> {
        match self {
            Self::Attribution(ScoreAttribution { gold, records, json, all }) => {
                let report = figures::score(&gold::read(&gold)?, &records::read(&records)?, all)?;
                write_json(json.as_deref(), &report.to_json())?;
                print!("{report}");
            }
            Self::Tellings(ScoreTellings { truth, link, trace, pages, real, json }) => {
                let mut all = tellings::Figures::default();
                let link = link.as_deref().map(tellings::read).transpose()?;
                if let (Some(real), Some(link)) = (&real, &link) {
                    let table = fs::read_to_string(real).with_context(|| real.display().to_string())?;
                    all.0.insert("real".into(), tellings::score_real(&table, link)?);
                }
                if let Some(path) = &truth {
                    let truth = tellings::read(path)?;
                    if let Some(link) = &link {
                        all.0.insert("link".into(), tellings::score_link(&truth, link)?);
                    }
                    if let Some(trace) = &trace {
                        let beside = || path.with_file_name("pages");
                        let pages = pages.unwrap_or_else(beside);
                        let rows = tellings::read(trace)?;
                        all.0.insert("trace".into(), tellings::score_trace(&truth, &rows, &pages)?);
                    }
                }
                write_json(json.as_deref(), &all.to_json())?;
                print!("{all}");
            }
        }
        Ok(())
    }
}

/// Writes figures as the scripts do: keys sorted, one space a level.
fn write_json(path: Option<&Path>, figures: &serde_json::Value) -> Result<()> {
    let Some(path) = path else { return Ok(()) };
    let mut bytes = Vec::new();
    let spaced = serde_json::ser::PrettyFormatter::with_indent(b" ");
    figures.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, spaced))?;
    fs::write(path, bytes).with_context(|| path.display().to_string())
}

impl Lay {
    fn run(self) -> Result<()> {
        match self {
            Self::Attribution(lay) => lay.run(),
            Self::Tellings(LayTellings { data, seed, stories, output }) => {
                print!("{}", laid::tellings(&data, seed, stories, &output)?);
                Ok(())
            }
        }
    }
}

impl LayAttribution {
    fn run(self) -> Result<()> {
        let Self { gold, output } = self;
        fs::create_dir_all(&output).with_context(|| output.display().to_string())?;
        let mut laid = 0;
        for article in gold::read(&gold)? {
            let plain =
                !article.id.is_empty() && !article.id.starts_with('.') && !article.id.contains(['/', '\\']);
            ensure!(plain, "{:?} cannot be a file's name", article.id);
            let Some(text) = article.text else { continue };
            let path = output.join(format!("{}.txt", article.id));
            fs::write(&path, text).with_context(|| path.display().to_string())?;
            laid += 1;
        }
        println!("{laid} pages");
        Ok(())
    }
}

impl Export {
    fn run(self) -> Result<()> {
        let Self { what: What::Attribution, records } = self;
        let mut out = io::BufWriter::new(io::stdout().lock());
        for record in records::read(&records)? {
            let id = records::names(&record.page.source).last().unwrap_or_default().to_owned();
            let article = gold::SystemArticle { id, attributions: gold::outermost(&record) };
            serde_json::to_writer(&mut out, &article)?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
        Ok(())
    }
}

impl BenchTellings {
    fn run(self) -> Result<()> {
        let Self { sizes, hostile, records, quotes, once } = self;
        if once.is_empty() {
            print!("{}", bench::tellings::run(&sizes, hostile, records.zip(quotes).as_ref())?);
        } else {
            println!("{}", serde_json::to_string(&bench::tellings::answer(&once)?)?);
        }
        Ok(())
    }
}

impl BenchLanguage {
    fn run(self) -> Result<()> {
        let Self { texts, limit, rounds, against, venv, package, simd, worker, count } = self;
        let options = language::Options {
            texts,
            limit,
            rounds,
            package,
            spacy: venv.filter(|_| against == Some(Against::Spacy)),
            simd: simd.map(Simd::from),
        };
        match (worker, count) {
            (true, _) => language::worker(&options)?,
            (_, Some(times)) => println!("{}", language::count(&options, times)?),
            _ => print!("{}", language::run(&options)?),
        }
        Ok(())
    }
}

impl Conformance {
    fn run(self) -> Result<ExitCode> {
        let Self { mut golden, package, venv, keep } = self;
        let pipeline = match &package {
            None => Pipeline::english(),
            Some(path) => {
                let read = language::package(path)?;
                if let Some(venv) = &venv {
                    let folder = std::env::var_os("AVVISO_DATA").map(PathBuf::from);
                    let out = keep.join(&read.sha256()[..16]);
                    golden = conformance::make(venv, path, folder.as_deref(), &out)?;
                }
                Pipeline::from_bytes(&convert(&read)?)?
            }
        };
        let tally = match golden.as_slice() {
            [] => conformance::own(&pipeline)?,
            files => conformance::files(&pipeline, files)?,
        };
        println!("{} {}, {:?}", pipeline.name(), pipeline.version(), pipeline.simd());
        print!("{tally}");
        let failures = tally.failures();
        for failure in &failures {
            println!("FAIL {failure}");
        }
        println!("{}", if failures.is_empty() { "it conforms" } else { "it does not conform" });
        Ok(if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

impl Check {
    fn run(self) -> Result<ExitCode> {
        let folder = std::env::var_os("AVVISO_DATA").map(PathBuf::from);
        let floors = floors::read(&self.floors)?;
        let outcomes = floors::check(&floors, folder.as_deref().map(Path::new));
        let count = |is: fn(&floors::Outcome) -> bool| outcomes.iter().filter(|it| is(it)).count();
        for (floor, outcome) in floors.floor.iter().zip(&outcomes) {
            let name = format!("{:?} {} on {}", floor.kind, floor.figure, floor.data);
            let side = if floor.at_most { "most " } else { "floor" };
            println!("{name:<64} {side} {:.4} of {}  {outcome}", floor.floor, floor.date);
        }
        let failed = count(|it| matches!(it, floors::Outcome::Fail(_)));
        let skipped = count(|it| matches!(it, floors::Outcome::Skipped(_)));
        println!("{} floors hold, {failed} fell, {skipped} skipped", outcomes.len() - failed - skipped);
        Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
