//! From the tree to a program of small instructions.

use super::class::Class;
use super::parse::Tree;

/// Programs longer than this are refused.
const MAX_LEN: usize = 50_000;
/// Look-around must end within so many characters.
const MAX_LOOK: u32 = 64;

#[derive(Debug)]
pub(super) enum Op {
    /// Take a character of the class, go on with the next instruction.
    Take(u32),
    /// Go on at both places, the first preferred.
    Split(u32, u32),
    Jump(u32),
    Start,
    End,
    /// Go on if the program at this number matches (or not) from here.
    Look(u32),
    Match,
}

#[derive(Debug)]
pub(super) struct Look {
    pub(super) program: Program,
    pub(super) negated: bool,
}

#[derive(Debug)]
pub(super) struct Program {
    pub(super) ops: Vec<Op>,
    pub(super) classes: Vec<Class>,
    pub(super) looks: Vec<Look>,
    /// Whether it is read from right to left.
    pub(super) backwards: bool,
}

pub(super) fn compile(tree: &Tree, backwards: bool) -> Result<Program, String> {
    let mut program = Program { ops: Vec::new(), classes: Vec::new(), looks: Vec::new(), backwards };
    program.add(tree)?;
    program.ops.push(Op::Match);
    Ok(program)
}

impl Program {
    fn here(&self) -> u32 {
        self.ops.len() as u32
    }

    fn add(&mut self, tree: &Tree) -> Result<(), String> {
        if self.ops.len() > MAX_LEN {
            return Err(format!("longer than {MAX_LEN} instructions"));
        }
        match tree {
            Tree::Class(class) => {
                self.classes.push(class.clone());
                self.ops.push(Op::Take(self.classes.len() as u32 - 1));
            }
            Tree::Concat(parts) => {
                if self.backwards {
                    parts.iter().rev().try_for_each(|part| self.add(part))?;
                } else {
                    parts.iter().try_for_each(|part| self.add(part))?;
                }
            }
            Tree::Any(parts) => {
                let mut ends = Vec::new();
                for (at, part) in parts.iter().enumerate() {
                    if at + 1 == parts.len() {
                        self.add(part)?;
                        break;
                    }
                    let split = self.ops.len();
                    self.ops.push(Op::Split(self.here() + 1, 0));
                    self.add(part)?;
                    ends.push(self.ops.len());
                    self.ops.push(Op::Jump(0));
                    self.ops[split] = Op::Split(split as u32 + 1, self.here());
                }
                let here = self.here();
                for end in ends {
                    self.ops[end] = Op::Jump(here);
                }
            }
            Tree::Repeat { tree, min, max } => {
                for _ in 0..*min {
                    self.add(tree)?;
                }
                let Some(max) = max else {
                    let split = self.ops.len();
                    self.ops.push(Op::Split(0, 0));
                    self.add(tree)?;
                    self.ops.push(Op::Jump(split as u32));
                    self.ops[split] = Op::Split(split as u32 + 1, self.here());
                    return Ok(());
                };
                let mut splits = Vec::new();
                for _ in *min..*max {
                    splits.push(self.ops.len());
                    self.ops.push(Op::Split(0, 0));
                    self.add(tree)?;
                }
                let here = self.here();
                for split in splits {
                    self.ops[split] = Op::Split(split as u32 + 1, here);
                }
            }
            Tree::Start => self.ops.push(Op::Start),
            Tree::End => self.ops.push(Op::End),
            Tree::Look { behind, negated, tree } => {
                if tree.longest().is_none_or(|longest| longest > MAX_LOOK) {
                    return Err("an unbounded look-around".to_owned());
                }
                self.looks.push(Look { program: compile(tree, *behind)?, negated: *negated });
                self.ops.push(Op::Look(self.looks.len() as u32 - 1));
            }
        }
        Ok(())
    }

    /// The characters that the first step of a match can take; all, if it can be empty.
    pub(super) fn first(&self) -> Class {
        let mut ranges = Vec::new();
        let mut seen = vec![false; self.ops.len()];
        let mut todo = vec![0u32];
        while let Some(at) = todo.pop() {
            if std::mem::replace(&mut seen[at as usize], true) {
                continue;
            }
            match self.ops[at as usize] {
                Op::Take(class) => ranges.extend_from_slice(self.classes[class as usize].ranges()),
                Op::Split(one, other) => todo.extend([one, other]),
                Op::Jump(to) => todo.push(to),
                Op::Start | Op::End | Op::Look(_) => todo.push(at + 1),
                Op::Match => return Class::default().negated(),
            }
        }
        Class::new(ranges)
    }
}
