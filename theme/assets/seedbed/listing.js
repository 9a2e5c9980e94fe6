/* The columns of the catalogue: what a state shows of them, in which order, and the address of a state. Knows data only,
   no page. */
(function () {
  "use strict";

  var SORTS = ["copied", "proof", "hours", "effort", "name"], SIDE_BY_SIDE = 4, SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

  /* An index of the columns: their texts to be searched, and each facet as one run of places. */
  function prepare(data) {
    var columns = Object.assign({}, data.columns, window.SeedbedMatching.agentsOf(data));
    var index = { count: data.count, columns: columns, lists: Object.assign({}, data.lists), facets: {}, orders: {}, rows: null };
    Object.keys(data.lists).forEach(function (name) {
      index.facets[name] = pack(data.columns[name]);
      delete columns[name];
    });
    index.texts = window.SeedbedMatching.prepare(columns.id.map(function (id, row) {
      var tags = ["pain", "item", "function", "unit"].map(function (facet) { return labels(index, facet, row).join(" "); });
      return [columns.name[row], tags.join(" ") + " " + id, columns.summary[row]];
    }));
    return index;
  }

  var FIRST_PLACE = 0x30;

  /* Places of all rows one after the other, and where those of each row begin. The engine packs them as signs, rows parted
     by commas; the page itself gives numbers and lists of them. */
  function pack(column) {
    var rows = typeof column === "string" ? column.split(",") : column, starts = new Int32Array(rows.length + 1), all = [];
    rows.forEach(function (places, row) {
      if (typeof places === "number") {
        all.push(places);
      } else if (typeof places === "string") {
        for (var i = 0; i < places.length; i++) { all.push(places.charCodeAt(i) - FIRST_PLACE); }
      } else {
        all.push.apply(all, places);
      }
      starts[row + 1] = all.length;
    });
    return { starts: starts, places: Int32Array.from(all) };
  }

  /* Add a facet that the page works out by itself, or change it: choices as [id, label], and the places of each row. */
  function setFacet(index, name, choices, column) {
    index.lists[name] = choices;
    index.facets[name] = pack(column);
  }

  /* The rows that a state shows, in its order, and for each facet how many rows each choice would show. Choices of one
     facet are alternatives, facets narrow each other; so a choice is counted over the rows that only its facet drops. */
  function select(index, state) {
    var found = window.SeedbedMatching.search(index.texts, state.find);
    var facets = Object.keys(index.lists).map(function (name) { return makeFacet(index, name, state.chosen[name] || []); });
    var chosen = facets.filter(function (facet) { return facet.wanted; });
    var rows = orderOf(index, state.sort), shown = [];
    for (var at = 0; at < index.count; at++) {
      var row = rows ? rows[at] : at;
      if (found && !found.marks.has(row)) { continue; }
      var dropped = null, drops = 0;
      for (var i = 0; i < chosen.length && drops < 2; i++) {
        if (!holds(chosen[i], row)) { dropped = chosen[i]; drops += 1; }
      }
      if (drops === 1) { tally(dropped, row); }
      if (drops) { continue; }
      shown.push(row);
      for (var k = 0; k < facets.length; k++) { tally(facets[k], row); }
    }
    var counts = {};
    facets.forEach(function (facet) { counts[facet.name] = Array.from(facet.counts); });
    if (found && !state.sort) { shown = window.SeedbedMatching.byMark(shown, found.marks); }
    return { rows: shown, counts: counts, found: found };
  }

  function makeFacet(index, name, ids) {
    var list = index.lists[name];
    return {
      name: name,
      starts: index.facets[name].starts,
      places: index.facets[name].places,
      counts: new Int32Array(list.length),
      wanted: ids.length ? list.map(function (pair) { return ids.includes(pair[0]); }) : null
    };
  }

  function holds(facet, row) {
    for (var i = facet.starts[row]; i < facet.starts[row + 1]; i++) { if (facet.wanted[facet.places[i]]) { return true; } }
    return false;
  }

  function tally(facet, row) {
    for (var i = facet.starts[row]; i < facet.starts[row + 1]; i++) { facet.counts[facet.places[i]] += 1; }
  }

  /* All rows in an order, worked out once; null for that of the columns themselves, which is most copied first. What is not
     known comes last. */
  function orderOf(index, sort) {
    var columns = index.columns, names = sort === "name" ? new Intl.Collator(document.documentElement.lang || "en") : null;
    var by = {
      name: function (a, b) { return names.compare(columns.name[a], columns.name[b]); },
      proof: function (a, b) { return columns.proof[b] < columns.proof[a] ? -1 : columns.proof[b] > columns.proof[a] ? 1 : 0; },
      hours: function (a, b) { return (columns.hours[b] || 0) - (columns.hours[a] || 0); },
      effort: function (a, b) { return known(columns.effort[a]) - known(columns.effort[b]); }
    }[sort];
    if (by && !index.orders[sort]) {
      var rows = columns.id.map(function (id, row) { return row; });
      index.orders[sort] = Int32Array.from(rows.sort(function (a, b) { return by(a, b) || a - b; }));
    }
    return index.orders[sort] || null;
  }

  /* The row of an agent, -1 where there is none. */
  function rowOf(index, id) {
    if (!index.rows) { index.rows = new Map(index.columns.id.map(function (one, row) { return [one, row]; })); }
    return index.rows.has(id) ? index.rows.get(id) : -1;
  }

  function known(value) { return value === null ? 1e9 : value; }

  /* A state is {find, sort, view, compare: [ids], chosen: {facet: [ids]}, reader: unit}; an address holds it as a query. */
  function readState(query, facets) {
    var asked = new URLSearchParams(query), chosen = {};
    facets.forEach(function (facet) {
      var ids = Array.from(new Set(asked.getAll(facet).filter(Boolean)));
      if (ids.length) { chosen[facet] = ids; }
    });
    var sort = asked.get("sort") || "", reader = asked.get("for") || "";
    return {
      find: asked.get("find") || "",
      sort: SORTS.includes(sort) ? sort : "",
      view: asked.get("view") === "table" ? "table" : "",
      compare: Array.from(new Set(asked.getAll("compare").filter(Boolean))).slice(0, SIDE_BY_SIDE),
      reader: SLUG.test(reader) && reader.length <= 64 ? reader : "",
      chosen: chosen
    };
  }

  function writeState(state) {
    var query = new URLSearchParams();
    if (state.find.trim()) { query.set("find", state.find.trim()); }
    Object.keys(state.chosen).forEach(function (facet) {
      state.chosen[facet].forEach(function (id) { query.append(facet, id); });
    });
    if (state.reader && state.chosen.mine) { query.set("for", state.reader); }
    if (state.sort) { query.set("sort", state.sort); }
    if (state.view) { query.set("view", state.view); }
    (state.compare || []).forEach(function (id) { query.append("compare", id); });
    var text = query.toString();
    return text ? "?" + text : "";
  }

  /* The choice of a facet as [id, label]; undefined where there is none. */
  function choice(index, facet, id) {
    return (index.lists[facet] || []).find(function (pair) { return pair[0] === id; });
  }

  /* The first choice that a row has of a facet, as [id, label]. */
  function first(index, facet, row) {
    var run = index.facets[facet];
    return index.lists[facet][run.places[run.starts[row]]];
  }

  /* What is known of one agent in the words of the page; the lists name what the columns only count. */
  function labels(index, facet, row) {
    var run = index.facets[facet], found = [];
    for (var i = run ? run.starts[row] : 0; run && i < run.starts[row + 1]; i++) { found.push(index.lists[facet][run.places[i]][1]); }
    return found;
  }

  function percent(value) {
    return value === null || value === undefined ? "" : value + "\u00a0%";
  }

  function signed(value) {
    return percent(value).replace("-", "\u2212").replace(/^(?=\d)/, "+");
  }

  function some(value) {
    return value === null || value === undefined ? "" : window.SeedbedSay.number(value);
  }

  window.SeedbedCatalogue = {
    prepare: prepare, select: select, setFacet: setFacet, orderOf: orderOf, rowOf: rowOf, readState: readState, writeState: writeState,
    choice: choice, first: first, labels: labels, percent: percent, signed: signed, some: some, most: SIDE_BY_SIDE
  };
})();
