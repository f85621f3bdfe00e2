use crate::Drawable;
use crate::testing::drawn;

#[test]
fn layers_are_drawn_under_their_text() {
    let text = "# The “One Shore” row\n\n“We stay,” said Anna Holm, who had flown in from the capital to meet the council of the port. Nobody else spoke.";
    insta::assert_snapshot!("sentences", drawn(text, Drawable::Sentences));
    insta::assert_snapshot!("quotations", drawn(text, Drawable::Quotations));
    insta::assert_snapshot!("regions", drawn(text, Drawable::Regions));
}

#[test]
fn no_line_is_wider_than_asked() {
    let text = "word ".repeat(60) + &"x".repeat(300);
    assert!(drawn(&text, Drawable::Words).lines().all(|line| line.chars().count() <= 80));
}
