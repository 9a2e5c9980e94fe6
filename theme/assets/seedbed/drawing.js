/* One agent of the catalogue as a card or as a line of the table, and what the reader's own unit has to do with it. */
(function () {
  "use strict";

  var catalogue = window.SeedbedCatalogue, say = window.SeedbedSay.say, plural = window.SeedbedSay.plural, matching = window.SeedbedMatching;

  /* `page` is {template, found, compare: [ids], mine}. */
  function card(index, row, page) {
    var columns = index.columns, made = page.template.content.firstElementChild.cloneNode(true);
    var link = made.querySelector("a"), badges = made.querySelectorAll(".sb-badge");
    link.href = columns.id[row] + ".html";
    matching.show(link, columns.name[row], page.found);
    matching.show(made.querySelector(".sb-card__text"), columns.summary[row], page.found);
    badge(badges[0], index, "stage", row);
    badge(badges[1], index, "risk", row);
    made.querySelector(".sb-card__line").textContent = glance(index, row);
    why(made, index, row, page.found);
    pick(made, index, row, page.compare);
    mark(made, columns.id[row], page.mine);
    return made;
  }

  function badge(made, index, facet, row) {
    var choice = catalogue.first(index, facet, row);
    made.className = "sb-badge sb-badge--" + facet + " sb-badge--" + choice[0];
    made.textContent = facet === "risk" ? say("{risk} risk", { risk: choice[1] }) : choice[1];
  }

  function glance(index, row) {
    var live = index.columns.live[row], accuracy = index.columns.accuracy[row], pieces = [catalogue.first(index, "function", row)[1]];
    if (live) { pieces.push(plural(live, "runs in {count} unit", "runs in {count} units")); }
    if (accuracy !== null) { pieces.push(say("{share} right", { share: catalogue.percent(accuracy) })); }
    return pieces.join(" · ");
  }

  /* A card tells why it was found where neither its name nor its summary shows it. */
  function why(made, index, row, found) {
    if (!found || made.querySelector("mark")) { return; }
    var looked = found.terms.concat(found.near);
    [["pain", say("Against")], ["item", say("Uses")], ["unit", say("Owned by")]].some(function (pair) {
      var label = catalogue.labels(index, pair[0], row).find(function (one) {
        return matching.words(one).some(function (word) { return looked.some(function (term) { return word.startsWith(term); }); });
      });
      if (!label) { return false; }
      var line = document.createElement("span"), shown = document.createElement("span");
      line.className = "sb-card__line";
      matching.show(shown, label, found);
      line.append(pair[1], " ", shown);
      made.querySelector(".sb-card__line").after(line);
      return true;
    });
  }

  function pick(place, index, row, compare) {
    var box = place.querySelector(".sb-pick input"), id = index.columns.id[row];
    box.value = id;
    box.checked = compare.includes(id);
    box.setAttribute("aria-label", say("Compare {name}", { name: index.columns.name[row] }));
  }

  /* What the reader's unit has to do with the agent; `mine` is null where no unit was chosen. */
  function mark(place, id, mine) {
    var old = place.querySelector(".sb-own"), text = mine && mine.words(id);
    if (old) { old.remove(); }
    if (!text) { return; }
    var made = document.createElement("span");
    made.className = "sb-own sb-own--" + text[0];
    made.textContent = text[1];
    place.querySelector(".sb-pick").before(made);
  }

  function line(index, row, page) {
    var columns = index.columns, made = document.createElement("tr"), head = document.createElement("th");
    var link = document.createElement("a"), box = page.template.content.querySelector(".sb-pick").cloneNode(true);
    head.scope = "row";
    link.href = columns.id[row] + ".html";
    matching.show(link, columns.name[row], page.found);
    box.lastChild.remove();
    head.append(link);
    made.append(cell(box), head, cell(catalogue.labels(index, "function", row).join(", ")), badgeCell(index, "stage", row),
      badgeCell(index, "risk", row));
    [catalogue.some(columns.live[row]), catalogue.percent(columns.accuracy[row]), catalogue.signed(columns.gain[row]),
      catalogue.some(columns.hours[row]), catalogue.some(columns.effort[row])].forEach(function (text) {
      made.append(cell(text, "sb-num"));
    });
    made.append(cell(window.SeedbedSay.month(columns.proof[row])));
    nameCells(made);
    pick(made, index, row, page.compare);
    var own = page.mine && page.mine.words(columns.id[row]);
    if (own) { head.append(ownWord(own)); }
    return made;
  }

  /* What a figure is, where a phone has broken the line and the heads are out of sight. */
  function nameCells(made) {
    var heads = document.querySelector("#sb_table thead tr").cells;
    made.querySelectorAll("td.sb-num, td:last-child").forEach(function (one) {
      one.dataset.head = heads[one.cellIndex].textContent + ":";
    });
  }

  function ownWord(own) {
    var made = document.createElement("span");
    made.className = "sb-own sb-own--" + own[0];
    made.textContent = own[2];
    return made;
  }

  function cell(content, kind) {
    var made = document.createElement("td");
    made.className = kind || "";
    made.append(content);
    return made;
  }

  function badgeCell(index, facet, row) {
    var made = document.createElement("span");
    badge(made, index, facet, row);
    return cell(made);
  }

  window.SeedbedDrawing = { card: card, line: line, mark: mark };
})();
