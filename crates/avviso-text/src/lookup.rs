//! A hash map that cannot be walked, so that no order of hashing can reach the output.

use std::borrow::Borrow;
use std::fmt;
use std::hash::Hash;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

/// A hash map for looking things up only: it has no iterator. What must be walked is a `Vec` or a `BTreeMap`.
pub struct Lookup<K, V> {
    map: HashMap<K, V, FxBuildHasher>,
}

impl<K: Eq + Hash, V> Lookup<K, V> {
    /// An empty map.
    pub fn new() -> Self {
        Self { map: HashMap::with_hasher(FxBuildHasher) }
    }

    /// Puts `value` under `key` and gives back what stood there.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.map.insert(key, value)
    }

    /// What stands under `key`.
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.map.get(key)
    }

    /// What stands under `key`, to be changed.
    pub fn get_mut<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.map.get_mut(key)
    }

    /// What stands under `key`; `make` is put there first if nothing does.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        self.map.entry(key).or_insert_with(make)
    }

    /// Whether something stands under `key`.
    pub fn contains<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.map.contains_key(key)
    }

    /// Number of keys.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }
}

impl<K: Eq + Hash, V> Default for Lookup<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> fmt::Debug for Lookup<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lookup({} keys)", self.map.len())
    }
}
