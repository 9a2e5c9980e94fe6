/* Finding an agent: search, facets, order, all of it in the address. The page is complete without this script; it loads
   the columns of the catalogue at the first touch and from then on draws the list itself.

   Two halves. The first knows data only: prepare, search, select, order. The second knows the page. */
(function () {
  "use strict";

  var SORTS = ["proof", "hours", "effort", "name"];
  var FEW_HITS = 3;
  var SIDE_BY_SIDE = 4;

  /* --- data: no page below this line until the next heading ---------------------------------------------------------- */

  /* Lower case without accents, so that "Besprechungsnotizen" and "résumé" are found as people type them. */
  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  function words(text) {
    return fold(text).match(/[\p{L}\p{N}]+/gu) || [];
  }

  /* The columns with a text to search for each agent: name, then tags (pains, tools, function, owner), then summary. */
  function prepare(data) {
    var columns = data.columns;
    var fields = columns.id.map(function (id, row) {
      var tags = ["pain", "item", "function", "unit"].map(function (facet) {
        return labels(data, facet, row).join(" ");
      });
      return [columns.name[row], tags.join(" ") + " " + id, columns.summary[row]].map(function (text) {
        return " " + words(text).join(" ");
      });
    });
    return { data: data, fields: fields, vocabulary: null };
  }

  function vocabularyOf(index) {
    if (!index.vocabulary) {
      var seen = new Set();
      index.fields.forEach(function (three) {
        three.forEach(function (text) { text.split(" ").forEach(function (word) { seen.add(word); }); });
      });
      seen.delete("");
      index.vocabulary = Array.from(seen);
    }
    return index.vocabulary;
  }

  /* How well one term fits an agent: the beginning of a word counts more than its middle, the name more than the rest. */
  function fit(three, term) {
    var name = place(three[0], term), tags = place(three[1], term), summary = place(three[2], term);
    if (name === 2) { return 10; }
    if (tags === 2) { return 5; }
    if (name === 1 && term.length > 2) { return 3; }
    if (summary === 2) { return 2; }
    return term.length > 2 && (tags || summary) ? 1 : 0;
  }

  /* 2 where a word begins with the term, 1 where it stands somewhere inside, 0 where it does not stand at all. */
  function place(text, term) {
    var at = text.indexOf(term);
    if (at < 0) { return 0; }
    return text[at - 1] === " " || text.includes(" " + term) ? 2 : 1;
  }

  /* Every term must fit; a term is a list of spellings, of which the best counts. Rows with their marks. */
  function match(index, terms) {
    var marks = new Map();
    for (var row = 0; row < index.fields.length; row++) {
      var sum = 0, best = 1;
      for (var i = 0; i < terms.length && best; i++) {
        best = 0;
        for (var k = 0; k < terms[i].length; k++) { best = Math.max(best, fit(index.fields[row], terms[i][k])); }
        sum += best;
      }
      if (best) { marks.set(row, sum); }
    }
    return marks;
  }

  /* Strings within so many slips of each other: a letter too many, missing, wrong, or two swapped. */
  function isNear(a, b, most) {
    if (Math.abs(a.length - b.length) > most) { return false; }
    var before = null, above = [], row = [], i, j;
    for (j = 0; j <= b.length; j++) { row[j] = j; }
    for (i = 1; i <= a.length; i++) {
      before = above; above = row; row = [i];
      var least = i;
      for (j = 1; j <= b.length; j++) {
        var same = a[i - 1] === b[j - 1];
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > most) { return false; }
    }
    return row[b.length] <= most;
  }

  function spellings(index, term) {
    if (term.length < 4) { return [term]; }
    var most = term.length < 8 ? 1 : 2;
    var near = vocabularyOf(index).filter(function (word) {
      if (word.length < term.length - most) { return false; }
      return isNear(term, word, most) || (word.length > term.length && isNear(term, word.slice(0, term.length), 1));
    });
    return [term].concat(near.slice(0, 20));
  }

  /* Rows that a text finds, with their marks; slips are forgiven only when next to nothing fits as it is written. */
  function search(index, text) {
    var terms = words(text);
    if (!terms.length) { return null; }
    var marks = match(index, terms.map(function (term) { return [term]; }));
    if (marks.size >= FEW_HITS) { return marks; }
    match(index, terms.map(function (term) { return spellings(index, term); })).forEach(function (mark, row) {
      if (!marks.has(row)) { marks.set(row, mark / 100); }
    });
    return marks;
  }

  /* The rows that a state shows, in its order, and for each facet how many rows each choice would show. Choices of one
     facet are alternatives, facets narrow each other; so a choice is counted over the rows that only its facet drops. */
  function select(index, state) {
    var data = index.data;
    var found = search(index, state.find);
    var facets = Object.keys(data.lists).map(function (name) { return makeFacet(data, name, state.chosen[name] || []); });
    var chosen = facets.filter(function (facet) { return facet.wanted; });
    var rows = [];
    for (var row = 0; row < data.count; row++) {
      if (found && !found.has(row)) { continue; }
      var dropped = null, drops = 0;
      for (var i = 0; i < chosen.length && drops < 2; i++) {
        if (!holds(chosen[i], row)) { dropped = chosen[i]; drops += 1; }
      }
      if (drops === 1) { tally(dropped, row); }
      if (drops) { continue; }
      rows.push(row);
      for (var k = 0; k < facets.length; k++) { tally(facets[k], row); }
    }
    var counts = {};
    facets.forEach(function (facet) { counts[facet.name] = facet.counts; });
    return { rows: order(index, rows, state.sort, found), counts: counts };
  }

  function makeFacet(data, name, ids) {
    var list = data.lists[name];
    return {
      name: name,
      column: data.columns[name],
      counts: new Array(list.length).fill(0),
      wanted: ids.length ? list.map(function (pair) { return ids.includes(pair[0]); }) : null
    };
  }

  function holds(facet, row) {
    var places = facet.column[row];
    for (var i = 0; i < places.length; i++) { if (facet.wanted[places[i]]) { return true; } }
    return false;
  }

  function tally(facet, row) {
    var places = facet.column[row];
    for (var i = 0; i < places.length; i++) { facet.counts[places[i]] += 1; }
  }

  /* The columns come most copied first: that is the order where nothing else is asked for. */
  function order(index, rows, sort, marks) {
    var columns = index.data.columns;
    var by = {
      name: function (a, b) { return columns.name[a].localeCompare(columns.name[b]); },
      proof: function (a, b) { return columns.proof[b] < columns.proof[a] ? -1 : columns.proof[b] > columns.proof[a] ? 1 : 0; },
      hours: function (a, b) { return (columns.hours[b] || 0) - (columns.hours[a] || 0); },
      effort: function (a, b) { return known(columns.effort[a]) - known(columns.effort[b]); }
    }[sort] || (marks && function (a, b) { return marks.get(b) - marks.get(a); });
    function known(value) { return value === null ? Infinity : value; }
    return by ? rows.sort(function (a, b) { return by(a, b) || a - b; }) : rows;
  }

  /* A state is {find, sort, view, compare: [ids], chosen: {facet: [ids]}}; an address holds it as a query. */
  function readState(query, facets) {
    var asked = new URLSearchParams(query), chosen = {};
    facets.forEach(function (facet) {
      var ids = asked.getAll(facet).filter(Boolean);
      if (ids.length) { chosen[facet] = ids; }
    });
    var sort = asked.get("sort") || "";
    return {
      find: asked.get("find") || "",
      sort: SORTS.includes(sort) ? sort : "",
      view: asked.get("view") === "table" ? "table" : "",
      compare: Array.from(new Set(asked.getAll("compare").filter(Boolean))).slice(0, SIDE_BY_SIDE),
      chosen: chosen
    };
  }

  function writeState(state) {
    var query = new URLSearchParams();
    if (state.find.trim()) { query.set("find", state.find.trim()); }
    Object.keys(state.chosen).forEach(function (facet) {
      state.chosen[facet].forEach(function (id) { query.append(facet, id); });
    });
    if (state.sort) { query.set("sort", state.sort); }
    if (state.view) { query.set("view", state.view); }
    (state.compare || []).forEach(function (id) { query.append("compare", id); });
    var text = query.toString();
    return text ? "?" + text : "";
  }

  /* What is known of one agent in the words of the page; the lists name what the columns only count. */
  function labels(data, facet, row) {
    return data.lists[facet] ? data.columns[facet][row].map(function (place) { return data.lists[facet][place][1]; }) : [];
  }

  /* Thousands apart as the engine writes them. */
  function number(value) {
    return String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  }

  function percent(value) {
    return value === null || value === undefined ? "" : value + "\u00a0%";
  }

  function signed(value) {
    return percent(value).replace("-", "\u2212").replace(/^(?=\d)/, "+");
  }

  function some(value) {
    return value === null || value === undefined ? "" : number(value);
  }

  window.SeedbedCatalogue = {
    prepare: prepare, search: search, select: select, readState: readState, writeState: writeState,
    labels: labels, number: number, percent: percent, signed: signed, some: some, most: SIDE_BY_SIDE
  };

  /* --- the page ------------------------------------------------------------------------------------------------------ */

  var STEP = 24;
  var root = document.getElementById("sb_finder");
  if (!root) { return; }
  var part = {};
  ["form", "find", "sort", "toggle", "facets", "count", "chips", "none", "cards", "more", "rest", "card", "slash", "views",
    "table", "rows"].forEach(function (name) { part[name] = document.getElementById("sb_" + name); });
  var boxes = Array.from(root.querySelectorAll(".sb-facet input"));
  var facets = Array.from(root.querySelectorAll(".sb-facet")).map(function (set) { return set.dataset.facet; });
  var state = readState(location.search, facets);
  var index = null, loading = null, shown = [], drawn = 0;

  function load() {
    loading = loading || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = root.dataset.source;
      script.onload = function () { index = prepare(window.SEEDBED_CATALOGUE); resolve(); };
      script.onerror = reject;
      document.head.appendChild(script);
    }).catch(function () { part.count.textContent = "The list could not be loaded. Every agent is in the index below."; });
    return loading;
  }

  function refresh() {
    return load().then(function () {
      if (!index) { return; }
      var result = select(index, state);
      shown = result.rows;
      drawn = 0;
      part.cards.replaceChildren();
      part.rows.replaceChildren();
      part.cards.hidden = state.view === "table" || !shown.length;
      part.table.hidden = state.view !== "table" || !shown.length;
      drawMore();
      drawCounts(result.counts);
      drawChips();
      part.rest.hidden = true;
      part.none.hidden = shown.length > 0;
      part.count.textContent = countWords();
      part.sort.options[0].textContent = state.find.trim() ? "Best match" : "Most copied";
      history.replaceState(null, "", writeState(state) || location.pathname);
    });
  }

  function countWords() {
    var all = number(index.data.count) + (index.data.count === 1 ? " agent" : " agents");
    return shown.length === index.data.count ? all : number(shown.length) + " of " + all;
  }

  function drawMore() {
    var next = shown.slice(drawn, drawn + STEP), isTable = state.view === "table", list = isTable ? part.rows : part.cards;
    list.append.apply(list, next.map(isTable ? drawRow : drawCard));
    drawn += next.length;
    part.more.hidden = drawn >= shown.length;
  }

  function drawCard(row) {
    var columns = index.data.columns;
    var card = part.card.content.firstElementChild.cloneNode(true);
    var link = card.querySelector("a");
    var badges = card.querySelectorAll(".sb-badge");
    link.href = columns.id[row] + ".html";
    link.textContent = columns.name[row];
    card.querySelector(".sb-card__text").textContent = columns.summary[row];
    drawBadge(badges[0], "stage", row);
    drawBadge(badges[1], "risk", row);
    card.querySelector(".sb-card__line").textContent = glance(row);
    drawPick(card, row);
    return card;
  }

  function drawPick(place, row) {
    var box = place.querySelector(".sb-pick input"), id = index.data.columns.id[row];
    box.value = id;
    box.checked = state.compare.includes(id);
    box.setAttribute("aria-label", "Compare " + index.data.columns.name[row]);
  }

  function drawRow(row) {
    var columns = index.data.columns, line = document.createElement("tr"), head = document.createElement("th");
    var link = document.createElement("a"), pick = part.card.content.querySelector(".sb-pick").cloneNode(true);
    head.scope = "row";
    link.href = columns.id[row] + ".html";
    link.textContent = columns.name[row];
    pick.lastChild.remove();
    head.append(link);
    line.append(cell(pick), head, cell(labels(index.data, "function", row).join(", ")), badgeCell("stage", row), badgeCell("risk", row));
    [some(columns.live[row]), percent(columns.accuracy[row]), signed(columns.gain[row]), some(columns.hours[row]),
      some(columns.effort[row])].forEach(function (text) { line.append(cell(text, "sb-num")); });
    line.append(cell(columns.proof[row]));
    drawPick(line, row);
    return line;
  }

  function cell(content, kind) {
    var made = document.createElement("td");
    made.className = kind || "";
    made.append(content);
    return made;
  }

  function badgeCell(facet, row) {
    var badge = document.createElement("span");
    drawBadge(badge, facet, row);
    return cell(badge);
  }

  function drawBadge(badge, facet, row) {
    var choice = index.data.lists[facet][index.data.columns[facet][row][0]];
    badge.className = "sb-badge sb-badge--" + facet + " sb-badge--" + choice[0];
    badge.textContent = choice[1];
  }

  function glance(row) {
    var columns = index.data.columns, live = columns.live[row], accuracy = columns.accuracy[row];
    var pieces = [index.data.lists.function[columns.function[row][0]][1]];
    if (live) { pieces.push("runs in " + number(live) + (live === 1 ? " unit" : " units")); }
    if (accuracy !== null) { pieces.push(accuracy + "\u00a0% right"); }
    return pieces.join(" · ");
  }

  /* Boxes stay where they are, so that nothing moves under the pointer or away from the keyboard. */
  function drawCounts(counts) {
    boxes.forEach(function (box) {
      var place = index.data.lists[box.name].findIndex(function (pair) { return pair[0] === box.value; });
      var label = box.parentElement;
      label.querySelector(".sb-facet__count").textContent = number(counts[box.name][place]);
      label.classList.toggle("sb-facet__choice--none", counts[box.name][place] === 0 && !box.checked);
    });
  }

  function drawChips() {
    var chips = [];
    Object.keys(state.chosen).forEach(function (facet) {
      state.chosen[facet].forEach(function (id) {
        var pair = index.data.lists[facet].find(function (one) { return one[0] === id; });
        chips.push(chip(pair ? pair[1] : id, "Take away the filter " + (pair ? pair[1] : id), function () {
          state.chosen[facet] = state.chosen[facet].filter(function (one) { return one !== id; });
          if (!state.chosen[facet].length) { delete state.chosen[facet]; }
        }));
      });
    });
    if (chips.length > 1) { chips.push(chip("Clear all", "Take away all filters", function () { state.chosen = {}; })); }
    part.chips.replaceChildren.apply(part.chips, chips);
    part.chips.hidden = !chips.length;
  }

  function chip(text, words, act) {
    var item = document.createElement("li"), button = document.createElement("button");
    button.type = "button";
    button.className = "sb-chip";
    button.textContent = text;
    button.setAttribute("aria-label", words);
    button.addEventListener("click", function () {
      act();
      showState();
      refresh().then(function () { part.find.focus(); });
    });
    item.append(button);
    return item;
  }

  function showState() {
    part.find.value = state.find;
    part.sort.value = state.sort;
    part.views.querySelectorAll("button").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.value === state.view));
    });
    boxes.forEach(function (box) { box.checked = (state.chosen[box.name] || []).includes(box.value); });
  }

  /* Choices that have no box here (facets show the commonest) came with the address and stay until their chip goes. */
  function takeState() {
    state.find = part.find.value;
    state.sort = part.sort.value;
    facets.forEach(function (facet) {
      var own = boxes.filter(function (box) { return box.name === facet; });
      var ids = own.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
      var other = (state.chosen[facet] || []).filter(function (id) {
        return !own.some(function (box) { return box.value === id; });
      });
      if (ids.concat(other).length) { state.chosen[facet] = ids.concat(other); } else { delete state.chosen[facet]; }
    });
  }

  var waiting = 0;
  part.find.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () { takeState(); refresh(); }, 60);
  });
  part.form.addEventListener("submit", function (event) { event.preventDefault(); takeState(); refresh(); });
  root.addEventListener("change", function (event) {
    if (event.target === part.sort || boxes.includes(event.target)) { takeState(); refresh(); }
  });
  part.more.addEventListener("click", function () {
    var first = drawn;
    drawMore();
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
  root.querySelectorAll(".sb-facet__more").forEach(function (button) {
    button.addEventListener("click", function () {
      var open = button.parentElement.classList.toggle("sb-facet--open");
      button.setAttribute("aria-expanded", String(open));
      button.textContent = open ? "Fewer" : "All " + button.parentElement.querySelectorAll("input").length;
    });
  });
  var comparing = window.SeedbedCompare.start({
    state: function () { return state; },
    data: function () { return index && index.data; },
    load: load,
    changed: function () {
      root.querySelectorAll(".sb-results .sb-pick input").forEach(function (box) { box.checked = state.compare.includes(box.value); });
      history.replaceState(null, "", writeState(state) || location.pathname);
    }
  });

  ["focusin", "pointerenter"].forEach(function (touch) { root.addEventListener(touch, load, { once: true }); });
  window.addEventListener("popstate", function () { state = readState(location.search, facets); showState(); refresh().then(comparing); });

  /* The / key leads to the search, and can be told not to (WCAG 2.1.4). */
  var KEY = "seedbed.slash";
  part.slash.checked = stored() !== "off";
  part.slash.addEventListener("change", function () {
    try { localStorage.setItem(KEY, part.slash.checked ? "on" : "off"); } catch (error) { return; }
  });
  function stored() {
    try { return localStorage.getItem(KEY); } catch (error) { return null; }
  }
  document.addEventListener("seedbed:find", function (event) {
    if (!part.slash.checked) { return; }
    event.detail.preventDefault();
    part.find.focus();
    part.find.select();
  });

  showState();
  if (location.search && writeState(state)) { refresh().then(comparing); }
})();
