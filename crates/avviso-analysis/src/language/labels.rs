//! The labels of the English models, as closed sets: one byte a token, and rules that cannot be misspelt.

/// `labels! { Name { Variant = "label" } }`: an enum whose first variant stands for all other labels.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $label:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        #[expect(missing_docs, reason = "the names are those of the label set")]
        pub enum $name {
            /// A label that this version does not know.
            #[default]
            Other,
            $($variant,)+
        }

        impl $name {
            /// All labels with their names.
            pub const ALL: &[(&str, Self)] = &[$(($label, Self::$variant),)+];

            /// The label of this name.
            pub fn named(label: &str) -> Self {
                match label {
                    $($label => Self::$variant,)+
                    _ => Self::Other,
                }
            }

            /// Its name; `?` for [`Self::Other`].
            pub fn as_str(self) -> &'static str {
                match self {
                    Self::Other => "?",
                    $(Self::$variant => $label,)+
                }
            }
        }
    };
}

labels! {
    /// A fine-grained tag (Penn Treebank).
    Tag {
        Dollar = "$", ClosingQuote = "''", Comma = ",", OpeningBracket = "-LRB-", ClosingBracket = "-RRB-", Stop = ".",
        Colon = ":", Add = "ADD", Afx = "AFX", Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Fw = "FW", Hyph = "HYPH",
        In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS", Ls = "LS", Md = "MD", Nfp = "NFP", Nn = "NN", Nnp = "NNP",
        Nnps = "NNPS", Nns = "NNS", Pdt = "PDT", Pos = "POS", Prp = "PRP", PrpS = "PRP$", Rb = "RB", Rbr = "RBR",
        Rbs = "RBS", Rp = "RP", Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB", Vbd = "VBD", Vbg = "VBG", Vbn = "VBN",
        Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP", WpS = "WP$", Wrb = "WRB", Xx = "XX", Space = "_SP",
        OpeningQuote = "``",
    }
}

labels! {
    /// How a token hangs on its head (CLEAR labels).
    Dep {
        Root = "ROOT", Acl = "acl", Acomp = "acomp", Advcl = "advcl", Advmod = "advmod", Agent = "agent", Amod = "amod",
        Appos = "appos", Attr = "attr", Aux = "aux", Auxpass = "auxpass", Case = "case", Cc = "cc", Ccomp = "ccomp",
        Compound = "compound", Conj = "conj", Csubj = "csubj", Csubjpass = "csubjpass", Dative = "dative", Dep = "dep",
        Det = "det", Dobj = "dobj", Expl = "expl", Intj = "intj", Mark = "mark", Meta = "meta", Neg = "neg",
        Nmod = "nmod", Npadvmod = "npadvmod", Nsubj = "nsubj", Nsubjpass = "nsubjpass", Nummod = "nummod",
        Oprd = "oprd", Parataxis = "parataxis", Pcomp = "pcomp", Pobj = "pobj", Poss = "poss", Preconj = "preconj",
        Predet = "predet", Prep = "prep", Prt = "prt", Punct = "punct", Quantmod = "quantmod", Relcl = "relcl",
        Xcomp = "xcomp",
    }
}

labels! {
    /// What a name names (`OntoNotes`).
    NameKind {
        Cardinal = "CARDINAL", Date = "DATE", Event = "EVENT", Facility = "FAC", Place = "GPE", Language = "LANGUAGE",
        Law = "LAW", Location = "LOC", Money = "MONEY", Group = "NORP", Ordinal = "ORDINAL", Organisation = "ORG",
        Percent = "PERCENT", Person = "PERSON", Product = "PRODUCT", Quantity = "QUANTITY", Time = "TIME",
        Work = "WORK_OF_ART",
    }
}
