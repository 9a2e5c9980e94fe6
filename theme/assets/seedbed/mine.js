/* The catalogue turned to the reader's own unit: what is recommended and why, what peers run, what is here already. */
(function () {
  "use strict";

  var root = document.getElementById("sb_mine");
  if (!root) { return; }
  var own = window.SeedbedUnit, make = own.make, link = own.link, say = window.SeedbedSay.say, number = window.SeedbedSay.number;
  var ways = document.getElementById("sb_mine_ways"), body = document.getElementById("sb_mine_body");
  var toggle = document.getElementById("sb_mine_toggle"), FEW = 3, KEY = "seedbed.mine", unit = null;
  var STATUS = {
    live: say("Runs in your unit"), paused: say("Paused in your unit"), planned: say("Planned in your unit"),
    ended: say("Ended in your unit")
  };

  function group(title, rows, none) {
    var list = rows.length ? make("ul", "sb-mine__list", rows) : make("p", "sb-small", [none]);
    return make("div", "sb-mine__group", [make("h3", "", [title]), list]);
  }

  function few(rows, text) {
    return rows.slice(0, FEW).map(function (one) {
      return make("li", "", [link(one[1], one[0] + ".html"), make("span", "sb-small", [text(one)])]);
    });
  }

  function drawBody() {
    var none = unit.guarded ? say("Too few people work here to say.") : "", all = running();
    var here = few(all, function (one) { return STATUS[one[2]]; });
    if (all.length > FEW) {
      here.push(make("li", "", [link(say("All {count}", { count: all.length }), "../units/" + unit.id + ".html#running")]));
    }
    body.replaceChildren(
      group(say("Recommended, and why"), few(unit.next, function (one) { return one[3]; }),
        none || say("No open agent is left that takes on a pain of this unit.")),
      group(say("What your peers run"), few(unit.peers, function (one) { return one[3]; }),
        none || say("Nothing that is open and not here yet.")),
      group(say("Here already"), here, say("Nothing yet."))
    );
  }

  function running() {
    return unit.here.filter(function (one) { return one[2] !== "ended"; });
  }

  /* The agents of each choice, by id. */
  function choices() {
    return [
      ["next", say("Recommended for {unit}", { unit: unit.name }), unit.next.map(function (one) { return one[0]; })],
      ["peers", say("Peers of {unit} run it", { unit: unit.name }), unit.run],
      ["here", say("Here in {unit}", { unit: unit.name }), running().map(function (one) { return one[0]; })]
    ];
  }

  /* What the catalogue asks of the unit that was chosen. */
  function offer() {
    var all = choices(), status = new Map(unit.here.map(function (one) { return [one[0], one[2]]; }));
    var why = new Map(unit.next.map(function (one) { return [one[0], one[3]]; })), run = new Set(unit.run);
    return {
      id: unit.id,

      /* [kind, words for a card, short words] for an agent that the unit has to do with. */
      words: function (id) {
        if (status.has(id)) { return ["here", STATUS[status.get(id)], STATUS[status.get(id)]]; }
        if (why.has(id)) {
          return ["next", say("Recommended for your unit: {why}", { why: why.get(id) }), say("Recommended for your unit")];
        }
        return run.has(id) ? ["peers", say("Your peers run it"), say("Your peers run it")] : null;
      },

      setFacet: function (index) {
        var column = index.columns.id.map(function () { return []; });
        all.forEach(function (choice, place) {
          choice[2].forEach(function (id) {
            var row = window.SeedbedCatalogue.rowOf(index, id);
            if (row >= 0) { column[row].push(place); }
          });
        });
        window.SeedbedCatalogue.setFacet(index, "mine", all.map(function (choice) { return [choice[0], choice[1]]; }), column);
      },

      /* Buttons that show just these; counts are those of the list as it is narrowed, null before it was. */
      draw: function (state, counts) {
        var chosen = state.chosen.mine || [];
        ways.querySelectorAll("button").forEach(function (button, place) {
          var isOn = chosen.includes(button.value), count = counts ? counts.mine[place] : all[place][2].length;
          button.setAttribute("aria-pressed", String(isOn));
          button.querySelector(".sb-facet__count").textContent = number(count);
        });
      }
    };
  }

  function isOpen() {
    try { var kept = localStorage.getItem(KEY); } catch (error) { kept = null; }
    return kept ? kept === "open" : window.matchMedia("(min-width: 60em)").matches && !location.search;
  }

  function show(open) {
    body.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? say("Hide the reasons") : say("Show the reasons");
  }

  function draw(chosen) {
    unit = chosen;
    ways.hidden = toggle.hidden = !unit;
    if (unit) { drawBody(); }
    if (unit) { show(isOpen()); } else { body.hidden = true; }
    document.dispatchEvent(new CustomEvent("seedbed:unit", { detail: unit && offer() }));
  }

  toggle.addEventListener("click", function () {
    show(body.hidden);
    try { localStorage.setItem(KEY, body.hidden ? "closed" : "open"); } catch (error) { return; }
  });
  ways.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) { return; }
    var on = Array.from(ways.querySelectorAll("button")).filter(function (one) {
      return (one.getAttribute("aria-pressed") === "true") !== (one === button);
    });
    document.dispatchEvent(new CustomEvent("seedbed:mine", { detail: on.map(function (one) { return one.value; }) }));
  });

  own.picker(root, draw, new URLSearchParams(location.search).get("for"));
})();
