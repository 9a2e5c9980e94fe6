/* The search of the whole portal: one box in the header, results in groups while somebody types. What it reads is loaded at
   the first touch. It works from a file too. */
(function () {
  "use strict";

  var say = window.SeedbedSay.say, plural = window.SeedbedSay.plural, matching = window.SeedbedMatching;

  /* --- the / key, which can be switched off (WCAG 2.1.4) -------------------------------------------------------------- */

  var KEY = "seedbed.slash", switches = Array.from(document.querySelectorAll("[data-slash]"));

  function isOn() {
    try { return localStorage.getItem(KEY) !== "off"; } catch (error) { return true; }
  }

  function show(on) {
    switches.forEach(function (box) { box.checked = on; });
  }

  switches.forEach(function (box) {
    box.addEventListener("change", function () {
      try { localStorage.setItem(KEY, box.checked ? "on" : "off"); } catch (error) { return; }
      show(box.checked);
    });
  });
  show(isOn());
  document.addEventListener("seedbed:slash", function (event) {
    if (!switches.length || !switches[0].checked) { return; }
    event.detail.preventDefault();
    if (document.dispatchEvent(new CustomEvent("seedbed:find", { cancelable: true }))) { open(); }
  });

  /* --- data: no page below this line until the next heading ---------------------------------------------------------- */

  var FEW = 4, AGENTS = say("Agents");

  /* An index of [{group, uri, title, text}]: each thing by its title and its text. */
  function prepare(things) {
    return { things: things, texts: matching.prepare(things.map(function (one) { return [one.title, "", one.text]; })) };
  }

  function agentsOf(data, name) {
    var agents = matching.agentsOf(data);
    return agents.id.map(function (id, row) {
      return { group: name, uri: "agents/" + id + ".html", title: agents.name[row], text: agents.summary[row] };
    });
  }

  function pagesOf(data) {
    return data.uri.map(function (uri, row) {
      return { group: data.groups[data.group[row]], uri: uri, title: data.title[row], text: data.text[row] };
    });
  }

  /* [{name, things, found}] of every group in which something fits, the group of the best first. What was not written
     like that is left out where something was. */
  function search(indexes, text) {
    var asked = matching.words(text).join(" "), groups = new Map(), best = 0;
    indexes.forEach(function (index) {
      var found = matching.search(index.texts, text);
      if (!found) { return; }
      found.marks.forEach(function (mark, row) {
        var thing = index.things[row], title = matching.words(thing.title).join(" ");
        var worth = mark < 1 ? mark : mark + (title === asked ? 20 : title.startsWith(asked) ? 5 : 0);
        if (!groups.has(thing.group)) { groups.set(thing.group, { name: thing.group, things: [], found: found, best: 0 }); }
        var group = groups.get(thing.group);
        group.things.push([worth, thing]);
        group.best = Math.max(group.best, worth);
        best = Math.max(best, worth);
      });
    });
    return Array.from(groups.values()).filter(function (group) {
      return best < 1 || group.best >= 1;
    }).sort(function (a, b) { return b.best - a.best || (b.name === AGENTS) - (a.name === AGENTS); }).map(function (group) {
      var things = group.things.filter(function (pair) { return best < 1 || pair[0] >= 1; });
      things.sort(function (a, b) { return b[0] - a[0]; });
      return { name: group.name, found: group.found, things: things.map(function (pair) { return pair[1]; }) };
    });
  }

  window.SeedbedSearch = { prepare: prepare, agentsOf: agentsOf, pagesOf: pagesOf, search: search };

  /* --- the page ------------------------------------------------------------------------------------------------------ */

  var QUIET = 600, root = document.getElementById("sb_search");
  if (!root) { return; }
  var form = root.querySelector("form"), field = root.querySelector("[role=combobox]"), toggle = root.querySelector("button");
  var panel = root.querySelector(".sb-search__panel"), list = root.querySelector("[role=listbox]");
  var none = root.querySelector(".sb-search__none"), said = root.querySelector("[role=status]");
  var indexes = [], loading = null, active = -1, groups = [], whole = "", telling = 0;

  function script(uri) {
    return new Promise(function (resolve) {
      var made = document.createElement("script");
      made.src = root.dataset.root + uri;
      made.onload = made.onerror = resolve;
      document.head.append(made);
    });
  }

  /* The pages first: they are few. What cannot be loaded is not found. */
  function load() {
    loading = loading || Promise.all([
      script("search/pages.js").then(function () { add(window.SEEDBED_PAGES && pagesOf(window.SEEDBED_PAGES)); }),
      (window.SEEDBED_CATALOGUE ? Promise.resolve() : script("agents/catalogue.js")).then(function () {
        add(window.SEEDBED_CATALOGUE && agentsOf(window.SEEDBED_CATALOGUE, AGENTS));
      })
    ]).then(function () { root.dataset.state = "ready"; });
    return loading;
  }

  function add(things) {
    if (!things) { return; }
    indexes.push(prepare(things));
    if (field.value.trim()) { refresh(); }
  }

  function refresh() {
    groups = search(indexes, field.value);
    draw();
  }

  function draw() {
    var asked = field.value.trim(), count = groups.reduce(function (sum, group) { return sum + group.things.length; }, 0);
    list.replaceChildren.apply(list, groups.map(drawGroup));
    none.hidden = count > 0 || root.dataset.state !== "ready";
    if (!none.hidden) { drawNone(asked); }
    list.hidden = !count;
    panel.hidden = !asked || (!count && none.hidden);
    field.setAttribute("aria-expanded", String(!panel.hidden && count > 0));
    choose(count ? 0 : -1);
    tell(asked, count);
  }

  function tell(asked, count) {
    clearTimeout(telling);
    telling = setTimeout(function () {
      var parts = groups.map(function (group) { return group.name + " " + window.SeedbedSay.number(group.things.length); });
      said.textContent = panel.hidden ? "" : count
        ? plural(count, "{count} result: {groups}", "{count} results: {groups}", { groups: parts.join(", ") })
        : say("Nothing found for “{text}”.", { text: asked });
    }, QUIET);
  }

  function drawNone(asked) {
    var link = document.createElement("a");
    link.href = root.dataset.root + "requests/index.html";
    link.textContent = say("Ask for an agent");
    none.replaceChildren(say("Nothing found for “{text}”.", { text: asked }), " ", link);
  }

  function drawGroup(group, place) {
    var made = document.createElement("div"), head = document.createElement("p"), count = document.createElement("span");
    var some = whole === group.name ? group.things : group.things.slice(0, FEW);
    made.setAttribute("role", "group");
    made.setAttribute("aria-labelledby", "sb_search_group_" + place);
    head.id = "sb_search_group_" + place;
    head.className = "sb-search__group";
    count.className = "sb-facet__count";
    count.textContent = window.SeedbedSay.number(group.things.length);
    head.append(group.name, " ", count);
    made.append(head);
    made.append.apply(made, some.map(function (thing) { return drawThing(thing, group.found); }));
    if (some.length < group.things.length) { made.append(drawAll(group)); }
    return made;
  }

  function option(href) {
    var made = document.createElement("a");
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.className = "sb-search__option";
    made.tabIndex = -1;
    made.href = href;
    return made;
  }

  function drawThing(thing, found) {
    var made = option(root.dataset.root + thing.uri), title = document.createElement("span"), text = document.createElement("span");
    title.className = "sb-search__title";
    text.className = "sb-search__text";
    matching.show(title, thing.title, found);
    matching.show(text, thing.text, found);
    made.append(title);
    if (thing.text) { made.append(" ", text); }
    return made;
  }

  /* All agents are a list of their own; the others are shown here. */
  function drawAll(group) {
    var isAgents = group.name === AGENTS, query = "?find=" + encodeURIComponent(field.value.trim());
    var made = option(root.dataset.root + "agents/index.html" + query);
    made.classList.add("sb-search__all");
    made.textContent = say("All {count} in {group}", { count: group.things.length, group: group.name });
    if (isAgents) { return made; }
    made.removeAttribute("href");
    made.addEventListener("click", function (event) {
      event.preventDefault();
      whole = group.name;
      var first = options().indexOf(made);
      draw();
      choose(first);
      field.focus();
    });
    return made;
  }

  function options() {
    return Array.from(list.querySelectorAll("[role=option]"));
  }

  /* The option that Enter would open; the focus stays in the field. */
  function choose(place) {
    var all = options();
    all.forEach(function (one, number) {
      one.id = "sb_search_option_" + number;
      one.setAttribute("aria-selected", String(number === place));
    });
    active = all.length ? Math.min(place, all.length - 1) : -1;
    if (active < 0) { field.removeAttribute("aria-activedescendant"); return; }
    field.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  }

  function close() {
    panel.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function open() {
    root.classList.add("sb-search--open");
    toggle.setAttribute("aria-expanded", "true");
    field.focus();
    field.select();
  }

  /* On a phone the box goes away with the focus. */
  function fold() {
    root.classList.remove("sb-search--open");
    toggle.setAttribute("aria-expanded", "false");
    close();
  }

  var frame = 0;
  field.addEventListener("focus", function () {
    load();
    if (field.value.trim() && panel.hidden) { refresh(); }
  });
  field.addEventListener("input", function () {
    whole = "";
    frame = frame || requestAnimationFrame(function () { frame = 0; refresh(); });
  });
  field.addEventListener("keydown", function (event) {
    var all = options(), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !event.altKey && all.length && !panel.hidden) {
      event.preventDefault();
      choose((active + step + all.length) % all.length);
    } else if (event.key === "Enter" && active >= 0 && !event.isComposing) {
      event.preventDefault();
      all[active].click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (!panel.hidden) { close(); return; }
      field.value = "";
      if (toggle.offsetParent) { fold(); toggle.focus(); }
    }
  });
  root.addEventListener("focusout", function (event) {
    if (event.relatedTarget && root.contains(event.relatedTarget)) { return; }
    if (event.relatedTarget || !root.matches(":hover")) { fold(); }
  });
  document.addEventListener("pointerdown", function (event) { if (!root.contains(event.target)) { fold(); } });
  form.addEventListener("submit", function (event) { if (!field.value.trim()) { event.preventDefault(); } });
  toggle.addEventListener("click", function () { if (root.classList.contains("sb-search--open")) { fold(); } else { open(); } });
})();
