//! Subtree edges, and the return of lifted arcs to the place that their label names.

/// A label `label||under`: the arc was lifted from a head that is labelled `under`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lifted {
    pub(crate) label: u16,
    pub(crate) under: u16,
}

/// Leftmost and rightmost token of each token's subtree.
#[derive(Debug, Default)]
pub(crate) struct Edges {
    edges: Vec<(u32, u32)>,
    starts: Vec<bool>,
}

impl Edges {
    pub(crate) fn of(&self, token: usize) -> (u32, u32) {
        self.edges[token]
    }

    /// Arcs may cross, so that edges need several rounds until every head lies in its own sentence; spaCy stops
    /// after twelve.
    pub(crate) fn find(&mut self, heads: &[u32]) {
        self.edges.clear();
        self.edges.extend((0..heads.len() as u32).map(|token| (token, token)));
        for _ in 0..12 {
            for token in (0..heads.len()).chain((0..heads.len()).rev()) {
                let (left, right) = self.edges[token];
                let head = &mut self.edges[heads[token] as usize];
                *head = (head.0.min(left), head.1.max(right));
            }
            if self.sentences_hold(heads) {
                break;
            }
        }
    }

    /// Whether the heads of all tokens, the last of each sentence aside, lie within the sentence.
    fn sentences_hold(&mut self, heads: &[u32]) -> bool {
        self.starts.clear();
        self.starts.resize(heads.len(), false);
        for (token, &head) in heads.iter().enumerate() {
            if head as usize == token {
                self.starts[self.edges[token].0 as usize] = true;
            }
        }
        let mut first = 0;
        for token in 0..heads.len() {
            if (token > 0 && self.starts[token]) || token + 1 == heads.len() {
                let inside = |&head: &u32| (first..=token).contains(&(head as usize));
                if !heads[first..token].iter().all(inside) {
                    return false;
                }
                first = token;
            }
        }
        true
    }
}

/// Gives each token with a lifted label its plain label, and the head that the label names: the first token so labelled,
/// breadth first and left to right below the present head. Heads change in place, from left to right.
pub(super) fn lower(
    heads: &mut [u32],
    labels: &mut [u16],
    edges: &Edges,
    lifted: impl Fn(u16) -> Option<Lifted>,
    is_space: impl Fn(usize) -> bool,
) {
    let mut children = Children::new(heads);
    let mut queue = Vec::new();
    for token in 0..heads.len() {
        let Some(Lifted { label, under }) = lifted(labels[token]) else { continue };
        labels[token] = label;
        queue.clear();
        queue.push(heads[token]);
        let mut at = 0;
        let mut found = None;
        'search: while let Some(&node) = queue.get(at) {
            at += 1;
            let (left, right) = edges.edges[node as usize];
            for &child in children.of(node) {
                if child < left || child > right || is_space(child as usize) || child as usize == token {
                    continue;
                }
                if labels[child as usize] == under {
                    found = Some(child);
                    break 'search;
                }
                queue.push(child);
            }
        }
        if let Some(head) = found {
            children.remove(heads[token], token as u32);
            heads[token] = head;
            children.insert(head, token as u32);
        }
    }
}

/// Children of each token, ascending; roots are nobody's children.
struct Children(Vec<Vec<u32>>);

impl Children {
    fn new(heads: &[u32]) -> Children {
        let mut all = vec![Vec::new(); heads.len()];
        for (token, &head) in heads.iter().enumerate() {
            if head as usize != token {
                all[head as usize].push(token as u32);
            }
        }
        Children(all)
    }

    fn of(&self, token: u32) -> &[u32] {
        &self.0[token as usize]
    }

    fn remove(&mut self, head: u32, child: u32) {
        self.0[head as usize].retain(|&other| other != child);
    }

    fn insert(&mut self, head: u32, child: u32) {
        let list = &mut self.0[head as usize];
        let at = list.partition_point(|&other| other < child);
        list.insert(at, child);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(heads: &[u32]) -> Vec<(u32, u32)> {
        let mut edges = Edges::default();
        edges.find(heads);
        edges.edges
    }

    #[test]
    fn edges_span_the_subtree() {
        assert_eq!(edges(&[1, 1, 1, 2]), [(0, 0), (0, 3), (2, 3), (3, 3)]);
        assert_eq!(edges(&[0, 1]), [(0, 0), (1, 1)]);
        assert_eq!(edges(&[]), []);
    }

    #[test]
    fn a_lifted_arc_returns_to_its_head() {
        // Token 3 hangs from 0 with the label "2||1": its head is the child of 0 that is labelled 1.
        let mut heads = [0, 0, 1, 0];
        let mut labels = [0, 1, 4, 9];
        let mut found = Edges::default();
        found.find(&heads);
        let lifted = |label| (label == 9).then_some(Lifted { label: 2, under: 1 });
        lower(&mut heads, &mut labels, &found, lifted, |_| false);
        assert_eq!((heads, labels), ([0, 0, 1, 1], [0, 1, 4, 2]));
    }

    #[test]
    fn without_such_a_head_it_stays() {
        let mut heads = [0, 0, 0];
        let mut labels = [0, 3, 9];
        let mut found = Edges::default();
        found.find(&heads);
        lower(
            &mut heads,
            &mut labels,
            &found,
            |label| (label == 9).then_some(Lifted { label: 2, under: 1 }),
            |_| false,
        );
        assert_eq!((heads, labels), ([0, 0, 0], [0, 3, 2]));
    }
}
