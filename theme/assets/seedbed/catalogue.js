/* Finding an agent: search, filters, order, all of it in the address. The page is complete without this script; it loads the
   columns of the catalogue at the first touch and from then on draws the list itself. */
(function () {
  "use strict";

  var SEEN = 12, STEP = 24, QUIET = 600, SETTLED = 250;
  var root = document.getElementById("sb_finder");
  if (!root) { return; }
  var catalogue = window.SeedbedCatalogue, say = window.SeedbedSay.say, plural = window.SeedbedSay.plural, matching = window.SeedbedMatching;
  var part = {};
  ["form", "find", "sort", "copied", "toggle", "facets", "count", "said", "chips", "none", "none_what", "none_ways", "cards",
    "more", "rest", "card", "views", "table", "rows"].forEach(function (name) { part[name] = document.getElementById("sb_" + name); });
  var facets = window.SeedbedFacets.start({ root: root, load: load, refresh: refresh, index: function () { return index; } });
  var names = facets.names.concat("mine");
  var state = catalogue.readState(location.search, names);
  var index = null, loading = null, shown = [], found = null, drawn = 0, mine = null;

  function load() {
    loading = loading || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = root.dataset.source;
      script.onload = function () {
        index = catalogue.prepare(window.SEEDBED_CATALOGUE);
        if (mine) { mine.setFacet(index); }
        setTimeout(warm, QUIET);
        resolve();
      };
      script.onerror = reject;
      document.head.appendChild(script);
    }).catch(function () {
      part.count.textContent = say("The list could not be loaded. Every agent is in the index below.");
    });
    return loading;
  }

  /* What the first slip of the keyboard and the order by name will need, while nobody waits for it. */
  function warm() {
    matching.warm(index.texts);
    catalogue.orderOf(index, "name");
  }

  function refresh() {
    return load().then(function () {
      if (!index) { return; }
      var result = catalogue.select(index, state);
      shown = result.rows;
      found = result.found;
      drawList();
      facets.draw(result.counts);
      if (mine) { mine.draw(state, result.counts); }
      drawChips();
      part.rest.hidden = true;
      part.none.hidden = shown.length > 0;
      if (!shown.length) { drawNothing(); }
      drawCount();
      drawSorts();
      keepAddress();
    });
  }

  function drawList() {
    drawn = 0;
    part.cards.replaceChildren();
    part.rows.replaceChildren();
    part.cards.hidden = state.view === "table" || !shown.length;
    part.table.hidden = state.view !== "table" || !shown.length;
    drawFirst();
  }

  /* What is on the first screen at once, what lies below it after that was painted. */
  var later = 0;
  function drawFirst() {
    clearTimeout(later);
    draw(SEEN);
    root.setAttribute("aria-busy", String(drawn < Math.min(STEP, shown.length)));
    later = setTimeout(function () {
      draw(STEP - SEEN);
      root.setAttribute("aria-busy", "false");
    }, 0);
  }

  function draw(count) {
    var isTable = state.view === "table", list = isTable ? part.rows : part.cards;
    var page = { template: part.card, found: found, compare: state.compare, mine: mine };
    list.append.apply(list, shown.slice(drawn, drawn + count).map(function (row) {
      return isTable ? window.SeedbedDrawing.line(index, row, page) : window.SeedbedDrawing.card(index, row, page);
    }));
    drawn = Math.min(drawn + count, shown.length);
    part.more.hidden = drawn >= shown.length;
  }

  /* The number is seen at once, and told when nothing has changed for a moment: nobody wants to hear every letter's. */
  var telling = 0;
  function drawCount() {
    var all = plural(index.count, "{count} agent", "{count} agents"), text = all;
    if (shown.length < index.count) { text = say("{shown} of {all}", { shown: shown.length, all: all }); }
    if (found && found.near.length && shown.length) { text += ", " + say("written nearly like that"); }
    part.count.textContent = text;
    clearTimeout(telling);
    telling = setTimeout(function () { part.said.textContent = text; }, QUIET);
  }

  function drawSorts() {
    var isAsked = Boolean(state.find.trim());
    part.sort.options[0].textContent = isAsked ? say("Best match") : say("Most copied");
    part.copied.hidden = part.copied.disabled = !isAsked;
    if (!isAsked && state.sort === "copied") { state.sort = ""; }
    part.sort.value = state.sort;
  }

  function drawNothing() {
    var text = state.find.trim();
    part.none_what.textContent = text ? say("No agent fits “{text}” here.", { text: text })
      : Object.keys(state.chosen).length ? say("No agent fits these filters.") : say("There is no agent yet.");
    window.SeedbedNothing.draw(part.none_ways, index, state, go);
  }

  function drawChips() {
    var chips = [];
    Object.keys(state.chosen).forEach(function (facet) {
      state.chosen[facet].forEach(function (id) {
        var pair = catalogue.choice(index, facet, id), label = pair ? pair[1] : id;
        chips.push(chip(label, say("Take away the filter {name}", { name: label }), function () {
          state.chosen[facet] = state.chosen[facet].filter(function (one) { return one !== id; });
          if (!state.chosen[facet].length) { delete state.chosen[facet]; }
        }));
      });
    });
    if (chips.length > 1) {
      chips.push(chip(say("Clear all"), say("Take away all filters"), function () { state.chosen = {}; }));
    }
    part.chips.replaceChildren.apply(part.chips, chips);
    part.chips.hidden = !chips.length;
  }

  function chip(text, label, act) {
    var item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.className = "sb-chip";
    button.textContent = text;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", function () {
      act();
      go(state);
    });
    item.append(button);
    return item;
  }

  /* Show another state; the focus goes where the next word would be typed. */
  function go(next) {
    state = next;
    showState();
    refresh().then(function () { part.find.focus(); });
  }

  function showState() {
    part.find.value = state.find;
    part.copied.hidden = part.copied.disabled = !state.find.trim();
    part.sort.value = state.sort;
    part.views.querySelectorAll("button").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.value === state.view));
    });
    facets.show(state.chosen);
  }

  /* Browsers allow so many changes of an address in a while: letters are gathered. */
  var keeping = 0, isTyping = false;
  function keepAddress() {
    clearTimeout(keeping);
    if (isTyping) { keeping = setTimeout(writeAddress, SETTLED); } else { writeAddress(); }
    isTyping = false;
  }

  function writeAddress() {
    keeping = 0;
    try { history.replaceState(null, "", catalogue.writeState(state) || location.pathname); } catch (error) { return; }
  }

  var frame = 0;
  part.find.addEventListener("input", function () {
    state.find = part.find.value;
    frame = frame || requestAnimationFrame(function () {
      frame = 0;
      isTyping = true;
      refresh();
    });
  });
  part.form.addEventListener("submit", function (event) { event.preventDefault(); refresh(); });
  part.sort.addEventListener("change", function () {
    state.sort = part.sort.value;
    refresh();
  });
  root.addEventListener("change", function (event) {
    var box = event.target;
    if (box.type !== "checkbox" || !facets.has(box)) { return; }
    load().then(function () {
      if (!index) { return; }
      facets.take(box, state.chosen);
      refresh();
    });
  });
  part.more.addEventListener("click", function () {
    var first = drawn;
    draw(STEP);
    (state.view === "table" ? part.rows : part.cards).children[first].querySelector("a").focus();
  });
  part.views.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) { return; }
    state.view = button.value;
    showState();
    refresh();
  });
  part.toggle.addEventListener("click", function () {
    var open = part.facets.classList.toggle("sb-facets--open");
    part.toggle.setAttribute("aria-expanded", String(open));
  });

  /* From the search down into what it found, and along it. */
  root.addEventListener("keydown", function (event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    var links = Array.from(root.querySelectorAll(state.view === "table" ? "#sb_rows th a" : "#sb_cards h3 a"));
    var here = event.target === part.find ? -1 : links.indexOf(event.target);
    if (here < 0 && (event.target !== part.find || step < 0)) { return; }
    event.preventDefault();
    (here + step < 0 ? part.find : links[Math.min(here + step, links.length - 1)] || part.find).focus();
  });

  var comparing = window.SeedbedCompare.start({
    state: function () { return state; },
    index: function () { return index; },
    load: load,
    changed: function () {
      root.querySelectorAll(".sb-results .sb-pick input").forEach(function (box) { box.checked = state.compare.includes(box.value); });
      writeAddress();
    }
  });

  /* The reader's unit was chosen, or none any longer. */
  document.addEventListener("seedbed:unit", function (event) {
    mine = event.detail;
    state.reader = mine ? mine.id : "";
    if (!mine) { delete state.chosen.mine; }
    root.querySelectorAll("#sb_cards .sb-card").forEach(function (card) {
      window.SeedbedDrawing.mark(card, card.querySelector(".sb-pick input").value, mine);
    });
    if (index && mine) { mine.setFacet(index); }
    if (mine) { mine.draw(state, null); }
    if (index || state.chosen.mine) { refresh(); }
  });
  document.addEventListener("seedbed:mine", function (event) {
    if (event.detail.length) { state.chosen.mine = event.detail; } else { delete state.chosen.mine; }
    refresh();
  });

  ["focusin", "pointerenter"].forEach(function (touch) { root.addEventListener(touch, load, { once: true }); });
  root.addEventListener("click", function () { if (keeping) { clearTimeout(keeping); writeAddress(); } }, true);
  window.addEventListener("popstate", function () {
    state = catalogue.readState(location.search, names);
    showState();
    refresh().then(comparing);
  });
  document.addEventListener("seedbed:find", function (event) {
    event.preventDefault();
    part.find.focus();
    part.find.select();
  });

  showState();
  if (location.search && catalogue.writeState(state)) {
    refresh().then(function () {
      showState();
      comparing();
    });
  }
})();
