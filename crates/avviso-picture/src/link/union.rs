//! Sets that are joined.

/// Numbers from 0, each in one set; the least of a set stands for it.
#[derive(Debug)]
pub(crate) struct Union(Vec<u32>);

impl Union {
    /// Makes `count` sets of one.
    pub(crate) fn new(count: usize) -> Self {
        Self((0..count as u32).collect())
    }

    /// Gives the number that stands for the set of `it`.
    pub(crate) fn find(&mut self, mut it: u32) -> u32 {
        while self.0[it as usize] != it {
            let next = self.0[it as usize];
            self.0[it as usize] = self.0[next as usize];
            it = self.0[it as usize];
        }
        it
    }

    /// Joins two sets.
    pub(crate) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b) as usize] = a.min(b);
    }

    /// Gives the number that stands for each one's set.
    pub(crate) fn all(&mut self) -> Vec<u32> {
        (0..self.0.len() as u32).map(|it| self.find(it)).collect()
    }
}
