//! One line of a picture, and what all kinds of lines share.

use std::borrow::Cow;
use std::io::{self, Write};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Copy, FORMAT, Group, Passage, Saying};
use crate::date::{Date, Precision};
use crate::evidence::{Evidence, Severity};
use crate::id::{CopyId, GroupId, PassageId, SayingId};
use crate::record::Tool;

/// One line of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "row", rename_all = "lowercase")]
pub enum Row {
    /// The header, the first line.
    Picture(Header),
    /// A page.
    Page(Page),
    /// A stretch that two pages share.
    Passage(Passage),
    /// Two pages of which one was made from the other or both from a third, or which share quoted words.
    Copy(Copy),
    /// Pages that copies join; a page without copies is alone in one.
    Group(Group),
    /// One utterance, told on several pages.
    Saying(Saying),
    /// A doubt or a limit; these stand last.
    Diagnostic(Doubt),
}

/// The header of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Header {
    /// The contract that these rows follow.
    pub format: PictureFormat,
    /// The program that wrote them.
    pub tool: Tool,
    /// The number of pages; equal bytes count once.
    pub pages: u32,
    /// The number of groups, pages that are alone among them.
    pub groups: u32,
    /// At most so many origins: distinct named ones, and each group without a name as one.
    pub origins: u32,
}

/// A page of the picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Page {
    /// The page's id.
    #[schemars(regex(pattern = r"^p[0-9a-f]{16}$"))]
    pub page: String,
    /// Where it was read; of equal bytes the first place.
    pub source: String,
    /// Further places where the same bytes were read; absent where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_at: Vec<String>,
    /// The title; null where the page does not say.
    pub title: Option<String>,
    /// The outlet's name; null where the page does not say.
    pub outlet: Option<String>,
    /// When the page was published; null where it is undated.
    pub published: Option<About>,
    /// The group that the page belongs to.
    pub group: GroupId,
}

/// A belief about a time, without its evidence, which stands in the page's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct About {
    /// Not before; null where only the end is known.
    pub from: Option<Date>,
    /// Not after (that day included); null where only the start is known.
    pub to: Option<Date>,
    /// How fine the belief is.
    pub precision: Precision,
}

/// A page, named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct PageRef {
    /// The page's id.
    #[schemars(regex(pattern = r"^p[0-9a-f]{16}$"))]
    pub page: String,
    /// Where it was read.
    pub source: String,
}

/// A reason that stands on one of several pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageEvidence {
    /// The page's id.
    pub page: String,
    /// The reason.
    #[serde(flatten)]
    pub evidence: Evidence,
}

impl JsonSchema for PageEvidence {
    fn schema_name() -> Cow<'static, str> {
        "PageEvidence".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Evidence::json_schema(generator);
        schema.insert("description".into(), "A reason that stands on one of several pages.".into());
        if let Some(properties) = schema.get_mut("properties").and_then(|it| it.as_object_mut()) {
            let page = json_schema!({
                "description": "The page's id.",
                "type": "string",
                "pattern": "^p[0-9a-f]{16}$",
            });
            properties.insert("page".to_owned(), page.to_value());
        }
        schema.insert("required".into(), serde_json::json!(["page", "because"]));
        schema
    }
}

/// Something that was looked for and not decided, or a limit that was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Doubt {
    /// The stable name of the matter, like `direction-undecided` or `pairs-capped`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence for a person; no full stop.
    pub message: String,
    /// The ids of the rows, or of the pages, that it is about.
    pub about: Vec<String>,
}

/// The fixed value of a picture's `format`: [`FORMAT`]; anything else is refused when it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PictureFormat;

impl Serialize for PictureFormat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(FORMAT)
    }
}

impl<'de> Deserialize<'de> for PictureFormat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found = String::deserialize(deserializer)?;
        if found == FORMAT {
            return Ok(Self);
        }
        Err(de::Error::custom(format_args!("format is {found:?}, this version reads {FORMAT:?}")))
    }
}

impl JsonSchema for PictureFormat {
    fn schema_name() -> Cow<'static, str> {
        "PictureFormat".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"const": FORMAT, "description": "The contract that these rows follow.", "type": "string"})
    }
}

impl Row {
    /// Gives the row's own id, as diagnostics name it; a page's is the page's.
    pub fn id(&self) -> Option<String> {
        let id = match self {
            Self::Picture(_) | Self::Diagnostic(_) => return None,
            Self::Page(page) => page.page.clone(),
            Self::Passage(passage) => PassageId::to_string(&passage.id),
            Self::Copy(copy) => CopyId::to_string(&copy.id),
            Self::Group(group) => GroupId::to_string(&group.id),
            Self::Saying(saying) => SayingId::to_string(&saying.id),
        };
        Some(id)
    }
}

/// Writes `rows` as lines.
///
/// # Errors
/// What the writer says.
pub fn write<'r, W: Write>(mut writer: W, rows: impl IntoIterator<Item = &'r Row>) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut writer, row)?;
        writer.write_all(b"\n")?;
    }
    Ok(())
}
