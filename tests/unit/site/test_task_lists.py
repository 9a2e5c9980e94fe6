from seedbed.site.markdown import render_markdown


def test_a_task_has_a_label_that_a_screen_reader_finds():
    html = render_markdown("- [ ] Ask *first*\n", resolve=lambda _: None, diagram=lambda _: None).html
    assert '<label><input class="task-list-item-checkbox" disabled="disabled" type="checkbox"> Ask' in html
    assert "</em></label>" in html
