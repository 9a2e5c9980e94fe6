/* "Share this view" of the list of agents: the address of what is shown, and the code of a frame that shows it on another
   page. Both follow the address, which follows the filters. */
(function () {
  "use strict";

  var catalogue = window.SeedbedCatalogue, say = window.SeedbedSay.say;
  var place = document.querySelector("[data-share-view]");
  if (!place) { return; }

  function element(name, facts, children) {
    var made = Object.assign(document.createElement(name), facts || {});
    made.append.apply(made, children || []);
    return made;
  }

  /* What both addresses hold: the filter and the order, not what belongs to one reader. */
  function query() {
    var state = catalogue.readState(location.search, Array.from(new Set(new URLSearchParams(location.search).keys()))
      .filter(function (name) { return !["find", "sort", "view", "compare", "for", "mine"].includes(name); }));
    return catalogue.writeState(Object.assign(state, { view: "", compare: [], reader: "" }));
  }

  function address() {
    return location.origin === "null" || location.protocol === "file:"
      ? location.href.replace(/[?#].*$/, "") + query()
      : location.origin + location.pathname + query();
  }

  function code() {
    var source = new URL(place.dataset.shareView + query(), location.href).href;
    var title = document.querySelector("h1").textContent.trim();
    return '<iframe src="' + quoted(source) + '" title="' + quoted(title) + '" width="100%" height="600" loading="lazy"></iframe>';
  }

  function quoted(text) {
    return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  }

  function row(id, words, name) {
    var field = element(name, { id: id, className: "sb-field", readOnly: true, spellcheck: false });
    var done = element("span", { className: "sb-small" }), copy = element("button", {
      type: "button", className: "sb-button sb-button--quiet", textContent: say("Copy")
    });
    done.setAttribute("role", "status");
    copy.setAttribute("aria-describedby", id + "_name");
    field.addEventListener("focus", function () { field.select(); });
    copy.addEventListener("click", function () {
      field.select();
      var kept = navigator.clipboard ? navigator.clipboard.writeText(field.value) : Promise.reject(new Error());
      kept.then(function () { done.textContent = say("Copied."); }, function () {
        done.textContent = say("Selected: copy it with the keyboard.");
      });
    });
    return { field: field, box: element("div", { className: "sb-share__row" }, [
      element("label", { htmlFor: id, id: id + "_name", textContent: words }), field, copy, done
    ]) };
  }

  var link = row("sb_share_link", say("The address of this view"), "input");
  var frame = row("sb_share_frame", say("The code of a frame that shows it on another page"), "textarea");
  var box = element("details", { className: "sb-share" }, [
    element("summary", { textContent: say("Share this view") }), link.box, frame.box
  ]);
  frame.field.rows = 3;

  function fill() {
    link.field.value = address();
    frame.field.value = code();
  }

  box.addEventListener("toggle", fill);
  /* The address changes without an event when a filter is chosen. */
  document.addEventListener("change", function () { if (box.open) { setTimeout(fill, 300); } });
  place.replaceChildren(box);
  place.hidden = false;
})();
