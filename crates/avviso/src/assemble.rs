//! Layers to record.
