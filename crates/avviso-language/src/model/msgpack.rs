//! A reader of msgpack, as far as spaCy's files use it: no extension types, depth at most 32, nothing copied.

use crate::error::ModelError;

/// A value that borrows from the bytes read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    Nil,
    Bool(bool),
    Int(i64),
    UInt(u64),
    Float(f64),
    Str(&'a str),
    Bin(&'a [u8]),
    Array(Vec<Value<'a>>),
    Map(Vec<(Value<'a>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// The value of a text key; keys may be strings or byte strings.
    pub(crate) fn get(&self, key: &str) -> Option<&Value<'a>> {
        let Value::Map(entries) = self else { return None };
        entries
            .iter()
            .find(|(name, _)| match name {
                Value::Str(text) => *text == key,
                Value::Bin(bytes) => *bytes == key.as_bytes(),
                _ => false,
            })
            .map(|(_, value)| value)
    }

    pub(crate) fn as_str(&self) -> Option<&'a str> {
        match self {
            Value::Str(text) => Some(text),
            Value::Bin(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    pub(crate) fn as_u64(&self) -> Option<u64> {
        match *self {
            Value::UInt(number) => Some(number),
            Value::Int(number) => u64::try_from(number).ok(),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&[Value<'a>]> {
        if let Value::Array(items) = self { Some(items) } else { None }
    }

    pub(crate) fn as_map(&self) -> Option<&[(Value<'a>, Value<'a>)]> {
        if let Value::Map(entries) = self { Some(entries) } else { None }
    }
}

/// Reads one value that takes up all bytes. `part` names the file in errors.
pub(crate) fn read<'a>(bytes: &'a [u8], part: &str) -> Result<Value<'a>, ModelError> {
    let mut reader = Reader { bytes, at: 0, values: 0 };
    let value = reader.value(0).and_then(|value| {
        if reader.at == bytes.len() { Ok(value) } else { Err("more bytes after the value") }
    });
    value.map_err(|found| ModelError::part(part, format!("msgpack at byte {}: {found}", reader.at)))
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    values: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8], &'static str> {
        let end = self.at.checked_add(len).filter(|&end| end <= self.bytes.len()).ok_or("cut short")?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn unsigned(&mut self, width: usize) -> Result<u64, &'static str> {
        Ok(self.take(width)?.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    }

    fn signed(&mut self, width: usize) -> Result<i64, &'static str> {
        let shift = 64 - 8 * width as u32;
        Ok((self.unsigned(width)? << shift).cast_signed() >> shift)
    }

    fn text(&mut self, len: u64) -> Result<Value<'a>, &'static str> {
        let bytes = self.take(usize::try_from(len).map_err(|_| "too long")?)?;
        Ok(std::str::from_utf8(bytes).map_or(Value::Bin(bytes), Value::Str))
    }

    fn binary(&mut self, len: u64) -> Result<Value<'a>, &'static str> {
        Ok(Value::Bin(self.take(usize::try_from(len).map_err(|_| "too long")?)?))
    }

    fn array(&mut self, len: u64, depth: usize) -> Result<Value<'a>, &'static str> {
        // Each item takes a byte or more, so a false length cannot ask for more memory than the file has bytes.
        if len > (self.bytes.len() - self.at) as u64 {
            return Err("an array longer than the file");
        }
        let mut items = Vec::with_capacity((len as usize).min(1 << 16));
        for _ in 0..len {
            items.push(self.value(depth + 1)?);
        }
        Ok(Value::Array(items))
    }

    fn map(&mut self, len: u64, depth: usize) -> Result<Value<'a>, &'static str> {
        if len > (self.bytes.len() - self.at) as u64 / 2 {
            return Err("a map longer than the file");
        }
        let mut entries = Vec::with_capacity((len as usize).min(1 << 16));
        for _ in 0..len {
            let key = self.value(depth + 1)?;
            entries.push((key, self.value(depth + 1)?));
        }
        Ok(Value::Map(entries))
    }

    fn value(&mut self, depth: usize) -> Result<Value<'a>, &'static str> {
        if depth > 32 {
            return Err("nested deeper than 32");
        }
        self.values += 1;
        let byte = self.take(1)?[0];
        Ok(match byte {
            0x00..=0x7f => Value::UInt(u64::from(byte)),
            0x80..=0x8f => return self.map(u64::from(byte & 15), depth),
            0x90..=0x9f => return self.array(u64::from(byte & 15), depth),
            0xa0..=0xbf => return self.text(u64::from(byte & 31)),
            0xc0 => Value::Nil,
            0xc2 => Value::Bool(false),
            0xc3 => Value::Bool(true),
            0xc4..=0xc6 => {
                let len = self.unsigned(1 << (byte - 0xc4))?;
                return self.binary(len);
            }
            0xca => Value::Float(f64::from(f32::from_bits(self.unsigned(4)? as u32))),
            0xcb => Value::Float(f64::from_bits(self.unsigned(8)?)),
            0xcc..=0xcf => Value::UInt(self.unsigned(1 << (byte - 0xcc))?),
            0xd0..=0xd3 => Value::Int(self.signed(1 << (byte - 0xd0))?),
            0xd9..=0xdb => {
                let len = self.unsigned(1 << (byte - 0xd9))?;
                return self.text(len);
            }
            0xdc | 0xdd => {
                let len = self.unsigned(if byte == 0xdc { 2 } else { 4 })?;
                return self.array(len, depth);
            }
            0xde | 0xdf => {
                let len = self.unsigned(if byte == 0xde { 2 } else { 4 })?;
                return self.map(len, depth);
            }
            0xe0..=0xff => Value::Int(i64::from(byte.cast_signed())),
            _ => return Err("an extension type"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_spacy_writes() {
        let bytes = b"\x83\xa1a\x01\xc4\x01b\xfe\xa1c\x92\xc3\xcd\x01\x00";
        let value = read(bytes, "test").unwrap();
        assert_eq!(value.get("a").and_then(Value::as_u64), Some(1));
        assert_eq!(value.get("b"), Some(&Value::Int(-2)));
        assert_eq!(
            value.get("c").and_then(Value::as_array),
            Some(&[Value::Bool(true), Value::UInt(256)][..])
        );
    }

    #[test]
    fn hostile_bytes_are_errors() {
        for bytes in [
            &b""[..],
            b"\xdd\xff\xff\xff\xff",
            b"\xdf\xff\xff\xff\xff\x01",
            b"\xc6\xff\xff\xff\xff",
            b"\x01\x01",
            &[0x91; 100],
        ] {
            assert!(read(bytes, "test").is_err());
        }
    }
}
