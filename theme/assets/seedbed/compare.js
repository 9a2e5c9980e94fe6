/* Up to four agents side by side: the same rows for each, and a mark where they differ. */
(function () {
  "use strict";

  var say = window.SeedbedSay.say, plural = window.SeedbedSay.plural, MANY = 6;

  /* [label, texts] of every row in which anything is known of these agents; a text is "" where nothing is. */
  function compare(index, rows) {
    var tools = window.SeedbedCatalogue, columns = index.columns;
    function facet(name) {
      return function (row) {
        var names = tools.labels(index, name, row), some = names.slice(0, MANY).join(", ");
        return names.length > MANY ? say("{names} and {count} more", { names: some, count: names.length - MANY }) : some;
      };
    }
    function column(name, tell) {
      return function (row) { return tell(columns[name][row]); };
    }
    /* Without high volume a gain says little: it is not quoted, though it was measured. */
    function gain(row) {
      if (columns.gain[row] === null && columns.accuracy[row] !== null) { return say("not quoted"); }
      return tools.signed(columns.gain[row]);
    }
    return [
      [say("What it does"), column("summary", String)],
      [say("Function"), facet("function")],
      [say("Pains it removes"), facet("pain")],
      [say("Stage"), facet("stage")],
      [say("Risk"), facet("risk")],
      [say("Health"), facet("health")],
      [say("Tasks right"), column("accuracy", tools.percent)],
      [say("Tasks without hands"), column("automation", tools.percent)],
      [say("Net Output"), gain],
      [say("Hours given back in the month"), column("hours", tools.some)],
      [say("Newest proof"), column("proof", window.SeedbedSay.month)],
      [say("Hours of work to copy it"), column("effort", tools.some)],
      [say("Units that run it"), column("live", tools.some)],
      [say("Runs in"), facet("runs")],
      [say("Owner"), facet("unit")],
      [say("Uses"), facet("item")],
      [say("Origin"), facet("origin")]
    ].map(function (pair) { return [pair[0], rows.map(pair[1])]; })
      .filter(function (pair) { return pair[1].some(Boolean); });
  }

  function differs(texts) {
    return texts.some(function (text) { return text !== texts[0]; });
  }

  /* The part of the page: a tray of what was picked, and the dialog that it opens. Gives a function that shows what the
     address asks for. */
  function start(page) {
    var root = document.getElementById("sb_finder"), tray = document.getElementById("sb_tray");
    var said = document.getElementById("sb_tray_said"), picked = document.getElementById("sb_picked");
    var open = document.getElementById("sb_compare_open"), dialog = document.getElementById("sb_compare");
    var table = document.getElementById("sb_compare_table"), most = window.SeedbedCatalogue.most;

    function rowOf(id) {
      return window.SeedbedCatalogue.rowOf(page.index(), id);
    }

    function draw() {
      var ids = page.state().compare;
      tray.hidden = !ids.length;
      root.classList.toggle("sb-finder--tray", ids.length > 0);
      open.disabled = ids.length < 2;
      said.textContent = ids.length < 2 ? say("Pick another agent to compare, four at most.")
        : plural(ids.length, "{count} agent picked.", "{count} agents picked.");
      picked.replaceChildren.apply(picked, ids.map(function (id) { return chip(id); }));
    }

    function chip(id) {
      var item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.className = "sb-chip";
      button.textContent = page.index().columns.name[rowOf(id)];
      button.setAttribute("aria-label", say("Do not compare {name}", { name: button.textContent }));
      button.addEventListener("click", function () {
        drop(id);
        (picked.querySelector("button") || document.getElementById("sb_find")).focus();
      });
      item.append(button);
      return item;
    }

    function drop(id) {
      page.state().compare = page.state().compare.filter(function (one) { return one !== id; });
      page.changed();
      draw();
    }

    function drawTable() {
      var ids = page.state().compare, index = page.index(), rows = ids.map(rowOf);
      var head = line(say("Agent"), rows.map(function (row) { return column(index, row, ids.length); }), "th");
      var body = compare(index, rows).map(function (pair) {
        var made = line(pair[0], pair[1].map(function (text) { return text || say("not known"); }), "td");
        // On a phone the agents stand two by two, and every cell says whose it is.
        rows.forEach(function (row, place) { made.cells[place + 1].dataset.head = index.columns.name[row]; });
        if (differs(pair[1])) { mark(made); }
        return made;
      });
      table.tHead.replaceChildren(head);
      table.tBodies[0].replaceChildren.apply(table.tBodies[0], body);
    }

    function column(index, row, count) {
      var box = document.createDocumentFragment(), link = document.createElement("a"), button = document.createElement("button");
      link.href = index.columns.id[row] + ".html";
      link.textContent = index.columns.name[row];
      button.type = "button";
      button.className = "sb-facet__more";
      button.textContent = say("Take out");
      button.setAttribute("aria-label", say("Take out {name}", { name: index.columns.name[row] }));
      button.addEventListener("click", function () {
        drop(index.columns.id[row]);
        if (page.state().compare.length < 2) { dialog.close(); } else { drawTable(); dialog.querySelector("button").focus(); }
      });
      box.append(link);
      if (count > 1) { box.append(document.createElement("br"), button); }
      return box;
    }

    function line(label, contents, kind) {
      var made = document.createElement("tr"), head = document.createElement("th");
      head.scope = "row";
      head.textContent = label;
      made.append(head);
      contents.forEach(function (content) {
        var cell = document.createElement(kind);
        if (kind === "th") { cell.scope = "col"; }
        cell.append(content);
        made.append(cell);
      });
      return made;
    }

    function mark(made) {
      var sign = document.createElement("span");
      made.className = "sb-differs";
      sign.className = "sb-differs__sign";
      sign.textContent = " " + say("differs");
      made.firstChild.append(sign);
    }

    function show() {
      drawTable();
      if (!dialog.open) { dialog.showModal(); }
    }

    root.addEventListener("change", function (event) {
      var box = event.target, state = page.state();
      if (!box.matches(".sb-pick input")) { return; }
      page.load().then(function () {
        var ids = state.compare.filter(function (id) { return id !== box.value; });
        if (box.checked && ids.length >= most) {
          box.checked = false;
          said.textContent = say("Four agents at most: take one away first.");
          return;
        }
        state.compare = box.checked ? ids.concat(box.value) : ids;
        page.changed();
        draw();
      });
    });
    open.addEventListener("click", show);
    document.getElementById("sb_compare_none").addEventListener("click", function () {
      page.state().compare = [];
      page.changed();
      draw();
      document.getElementById("sb_find").focus();
    });
    dialog.querySelector("button").addEventListener("click", function () { dialog.close(); });

    return function () {
      if (!page.index()) { return; }
      page.state().compare = page.state().compare.filter(function (id) { return rowOf(id) >= 0; });
      page.changed();
      draw();
      if (page.state().compare.length > 1) { show(); } else if (dialog.open) { dialog.close(); }
    };
  }

  window.SeedbedCompare = { start: start, compare: compare, differs: differs };
})();
