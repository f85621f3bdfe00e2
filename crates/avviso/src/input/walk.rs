//! Files and folders, in order.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{InputError, display_name};

/// A file to read.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    pub(crate) stdin: bool,
}

/// Walks paths without recursion: one list of names for each folder on the way down.
#[derive(Debug)]
pub(crate) struct Walk {
    paths: VecDeque<PathBuf>,
    folders: Vec<Folder>,
    /// The folder of the arguments that is walked, and whether it gave anything yet.
    top: Option<(PathBuf, bool)>,
    left_out: Option<PathBuf>,
}

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    /// Names still to come, the next one last.
    names: Vec<(OsString, bool)>,
}

impl Walk {
    pub(crate) fn new(paths: Vec<PathBuf>) -> Self {
        Self { paths: paths.into(), folders: Vec::new(), top: None, left_out: None }
    }

    pub(crate) fn leave_out(&mut self, file: &Path) {
        self.left_out = fs::canonicalize(file).ok();
    }

    /// A path of the arguments: whatever it is, it is opened; only folders are walked.
    fn argument(&mut self, path: PathBuf) -> Option<Result<Found, InputError>> {
        if path.as_os_str() == "-" {
            return Some(Ok(Found { path, stdin: true }));
        }
        match fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => {
                let error = self.enter(path.clone());
                self.top = Some((path, error.is_some()));
                error.map(Err)
            }
            Ok(_) => Some(Ok(Found { path, stdin: false })),
            Err(error) => Some(Err(missing(&path, error))),
        }
    }

    /// Lists a folder; gives the error if that fails.
    fn enter(&mut self, path: PathBuf) -> Option<InputError> {
        let open = |source| InputError::Open { path: display_name(&path), source };
        let mut names = Vec::new();
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(source) => return Some(open(source)),
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(source) => return Some(open(source)),
            };
            let name = entry.file_name();
            if name.as_encoded_bytes().first() == Some(&b'.') {
                continue;
            }
            // `file_type` does not follow links, so a link to a folder is no folder here.
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            names.push((name, is_folder));
        }
        // In byte order of the whole path: behind a folder's name comes a separator.
        names.sort_by_cached_key(|(name, is_folder)| {
            let mut key = name.as_encoded_bytes().to_vec();
            if *is_folder {
                key.push(b'/');
            }
            std::cmp::Reverse(key)
        });
        self.folders.push(Folder { path, names });
        None
    }

    /// The next file of the folders that are being walked.
    fn inside(&mut self) -> Option<Result<Found, InputError>> {
        while let Some(folder) = self.folders.last_mut() {
            let Some((name, is_folder)) = folder.names.pop() else {
                self.folders.pop();
                continue;
            };
            let path = folder.path.join(name);
            if is_folder {
                if let Some(error) = self.enter(path) {
                    return Some(Err(error));
                }
                continue;
            }
            match fs::metadata(&path) {
                // A link to a folder, a pipe, a socket, a device: no file below this folder.
                Ok(meta) if !meta.is_file() => {}
                Ok(_) if self.is_left_out(&path) => {}
                Ok(_) => return Some(Ok(Found { path, stdin: false })),
                Err(error) => return Some(Err(missing(&path, error))),
            }
        }
        None
    }

    fn is_left_out(&self, path: &Path) -> bool {
        self.left_out.as_ref().is_some_and(|out| {
            out.file_name() == path.file_name() && fs::canonicalize(path).is_ok_and(|p| p == *out)
        })
    }
}

impl Iterator for Walk {
    type Item = Result<Found, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(found) = self.inside() {
                if let Some((_, any)) = &mut self.top {
                    *any = true;
                }
                return Some(found);
            }
            if let Some((path, false)) = self.top.take() {
                return Some(Err(InputError::EmptyFolder { path: display_name(&path) }));
            }
            let path = self.paths.pop_front()?;
            if let Some(found) = self.argument(path) {
                return Some(found);
            }
        }
    }
}

fn missing(path: &Path, source: std::io::Error) -> InputError {
    let path = display_name(path);
    if source.kind() == ErrorKind::NotFound {
        InputError::Missing { path }
    } else {
        InputError::Open { path, source }
    }
}
