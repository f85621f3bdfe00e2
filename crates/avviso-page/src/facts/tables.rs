//! The language tables of this room, read once.

use std::sync::LazyLock;

use crate::facts::calendar::Calendar;
use crate::facts::language::SmallWords;

/// Names of months.
pub(crate) static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::new);
/// Small words of languages.
pub(crate) static SMALL_WORDS: LazyLock<SmallWords> = LazyLock::new(SmallWords::new);
