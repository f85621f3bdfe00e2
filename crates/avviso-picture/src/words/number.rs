//! Numbers: figures and words for them, read as amounts.
//!
//! "1,200", "1200" and "twelve hundred" are one amount; so are "$2.5 million" and "$2,500,000", "5 dollars" and "$5".
//! An amount is written as its digits without trailing zeros and the power of ten that was taken off: `#12e2`.

/// A part of a number in words or figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Figures: digits without trailing zeros, and a power of ten.
    Figures { digits: u64, power: i32 },
    /// 0 to 9.
    Unit(u64),
    /// 10 to 19.
    Teen(u64),
    /// 20, 30 to 90.
    Tens(u64),
    /// 100.
    Hundred,
    /// A thousand or more, as a power of ten.
    Scale(i32),
    /// "and", inside a number.
    And,
}

/// A number as far as it was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// What is complete: thousands, millions.
    total: u64,
    /// What stands since the last of these.
    current: u64,
    /// Figures that started the number.
    figures: Option<(u64, i32)>,
    power: i32,
    last: Option<Part>,
    is_money: Option<char>,
}

impl Reading {
    /// Takes one more word (folded, or figures) if the number can go on with it; says whether it did. A number may not
    /// end with "and".
    pub(super) fn take(&mut self, word: &str) -> bool {
        if matches!(word, "dollars" | "dollar") {
            return self.take_unit('$');
        }
        if matches!(word, "euros" | "euro") {
            return self.take_unit('€');
        }
        let (money, bare) = match word.chars().next() {
            Some(sign @ ('$' | '£' | '€')) => (Some(sign), &word[sign.len_utf8()..]),
            _ => (None, word),
        };
        if self.last.is_some() && (self.is_money.is_some() && self.figures.is_none() || money.is_some()) {
            return false;
        }
        let Some(part) = part(bare, money.is_some()) else { return false };
        if !self.fits(part) {
            return false;
        }
        match part {
            Part::Figures { digits, power } => self.figures = Some((digits, power)),
            Part::Unit(value) | Part::Teen(value) | Part::Tens(value) => self.current += value,
            Part::Hundred if self.figures.is_some() => self.power += 2,
            Part::Hundred => self.current = self.current.max(1) * 100,
            Part::Scale(power) if self.figures.is_some() => self.power += power,
            Part::Scale(power) => {
                self.total += self.current.max(1) * 10_u64.pow(power.unsigned_abs());
                self.current = 0;
            }
            Part::And => {}
        }
        self.is_money = self.is_money.or(money);
        self.last = Some(part);
        true
    }

    /// Takes a unit of money behind an amount.
    fn take_unit(&mut self, sign: char) -> bool {
        let fits = self.is_whole() && self.is_money.is_none_or(|given| given == sign);
        if fits {
            self.is_money = Some(sign);
        }
        fits
    }

    /// Says whether what was taken is a number.
    pub(super) fn is_whole(&self) -> bool {
        !matches!(self.last, None | Some(Part::And))
    }

    fn fits(&self, next: Part) -> bool {
        let in_words = self.figures.is_none();
        match (self.last, next) {
            (None, next) => next != Part::And,
            (Some(_), Part::Figures { .. } | Part::Unit(0)) | (Some(Part::Unit(0)), _) => false,
            (Some(Part::Figures { .. }), next) => matches!(next, Part::Hundred | Part::Scale(_)),
            (Some(Part::Unit(_) | Part::Teen(_)), Part::Hundred) => self.current < 20,
            (Some(Part::Tens(_)), Part::Unit(_))
            | (Some(Part::And), Part::Unit(_) | Part::Teen(_) | Part::Tens(_)) => true,
            (Some(Part::Hundred), Part::And | Part::Unit(_) | Part::Teen(_) | Part::Tens(_))
            | (Some(Part::Scale(_)), Part::Unit(_) | Part::Teen(_) | Part::Tens(_)) => in_words,
            (Some(Part::Unit(_) | Part::Teen(_) | Part::Tens(_) | Part::Hundred), Part::Scale(power)) => {
                in_words && (self.total == 0 || self.total >= 10_u64.pow(power.unsigned_abs()) * 1000)
            }
            (Some(_), _) => false,
        }
    }

    /// Writes the amount.
    pub(super) fn canonical(&self) -> Option<String> {
        if !self.is_whole() {
            return None;
        }
        let (digits, power) = match self.figures {
            Some((digits, power)) => (digits, power + self.power),
            None => shorten(self.total + self.current, 0),
        };
        let sign = self.is_money.map(String::from).unwrap_or_default();
        Some(format!("{sign}#{digits}e{power}"))
    }
}

/// Reads all of `written` as one number.
pub(super) fn read(written: &str) -> Option<String> {
    let mut reading = Reading::default();
    let lower = written.to_lowercase();
    for word in lower.split(|c: char| c.is_whitespace() || is_hyphen(c)).filter(|word| !word.is_empty()) {
        if !reading.take(word) {
            return ordinal(&lower);
        }
    }
    reading.canonical()
}

/// Says whether `c` joins the words of a number: "twenty-one".
pub(super) const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Writes an ordinal number: "first", "21st".
pub(super) fn ordinal(word: &str) -> Option<String> {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];
    if let Some(index) = WORDS.iter().position(|it| *it == word) {
        return Some(format!("#{}th", index + 1));
    }
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end))?;
    (!digits.is_empty() && digits.len() < 10 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| format!("#{}th", digits.trim_start_matches('0')))
}

/// Says whether a word that is no amount of its own still tells one.
pub(super) fn tells_amount(word: &str) -> bool {
    matches!(
        word,
        "half"
            | "dozen"
            | "dozens"
            | "hundreds"
            | "thousands"
            | "millions"
            | "billions"
            | "trillions"
            | "double"
            | "triple"
            | "twice"
    )
}

/// Reads one word as a part of a number.
fn part(word: &str, is_money: bool) -> Option<Part> {
    let first = word.bytes().next()?;
    if first.is_ascii_digit() {
        return figures(word, is_money);
    }
    if !first.is_ascii_lowercase() || word.len() > 9 {
        return None;
    }
    Some(match word {
        "zero" => Part::Unit(0),
        "one" => Part::Unit(1),
        "two" => Part::Unit(2),
        "three" => Part::Unit(3),
        "four" => Part::Unit(4),
        "five" => Part::Unit(5),
        "six" => Part::Unit(6),
        "seven" => Part::Unit(7),
        "eight" => Part::Unit(8),
        "nine" => Part::Unit(9),
        "ten" => Part::Teen(10),
        "eleven" => Part::Teen(11),
        "twelve" => Part::Teen(12),
        "thirteen" => Part::Teen(13),
        "fourteen" => Part::Teen(14),
        "fifteen" => Part::Teen(15),
        "sixteen" => Part::Teen(16),
        "seventeen" => Part::Teen(17),
        "eighteen" => Part::Teen(18),
        "nineteen" => Part::Teen(19),
        "twenty" => Part::Tens(20),
        "thirty" => Part::Tens(30),
        "forty" => Part::Tens(40),
        "fifty" => Part::Tens(50),
        "sixty" => Part::Tens(60),
        "seventy" => Part::Tens(70),
        "eighty" => Part::Tens(80),
        "ninety" => Part::Tens(90),
        "hundred" => Part::Hundred,
        "thousand" => Part::Scale(3),
        "million" => Part::Scale(6),
        "billion" => Part::Scale(9),
        "trillion" => Part::Scale(12),
        "and" => Part::And,
        _ => return None,
    })
}

/// Reads figures: "1,200", "2.5"; of money also "5m", "2.5bn".
fn figures(word: &str, is_money: bool) -> Option<Part> {
    let end = word.bytes().position(|byte| byte.is_ascii_lowercase()).unwrap_or(word.len());
    let (number, suffix) = word.split_at_checked(end)?;
    let scale = match suffix {
        "" => 0,
        "k" if is_money => 3,
        "m" | "mn" if is_money => 6,
        "b" | "bn" if is_money => 9,
        "tn" if is_money => 12,
        _ => return None,
    };
    let (mut digits, mut power, mut behind_point, mut count) = (0_u64, scale, false, 0);
    for byte in number.bytes() {
        match byte {
            b'0'..=b'9' => {
                digits = digits * 10 + u64::from(byte - b'0');
                power -= i32::from(behind_point);
                count += i32::from(digits > 0);
            }
            b',' if !behind_point => {}
            b'.' if !behind_point => behind_point = true,
            _ => return None,
        }
        // A longer one is compared as it is written.
        if count > 18 {
            return None;
        }
    }
    let (digits, power) = shorten(digits, power);
    Some(Part::Figures { digits, power })
}

/// Takes trailing zeros off.
fn shorten(mut digits: u64, mut power: i32) -> (u64, i32) {
    if digits == 0 {
        return (0, 0);
    }
    while digits.is_multiple_of(10) {
        digits /= 10;
        power += 1;
    }
    (digits, power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_amounts_are_written_alike() {
        for [a, b] in [
            ["1,200", "1200"],
            ["twelve hundred", "1,200"],
            ["$2.5 million", "$2,500,000"],
            ["$5", "5 dollars"],
            ["$5m", "five million dollars"],
            ["twenty-one", "21"],
            ["two hundred and five", "205"],
            ["two thousand sixteen", "2016"],
            ["0.50", "0.5"],
            ["first", "1st"],
            ["two million three hundred thousand", "2.3 million"],
        ] {
            assert!(read(a).is_some(), "{a}");
            assert_eq!(read(a), read(b), "{a} {b}");
        }
    }

    #[test]
    fn other_amounts_are_not() {
        for [a, b] in [
            ["1,200", "1,300"],
            ["2.5", "25"],
            ["$5", "5"],
            ["£5", "$5"],
            ["5 million", "5 billion"],
            ["first", "1"],
        ] {
            assert_ne!(read(a), read(b), "{a} {b}");
        }
        for wrong in ["", "and", "two and", "five six", "hundreds", "5 6", "zero one", "5th avenue", "$"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn hostile_numbers_do_no_harm() {
        for hostile in [
            &"9".repeat(100),
            &format!("0.{}", "0".repeat(100)),
            &"trillion ".repeat(50),
            &"nine hundred ".repeat(9),
        ] {
            let _ = read(hostile);
        }
    }
}
