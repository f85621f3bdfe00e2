//! The state of the arc-eager system: a stack, a buffer with tokens put back on it, arcs.

use super::{BREAK, LEFT, REDUCE, RIGHT, ROOT, SHIFT};
use crate::network::steps::NO_TOKEN;

#[derive(Debug, Default)]
pub(super) struct State {
    tokens: u32,
    /// First token that was never on the stack.
    next: u32,
    stack: Vec<u32>,
    /// Tokens put back before the rest of the buffer; the last is read first.
    returned: Vec<u32>,
    heads: Vec<u32>,
    labels: Vec<u16>,
    /// Newest left and right child of each token, and the child added before it under the same head and side.
    newest: [Vec<u32>; 2],
    before: Vec<u32>,
    unshiftable: Vec<bool>,
    starts: Vec<bool>,
}

fn refill<T: Clone>(list: &mut Vec<T>, len: usize, value: T) {
    list.clear();
    list.resize(len, value);
}

impl State {
    pub(super) fn begin(&mut self, tokens: usize) {
        self.tokens = tokens as u32;
        self.next = 0;
        self.stack.clear();
        self.returned.clear();
        refill(&mut self.heads, tokens, NO_TOKEN);
        refill(&mut self.labels, tokens, ROOT);
        refill(&mut self.newest[0], tokens, NO_TOKEN);
        refill(&mut self.newest[1], tokens, NO_TOKEN);
        refill(&mut self.before, tokens, NO_TOKEN);
        refill(&mut self.unshiftable, tokens, false);
        refill(&mut self.starts, tokens, false);
        if let Some(first) = self.starts.first_mut() {
            *first = true;
        }
    }

    pub(super) fn done(&self) -> bool {
        self.stack.is_empty() && self.left_over() == 0
    }

    /// Length of the buffer.
    fn left_over(&self) -> u32 {
        self.returned.len() as u32 + self.tokens - self.next
    }

    fn buffer(&self, at: usize) -> u32 {
        if at < self.returned.len() {
            return self.returned[self.returned.len() - 1 - at];
        }
        let token = self.next + (at - self.returned.len()) as u32;
        if token < self.tokens { token } else { NO_TOKEN }
    }

    fn stacked(&self, at: usize) -> u32 {
        self.stack.len().checked_sub(at + 1).map_or(NO_TOKEN, |place| self.stack[place])
    }

    fn newest(&self, side: usize, token: u32) -> u32 {
        self.newest[side].get(token as usize).copied().unwrap_or(NO_TOKEN)
    }

    /// The tokens that the model looks at.
    pub(super) fn slots(&self) -> [u32; 8] {
        let (b0, s0) = (self.buffer(0), self.stacked(0));
        [
            b0,
            self.buffer(1),
            s0,
            self.stacked(1),
            self.stacked(2),
            self.newest(0, b0),
            self.newest(0, s0),
            self.newest(1, s0),
        ]
    }

    /// The valid actions, one bit each.
    pub(super) fn valid(&self) -> usize {
        let (b0, b1, rest) = (self.buffer(0), self.buffer(1), self.left_over());
        let stacked = !self.stack.is_empty();
        let at_start = b0 != NO_TOKEN && self.starts[b0 as usize];
        let mut valid = 0;
        if !stacked || (rest >= 2 && !at_start && !self.unshiftable[b0 as usize]) {
            valid |= 1 << SHIFT;
        }
        if stacked {
            valid |= 1 << REDUCE;
            if rest > 0 && !at_start {
                valid |= 1 << LEFT | 1 << RIGHT;
            }
        }
        if rest >= 2 && b1 == b0 + 1 && !self.starts[b1 as usize] {
            valid |= 1 << BREAK;
        }
        valid
    }

    pub(super) fn shift(&mut self) {
        let token = self.returned.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    /// Takes the top off the stack; if it has no head and is not alone it goes back to the buffer, once.
    pub(super) fn reduce(&mut self) {
        let Some(top) = self.stack.pop() else { return };
        if self.heads[top as usize] == NO_TOKEN && !self.stack.is_empty() {
            self.unshiftable[top as usize] = true;
            self.returned.push(top);
        }
    }

    pub(super) fn left(&mut self, label: u16) {
        let head = self.buffer(0);
        if let Some(child) = self.stack.pop() {
            self.add_arc(head, child, label);
            self.unshiftable[head as usize] = false;
        }
    }

    pub(super) fn right(&mut self, label: u16) {
        let child = self.buffer(0);
        if let Some(&head) = self.stack.last() {
            self.add_arc(head, child, label);
            self.shift();
        }
    }

    pub(super) fn break_before_next(&mut self) {
        let next = self.buffer(1) as usize;
        self.starts[next] = true;
    }

    fn add_arc(&mut self, head: u32, child: u32, label: u16) {
        let old = self.heads[child as usize];
        if old != NO_TOKEN {
            self.remove_child(old, child);
        }
        let newest = &mut self.newest[usize::from(head < child)][head as usize];
        self.before[child as usize] = std::mem::replace(newest, child);
        self.heads[child as usize] = head;
        self.labels[child as usize] = label;
    }

    /// Takes a child from its head's list; the newest child comes off at once, and no other is ever asked for.
    fn remove_child(&mut self, head: u32, child: u32) {
        let before = self.before[child as usize];
        let newest = &mut self.newest[usize::from(head < child)][head as usize];
        if *newest == child {
            *newest = before;
            return;
        }
        let mut at = *newest;
        while at != NO_TOKEN {
            if self.before[at as usize] == child {
                self.before[at as usize] = before;
                return;
            }
            at = self.before[at as usize];
        }
    }

    /// Heads and labels; a token without a head is its own.
    pub(super) fn result(&self, heads: &mut Vec<u32>, labels: &mut Vec<u16>) {
        heads.clear();
        heads.extend(
            self.heads
                .iter()
                .enumerate()
                .map(|(token, &head)| if head == NO_TOKEN { token as u32 } else { head }),
        );
        labels.clear();
        labels.extend_from_slice(&self.labels);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headless_top_goes_back_once() {
        let mut state = State::default();
        state.begin(3);
        assert_eq!(state.valid(), 1 << SHIFT | 1 << BREAK);
        state.shift();
        state.shift();
        state.reduce();
        assert_eq!(state.slots()[..3], [1, 2, 0]);
        // Token 1 came back: it cannot be shifted again, arcs are possible.
        assert_eq!(state.valid(), 1 << REDUCE | 1 << LEFT | 1 << RIGHT | 1 << BREAK);
        state.left(7);
        state.shift();
        state.right(5);
        let (mut heads, mut labels) = (Vec::new(), Vec::new());
        state.result(&mut heads, &mut labels);
        assert_eq!((heads, labels), (vec![1, 1, 1], vec![7, ROOT, 5]));
        assert_eq!(state.slots(), [NO_TOKEN, NO_TOKEN, 2, 1, NO_TOKEN, NO_TOKEN, NO_TOKEN, NO_TOKEN]);
    }

    #[test]
    fn a_new_head_replaces_the_old_one() {
        let mut state = State::default();
        state.begin(3);
        state.shift();
        state.right(4);
        assert_eq!(state.newest(1, 0), 1);
        state.left(6);
        assert_eq!((state.newest(1, 0), state.newest(0, 2)), (NO_TOKEN, 1));
    }

    #[test]
    fn a_broken_sentence_cannot_be_crossed() {
        let mut state = State::default();
        state.begin(2);
        state.break_before_next();
        state.shift();
        assert_eq!(state.valid(), 1 << REDUCE);
    }
}
