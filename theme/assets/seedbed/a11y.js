/* Mends what the base theme leaves to the mouse. Runs before the theme's own script. */
(function () {
  "use strict";

  /* The names of what this script makes, in the language of the theme: attributes of its own element. */
  var words = document.currentScript.dataset;

  /* Single keys must not act by themselves (WCAG 2.1.4): the theme binds f s / p , n . and cannot be told not to.
     The catalogue's own / key listens on the document and is met first by this one, so it is let through there. */
  var theirs = "fs/p,n.";
  window.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1) { return; }
    if (isTyping(event.target) || theirs.indexOf(event.key.toLowerCase()) < 0) { return; }
    event.stopImmediatePropagation();
    if (event.key === "/") { document.dispatchEvent(new CustomEvent("seedbed:find", { detail: event })); }
  }, true);

  function isTyping(element) {
    return Boolean(element) && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  }

  /* A browser starts no worker from a file, so the search of the whole site cannot run there; it would only seem to. */
  if (location.protocol === "file:") {
    document.documentElement.classList.add("sb-from-file");
    document.querySelectorAll(".md-search, .md-header__button[for='__search']").forEach(function (element) {
      element.remove();
    });
  }

  /* The drawer and the search are opened by labels of hidden boxes, which no keyboard reaches: put buttons there. */
  function makeButton(box, label, name) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = label.className + " sb-for" + box.id.replace("__", "-");
    button.setAttribute("aria-label", name);
    button.append.apply(button, label.childNodes);
    label.replaceWith(button);
    button.addEventListener("click", function () { box.click(); });
    return button;
  }

  function setUpDrawer() {
    var box = document.getElementById("__drawer");
    var label = document.querySelector("label.md-header__button[for='__drawer']");
    var drawer = document.querySelector(".md-sidebar--primary");
    if (!box || !label || !drawer) { return; }
    var narrow = window.matchMedia("(max-width: 76.234375em)");
    var button = makeButton(box, label, words.menu);
    drawer.id = drawer.id || "sb-drawer";
    button.setAttribute("aria-controls", drawer.id);

    function sync() {
      var open = box.checked && narrow.matches;
      drawer.inert = narrow.matches && !open;
      button.setAttribute("aria-expanded", String(open));
      return open;
    }
    box.addEventListener("change", function () {
      if (sync()) { drawer.querySelector("a[href]").focus(); }
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && box.checked) { box.click(); button.focus(); }
    });
    narrow.addEventListener("change", sync);
    sync();
  }

  function setUpSearch() {
    var box = document.getElementById("__search");
    var dialog = document.querySelector(".md-search");
    var label = document.querySelector("label.md-header__button[for='__search']");
    if (!box || !dialog || !label) { return; }
    dialog.setAttribute("aria-label", words.search);
    var results = dialog.querySelector(".md-search__scrollwrap");
    results.setAttribute("role", "region");
    results.setAttribute("aria-label", words.results);
    var narrow = window.matchMedia("(max-width: 59.984375em)");
    var inner = dialog.querySelector(".md-search__inner");
    var button = makeButton(box, label, words.search);

    function sync() {
      inner.inert = narrow.matches && !box.checked;
    }
    box.addEventListener("change", function () {
      sync();
      if (box.checked) { dialog.querySelector("input").focus(); }
    });
    narrow.addEventListener("change", sync);
    sync();
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && dialog.contains(document.activeElement) && button.offsetParent) { button.focus(); }
    });
  }

  setUpDrawer();
  setUpSearch();
})();
