//! What the passes look things up in: TSV that a person edits, each row with its source.

use avviso_text::Id;

/// An entity of the knowledge base (the type that entity ids are of).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its stable name in the tables.
    pub key: String,
}

/// The index of an entity.
pub type EntityId = Id<Entity>;

/// All tables.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    /// The entities.
    pub entities: Vec<Entity>,
}

impl Knowledge {
    /// The tables that ship with the program.
    pub fn embedded() -> Self {
        Self::default()
    }

    /// SHA-256 of the tables in hexadecimal.
    pub fn digest(&self) -> String {
        String::new()
    }
}
