/* A filtered list of agents in the frame of another page: the address says what is shown, as on the page Agents (find,
   function, pain, stage, …, sort); `most` says how many. It is light or dark as the reader's system is, unless the
   address says `scheme=light` or `scheme=dark` (`dark=1` is the same). Without this script, or without a filter, the most
   copied agents stand there. */
(function () {
  "use strict";

  var LIMIT = 200;
  var catalogue = window.SeedbedCatalogue, say = window.SeedbedSay.say, plural = window.SeedbedSay.plural;
  var list = document.getElementById("sb_embed"), all = document.getElementById("sb_embed_all");
  var asked = new URLSearchParams(location.search);

  function most() {
    var wish = Number(asked.get("most"));
    return Number.isInteger(wish) && wish > 0 ? Math.min(wish, LIMIT) : Number(list.dataset.most);
  }

  function badge(made, index, facet, row) {
    var choice = catalogue.first(index, facet, row);
    made.className = "sb-badge sb-badge--" + facet + " sb-badge--" + choice[0];
    made.textContent = facet === "risk" ? say("{risk} risk", { risk: choice[1] }) : choice[1];
  }

  function card(index, row) {
    var made = document.getElementById("sb_embed_card").content.firstElementChild.cloneNode(true);
    var link = made.querySelector("a"), badges = made.querySelectorAll(".sb-badge");
    link.href = new URL("agents/" + index.columns.id[row] + ".html", location.href).href;
    link.textContent = index.columns.name[row];
    made.querySelector(".sb-card__text").textContent = index.columns.summary[row];
    badge(badges[0], index, "stage", row);
    badge(badges[1], index, "risk", row);
    return made;
  }

  /* What the filter asks for, in the words of the page: `Finance, validated`. */
  function wishes(index, state) {
    var words = state.find ? ["“" + state.find + "”"] : [];
    Object.keys(state.chosen).forEach(function (facet) {
      state.chosen[facet].forEach(function (id) {
        var choice = catalogue.choice(index, facet, id);
        words.push(choice ? choice[1] : id);
      });
    });
    return words.join(", ");
  }

  function draw() {
    var index = catalogue.prepare(window.SEEDBED_CATALOGUE);
    var state = catalogue.readState(location.search, Object.keys(index.lists));
    var rows = catalogue.select(index, state).rows, shown = rows.slice(0, most());
    list.replaceChildren.apply(list, shown.map(function (row) { return card(index, row); }));
    var found = plural(rows.length, "{count} agent", "{count} agents"), wished = wishes(index, state);
    document.getElementById("sb_embed_said").textContent = wished
      ? say("{agents}: {wishes}", { agents: found, wishes: wished })
      : found;
    all.href = new URL("agents/index.html" + catalogue.writeState(state), location.href).href;
    all.textContent = rows.length > shown.length
      ? plural(rows.length, "See {count} agent", "See all {count} agents")
      : say("See them in the portal");
  }

  var night = window.matchMedia("(prefers-color-scheme: dark)");

  function dress() {
    var scheme = asked.get("dark") === "1" ? "dark" : asked.get("scheme");
    var dark = scheme === "dark" || (scheme !== "light" && night.matches);
    document.body.dataset.mdColorScheme = dark ? "slate" : "default";
  }

  dress();
  night.addEventListener("change", dress);
  if (location.search.length > 1) {
    var script = document.createElement("script");
    script.src = list.dataset.source;
    script.addEventListener("load", draw);
    document.head.append(script);
  }
})();
