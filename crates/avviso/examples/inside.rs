fn main() {
    let reader = avviso::Reader::new(avviso_page::Clean::Auto, avviso_text::Limits::default());
    for path in std::env::args().skip(1) {
        let page = avviso_text::Page::new(path.clone(), std::fs::read(&path).unwrap(), 16 << 20);
        let inside = reader.read_inside(&page);
        println!("=== {path}");
        println!(
            "{}",
            avviso_analysis::draw(
                &inside.reading.article,
                &inside.layers,
                avviso_analysis::Drawable::Attributions,
                110
            )
        );
        for l in &inside.layers.lineage.list {
            println!(
                "lineage {:?} {:?}",
                l.value().relation,
                l.value().outlet.map(|o| &inside.layers.actors.list[o.index()].value().name)
            );
        }
        for d in inside.layers.diagnostics.list() {
            println!("{} {}", d.code.name(), d.message);
        }
    }
}
