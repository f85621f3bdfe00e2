//! How much of a hostile page is read; what goes over is said in a diagnostic, never cut in silence.

/// The limits of one page. The defaults are those of `docs/boundaries.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a page that are read; the rest is one discarded span (`cut-at-limit`).
    pub page_bytes: u32,
    /// Open elements; deeper ones are attached at this level with all their text (`deep-nesting`).
    pub open_elements: u32,
    /// Attributes of one tag that are looked at (`attribute-limit`).
    pub attributes: u32,
    /// Bytes of one attribute's value that are looked at (`attribute-limit`).
    pub attribute_bytes: u32,
    /// Words of a page that are analysed; behind them nothing is (`many-words`).
    pub words: u32,
    /// Words of a page that are parsed; the rest is cut into sentences and words only (`parse-limit`).
    pub parsed_words: u32,
    /// Words of a sentence; a longer one is split (`long-sentence`).
    pub sentence_words: u32,
    /// Sentences of a page that are analysed (`many-sentences`).
    pub sentences: u32,
    /// Candidates of one mention that are kept (`many-candidates`).
    pub candidates: u32,
    /// Mentions of one page that are kept (`many-mentions`).
    pub mentions: u32,
    /// Quotations inside quotations; deeper ones are flattened (`deep-quotation`).
    pub nested_quotations: u32,
    /// Bytes of inline data (scripts' JSON, `data:` addresses) that are looked at, JSON-LD excepted (`inline-data`).
    pub inline_data_bytes: u32,
    /// Bytes of one JSON-LD block; a larger one is passed over (`json-ld-limit`).
    pub json_ld_bytes: u32,
    /// Nesting of a JSON-LD block; a deeper one is passed over (`json-ld-limit`).
    pub json_ld_depth: u32,
    /// Values of a page's metadata that are kept (`metadata-limit`).
    pub metadata_values: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            page_bytes: 16 << 20,
            open_elements: 512,
            attributes: 256,
            attribute_bytes: 64 << 10,
            words: 1_000_000,
            parsed_words: 100_000,
            sentence_words: 512,
            sentences: 20_000,
            candidates: 32,
            mentions: 20_000,
            nested_quotations: 8,
            inline_data_bytes: 64 << 10,
            json_ld_bytes: 1 << 20,
            json_ld_depth: 64,
            metadata_values: 20_000,
        }
    }
}
