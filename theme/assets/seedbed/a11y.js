/* Mends what the base theme leaves to the mouse, and chooses the colours. Runs before the theme's own script. */
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

  /* --- light, dark, high contrast ------------------------------------------------------------------------------------ */

  /* Kept as the base theme keeps it, since its script in the page reads that before anything is painted. Who never chose
     follows the system: "(prefers-color-scheme)" tells that script so. */
  var SYSTEM = "(prefers-color-scheme)";
  var NAMES = ["media", "scheme", "primary", "accent"];

  function setUpPalette(form) {
    var inputs = Array.prototype.slice.call(form.querySelectorAll("input"));
    var dark = window.matchMedia("(prefers-color-scheme: dark)");
    var kept = recall();
    var chosen = kept && kept.color && kept.color.media !== SYSTEM ? Math.min(kept.index, inputs.length - 1) : -1;

    function recall() {
      try { return window.__md_get("__palette"); } catch (error) { return null; }
    }

    function ofSystem() {
      return inputs.findIndex(function (input) {
        return window.matchMedia(input.dataset.mdColorMedia || "not all").matches;
      });
    }

    function colours(index) {
      var found = {};
      NAMES.forEach(function (name) { found[name] = inputs[index].getAttribute("data-md-color-" + name); });
      return found;
    }

    /* An attribute that is set, even to what it was, costs the style of the whole page. */
    function show(index) {
      var wanted = colours(index);
      NAMES.slice(1).forEach(function (name) {
        var attribute = "data-md-color-" + name;
        if (document.body.getAttribute(attribute) !== wanted[name]) { document.body.setAttribute(attribute, wanted[name]); }
      });
      inputs.forEach(function (input, place) {
        if (input.nextElementSibling) { input.nextElementSibling.hidden = place !== index; }
      });
    }

    function choose(index) {
      chosen = index;
      document.body.setAttribute("data-md-color-switching", "");
      show(index);
      setTimeout(function () { document.body.removeAttribute("data-md-color-switching"); }, 60);
      window.__md_set("__palette", { index: index, color: colours(index) });
      tint();
    }

    function follow() {
      var index = chosen < 0 ? ofSystem() : chosen;
      show(Math.max(0, index));
      if (chosen < 0 && index >= 0) {
        window.__md_set("__palette", { index: index, color: Object.assign(colours(index), { media: SYSTEM }) });
      }
    }

    form.addEventListener("change", function (event) { choose(inputs.indexOf(event.target)); });
    form.addEventListener("keydown", function (event) {
      if (event.key !== "Enter") { return; }
      var next = inputs[(Math.max(0, chosen < 0 ? ofSystem() : chosen) + 1) % inputs.length];
      next.click();
      next.focus();
    });
    dark.addEventListener("change", function () { follow(); tint(); });
    follow();
    window.addEventListener("load", function () { setTimeout(tint); });
  }

  /* The browser's own bar takes the colour of the head. */
  function tint() {
    var meta = document.querySelector("meta[name='theme-color']");
    if (!meta) {
      meta = document.createElement("meta");
      meta.name = "theme-color";
      document.head.append(meta);
    }
    meta.content = getComputedStyle(document.querySelector(".md-header")).backgroundColor;
  }

  /* What is left out far below (later.css) would move the place that an address leads to. */
  var content = document.querySelector(".md-content");
  if (content && location.hash.length > 1) { content.classList.add("sb-whole"); }

  setUpDrawer();
  document.querySelectorAll("[data-sb-palette]").forEach(setUpPalette);
})();
