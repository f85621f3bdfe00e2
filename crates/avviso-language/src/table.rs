//! Sorted tables that are read where they lie in the model file.

/// Where an id stands among ascending ids.
///
/// Ids are hashes, evenly spread, so the first guess is by proportion; the steps double until they pass the id.
pub(crate) fn find(ids: &[u64], id: u64) -> Option<usize> {
    if ids.is_empty() {
        return None;
    }
    let guess = ((u128::from(id) * ids.len() as u128) >> 64) as usize;
    let (mut low, mut high) = (guess, guess + 1);
    let mut step = 8;
    while low > 0 && ids[low] > id {
        low = low.saturating_sub(step);
        step *= 2;
    }
    step = 8;
    while high < ids.len() && ids[high - 1] < id {
        high = (high + step).min(ids.len());
        step *= 2;
    }
    ids[low..high].binary_search(&id).ok().map(|at| low + at)
}

/// A table from string id to string.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StringTable<'m> {
    pub(crate) ids: &'m [u64],
    pub(crate) ends: &'m [u32],
    pub(crate) text: &'m [u8],
}

impl<'m> StringTable<'m> {
    pub(crate) fn get(&self, id: u64) -> Option<&'m str> {
        let at = find(self.ids, id)?;
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        std::str::from_utf8(self.text.get(start..self.ends[at] as usize)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_id_is_found_and_no_other(mut ids in prop::collection::vec(any::<u64>(), 0..200), other in any::<u64>()) {
            ids.push(3);
            ids.sort_unstable();
            ids.dedup();
            for (at, &id) in ids.iter().enumerate() {
                prop_assert_eq!(find(&ids, id), Some(at));
            }
            prop_assert_eq!(find(&ids, other), ids.iter().position(|&id| id == other));
        }
    }
}
