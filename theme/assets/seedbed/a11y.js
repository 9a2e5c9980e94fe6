/* Mends what the base theme leaves to the mouse. Runs before the theme's own script. */
(function () {
  "use strict";

  /* The names of what this script makes, in the language of the theme: attributes of its own element. */
  var words = document.currentScript.dataset;

  /* Single keys must not act by themselves (WCAG 2.1.4): the theme binds f s / p , n . and cannot be told not to.
     The portal's own / key, which can be switched off, is told of by an event. */
  var theirs = "fs/p,n.";
  window.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1) { return; }
    if (isTyping(event.target) || theirs.indexOf(event.key.toLowerCase()) < 0) { return; }
    event.stopImmediatePropagation();
    if (event.key === "/") { document.dispatchEvent(new CustomEvent("seedbed:slash", { detail: event })); }
  }, true);

  function isTyping(element) {
    return Boolean(element) && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  }

  /* The drawer is opened by the label of a hidden box, which no keyboard reaches: put a button there. */
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

  setUpDrawer();
})();
