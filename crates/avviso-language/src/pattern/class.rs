//! Sets of characters.

/// A set of code points: a bitmap for ASCII, sorted ranges for all.
#[derive(Debug, Clone, Default)]
pub(super) struct Class {
    ascii: u128,
    ranges: Vec<(u32, u32)>,
}

impl Class {
    /// Sorts and joins the ranges.
    pub(super) fn new(mut ranges: Vec<(u32, u32)>) -> Class {
        ranges.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match joined.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
                _ => joined.push((first, last)),
            }
        }
        let mut ascii = 0;
        for &(first, last) in &joined {
            for code in first..=last.min(127) {
                ascii |= 1 << code;
            }
        }
        Class { ascii, ranges: joined }
    }

    pub(super) fn one(c: char) -> Class {
        Class::new(vec![(u32::from(c), u32::from(c))])
    }

    /// All other code points.
    pub(super) fn negated(&self) -> Class {
        let mut out = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = 0;
        for &(first, last) in &self.ranges {
            if first > next {
                out.push((next, first - 1));
            }
            next = last.saturating_add(1);
        }
        if next <= 0x0010_ffff {
            out.push((next, 0x0010_ffff));
        }
        Class::new(out)
    }

    pub(super) fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    pub(super) fn has(&self, c: char) -> bool {
        let code = u32::from(c);
        if code < 128 {
            return self.ascii >> code & 1 == 1;
        }
        let after = self.ranges.partition_point(|&(first, _)| first <= code);
        after > 0 && code <= self.ranges[after - 1].1
    }

    /// The one character of the set, if it is one.
    pub(super) fn only(&self) -> Option<char> {
        match self.ranges[..] {
            [(first, last)] if first == last => char::from_u32(first),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negation_is_the_rest() {
        let class = Class::new(vec![
            (u32::from('a'), u32::from('c')),
            (0xe9, 0xe9),
            (u32::from('b'), u32::from('f')),
        ]);
        let other = class.negated();
        for c in ['a', 'f', 'g', 'é', 'è', '\0', '\u{10ffff}'] {
            assert_ne!(class.has(c), other.has(c), "{c:?}");
        }
        assert!(class.has('d') && class.has('é') && !class.has('g'));
    }
}
