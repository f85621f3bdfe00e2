//! Names of rules.

/// The name of a rule, as it stands in `because`; what each means stands in the program's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RuleId(&'static str);

impl RuleId {
    /// Names a rule: the part, a point, words joined by hyphens.
    pub(crate) const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Gives the name.
    pub(crate) const fn as_str(self) -> &'static str {
        self.0
    }
}
