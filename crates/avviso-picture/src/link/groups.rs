//! Groups: which pages hang together, which of them was first, which hold the rest together.

use avviso_record::picture::Direction;

/// A copy between two pages of a group, as far as groups need it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) direction: Direction,
}

/// Gives the page that all others come from, by decided directions alone; `pages` are sorted.
///
/// The first is a page into which no direction leads and from which all others are reached.
pub(crate) fn first(pages: &[u32], edges: &[Edge]) -> Option<u32> {
    if pages.len() == 1 {
        return pages.first().copied();
    }
    let place = |page: u32| pages.binary_search(&page).expect("edges join pages of the group");
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); pages.len()];
    let mut has_source = vec![false; pages.len()];
    for edge in edges {
        let (from, to) = match edge.direction {
            Direction::AToB => (edge.a, edge.b),
            Direction::BToA => (edge.b, edge.a),
            Direction::Undecided => continue,
        };
        out[place(from)].push(place(to));
        has_source[place(to)] = true;
    }
    let mut free = (0..pages.len()).filter(|&it| !has_source[it]);
    let (first, None) = (free.next()?, free.next()) else { return None };
    let mut seen = vec![false; pages.len()];
    let mut left = vec![first];
    while let Some(it) = left.pop() {
        if !std::mem::replace(&mut seen[it], true) {
            left.extend(out[it].iter().copied());
        }
    }
    seen.iter().all(|&seen| seen).then(|| pages[first])
}

/// Says whether decided directions lead in a circle.
pub(crate) fn has_cycle(pages: &[u32], edges: &[Edge]) -> bool {
    let place = |page: u32| pages.binary_search(&page).expect("edges join pages of the group");
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); pages.len()];
    let mut into = vec![0_usize; pages.len()];
    for edge in edges {
        let (from, to) = match edge.direction {
            Direction::AToB => (edge.a, edge.b),
            Direction::BToA => (edge.b, edge.a),
            Direction::Undecided => continue,
        };
        out[place(from)].push(place(to));
        into[place(to)] += 1;
    }
    let mut free: Vec<usize> = (0..pages.len()).filter(|&it| into[it] == 0).collect();
    let mut count = 0;
    while let Some(it) = free.pop() {
        count += 1;
        for &to in &out[it] {
            into[to] -= 1;
            if into[to] == 0 {
                free.push(to);
            }
        }
    }
    count < pages.len()
}

/// Gives the pages without which the group falls apart, in order.
pub(crate) fn bridges(pages: &[u32], edges: &[Edge]) -> Vec<u32> {
    if pages.len() < 3 {
        return Vec::new();
    }
    let place = |page: u32| pages.binary_search(&page).expect("edges join pages of the group");
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); pages.len()];
    for edge in edges {
        let (a, b) = (place(edge.a), place(edge.b));
        beside[a].push(b);
        beside[b].push(a);
    }
    // Articulation points (Hopcroft and Tarjan 1973), without recursion.
    let none = usize::MAX;
    let (mut order, mut low) = (vec![none; pages.len()], vec![none; pages.len()]);
    let mut is_bridge = vec![false; pages.len()];
    let mut count = 0;
    for root in 0..pages.len() {
        if order[root] != none {
            continue;
        }
        let mut children_of_root = 0;
        let mut stack = vec![(root, none, 0)];
        (order[root], low[root]) = (count, count);
        count += 1;
        while let Some((at, parent, next)) = stack.pop() {
            if let Some(&to) = beside[at].get(next) {
                stack.push((at, parent, next + 1));
                if order[to] == none {
                    (order[to], low[to]) = (count, count);
                    count += 1;
                    stack.push((to, at, 0));
                } else if to != parent {
                    low[at] = low[at].min(order[to]);
                }
            } else if parent != none {
                low[parent] = low[parent].min(low[at]);
                if parent == root {
                    children_of_root += 1;
                } else if low[at] >= order[parent] {
                    is_bridge[parent] = true;
                }
            }
        }
        is_bridge[root] = children_of_root > 1;
    }
    pages.iter().zip(is_bridge).filter(|(_, is)| *is).map(|(&page, _)| page).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(all: &[(u32, u32, i8)]) -> Vec<Edge> {
        all.iter()
            .map(|&(a, b, way)| Edge {
                a,
                b,
                direction: match way {
                    1 => Direction::AToB,
                    -1 => Direction::BToA,
                    _ => Direction::Undecided,
                },
            })
            .collect()
    }

    #[test]
    fn the_first_is_where_all_others_come_from() {
        assert_eq!(first(&[1, 2, 3], &edges(&[(1, 2, -1), (1, 3, 1)])), Some(2));
        assert_eq!(first(&[1, 2, 3], &edges(&[(1, 2, 1), (1, 3, 0)])), None);
        assert_eq!(first(&[1, 2, 3], &edges(&[(1, 2, 1), (2, 3, 1), (1, 3, -1)])), None);
        assert_eq!(first(&[7], &[]), Some(7));
    }

    #[test]
    fn a_circle_is_seen() {
        assert!(has_cycle(&[1, 2, 3], &edges(&[(1, 2, 1), (2, 3, 1), (1, 3, -1)])));
        assert!(!has_cycle(&[1, 2, 3], &edges(&[(1, 2, 1), (2, 3, 1), (1, 3, 1)])));
    }

    #[test]
    fn a_bridge_is_a_page_without_which_the_group_falls_apart() {
        assert_eq!(bridges(&[1, 2, 3], &edges(&[(1, 2, 0), (2, 3, 0)])), [2]);
        assert_eq!(bridges(&[1, 2, 3], &edges(&[(1, 2, 0), (2, 3, 0), (1, 3, 0)])), [0; 0]);
        let two = edges(&[(1, 2, 0), (1, 3, 0), (2, 3, 0), (3, 4, 0), (3, 5, 0), (4, 5, 0)]);
        assert_eq!(bridges(&[1, 2, 3, 4, 5], &two), [3]);
        let long: Vec<(u32, u32, i8)> = (0..50_000).map(|it| (it, it + 1, 0)).collect();
        assert_eq!(bridges(&(0..50_001).collect::<Vec<_>>(), &edges(&long)).len(), 49_999);
    }
}
