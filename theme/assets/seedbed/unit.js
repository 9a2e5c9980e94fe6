/* The reader's own unit: kept in this browser alone, its file loaded when somebody asks for it. */
(function () {
  "use strict";

  var KEY = "seedbed.unit", SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/, LONGEST = 64, say = window.SeedbedSay.say;

  function isUnit(id) {
    return Boolean(id) && SLUG.test(id) && id.length <= LONGEST;
  }

  /* The unit that was chosen, "" where none was, or where the browser keeps nothing. */
  function chosen() {
    try {
      var id = localStorage.getItem(KEY) || "";
      return isUnit(id) ? id : "";
    } catch (error) { return ""; }
  }

  function choose(id) {
    try {
      if (id) { localStorage.setItem(KEY, id); } else { localStorage.removeItem(KEY); }
    } catch (error) { return; }
  }

  function load(address, take) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = address;
      script.onload = function () { script.remove(); resolve(take()); };
      script.onerror = reject;
      document.head.append(script);
    });
  }

  var listed = null;

  /* {units: [[id, name]], record: blocks}: loaded once. */
  function list() {
    listed = listed || load("units.js", function () { return window.SEEDBED_UNITS; });
    return listed;
  }

  function read(id) {
    if (!isUnit(id)) { return Promise.reject(new Error("no unit")); }
    return load("unit/" + id + ".js", function () { return window.SEEDBED_UNIT; });
  }

  /* A button that becomes a list to choose from. `picked` is called with the data of the unit, null when none is meant
     any longer; the choice is kept. `sent` is the unit of an address that somebody sent: it holds for this visit. */
  function picker(place, picked, sent) {
    var button = place.querySelector("button"), select = place.querySelector("select"), said = place.querySelector("[role=status]");
    var asked = 0;

    function fill() {
      return list().then(function (data) {
        if (select.options.length > 1) { return; }
        select.append.apply(select, data.units.map(function (unit) { return new Option(unit[1], unit[0]); }));
      });
    }

    function show() {
      button.hidden = true;
      select.parentElement.hidden = false;
    }

    function use(id, isSent) {
      var mine = ++asked;
      said.textContent = "";
      if (!id) { picked(null); return Promise.resolve(); }
      return Promise.all([read(id), fill()]).then(function (both) {
        if (mine !== asked) { return; }
        show();
        select.value = id;
        picked(both[0]);
      }).catch(function () {
        if (mine !== asked) { return; }
        if (!isSent) { choose(""); }
        said.textContent = say("This portal does not know the unit that was chosen.");
        picked(null);
      });
    }

    button.addEventListener("click", function () {
      fill().then(function () {
        show();
        select.focus();
      }).catch(function () { said.textContent = say("The list of units could not be loaded."); });
    });
    select.addEventListener("change", function () {
      choose(select.value);
      use(select.value);
    });
    var first = isUnit(sent) ? sent : chosen();
    if (first) { use(first, first === sent); }
  }

  /* An element with a class and with children: texts or elements. */
  function make(kind, name, children) {
    var made = document.createElement(kind);
    if (name) { made.className = name; }
    made.append.apply(made, children || []);
    return made;
  }

  function link(text, href) {
    var made = make("a", "", [text]);
    made.href = href;
    return made;
  }

  window.SeedbedUnit = { chosen: chosen, choose: choose, list: list, read: read, picker: picker, make: make, link: link };
})();
