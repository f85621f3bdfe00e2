//! Quotation marks: which characters are marks, and which way each may face.

/// Families of marks that pair with each other. Straight, curly and doubled marks mix within one article, so they are
/// one family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// Double marks: curly, straight, two single ones together, and low „.
    Double,
    /// ‘ ’ ' ‚ and the single guillemets.
    Single,
    /// « ».
    Guillemet,
}

/// The way a mark looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Facing {
    /// “ ‘ « „: an opening shape.
    Open,
    /// ” ’ »: a closing shape.
    Close,
    /// " ' '': either.
    Either,
}

/// One mark in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) family: Family,
    pub(crate) facing: Facing,
    /// Whether it is low („), which always opens and makes “ close.
    pub(crate) low: bool,
    /// Bytes.
    pub(crate) len: usize,
}

/// The mark at the start of `rest`, if there is one; `before` is the character before it.
pub(crate) fn mark(rest: &str, before: Option<char>) -> Option<Mark> {
    let mut chars = rest.chars();
    let first = chars.next()?;
    let second = chars.next();
    let of = |family, facing| Some(Mark { family, facing, low: false, len: first.len_utf8() });
    let doubled =
        |facing| Some(Mark { family: Family::Double, facing, low: false, len: 2 * first.len_utf8() });
    // Three alike are no doubled mark plus one; the pair is taken first, whatever follows.
    match first {
        '“' | '‟' | '〝' => of(Family::Double, Facing::Open),
        '”' | '〞' => of(Family::Double, Facing::Close),
        '"' | '＂' => of(Family::Double, Facing::Either),
        '„' => {
            Some(Mark { family: Family::Double, facing: Facing::Open, low: true, len: first.len_utf8() })
        }
        '«' => of(Family::Guillemet, Facing::Open),
        '»' => of(Family::Guillemet, Facing::Close),
        '\'' if second == Some('\'') => doubled(Facing::Either),
        '`' if second == Some('`') => doubled(Facing::Open),
        '’' if second == Some('’') => doubled(Facing::Close),
        '‘' if second == Some('‘') => doubled(Facing::Open),
        '‘' | '‛' | '‹' | '`' => of(Family::Single, Facing::Open),
        '‚' => {
            Some(Mark { family: Family::Single, facing: Facing::Open, low: true, len: first.len_utf8() })
        }
        '’' | '›' if !inside_word(before, second) => of(Family::Single, Facing::Close),
        '\'' if !inside_word(before, second) => of(Family::Single, Facing::Either),
        _ => None,
    }
}

/// Whether a mark between these characters is an apostrophe.
fn inside_word(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// Whether a mark may open here: nothing, white space, an opening bracket, a dash or another mark before it, and no
/// white space after.
pub(crate) fn may_open(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | '['
                    | '{'
                    | '—'
                    | '–'
                    | '―'
                    | '-'
                    | ':'
                    | '/'
                    | '“'
                    | '"'
                    | '‘'
                    | '\''
                    | '«'
                    | '„'
                    | '`'
            )
    }) && after
        .is_some_and(|c| !c.is_whitespace() && !matches!(c, ',' | ';' | ')' | ']' | '}' | '!' | '?' | ':'))
}

/// Whether a mark may close here: something before it, and no letter or digit right after.
pub(crate) fn may_close(before: Option<char>, after: Option<char>) -> bool {
    before.is_some() && after.is_none_or(|c| !c.is_alphanumeric())
}
