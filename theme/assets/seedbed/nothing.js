/* What to do when no agent fits: which filter to loosen, and how many agents that would show. */
(function () {
  "use strict";

  var say = window.SeedbedSay.say, plural = window.SeedbedSay.plural, MOST = 5;

  /* [words, state] of every single step that leads back to agents, those that keep most of what was asked first. */
  function ways(index, state) {
    var found = [], asked = window.SeedbedMatching.words(state.find);
    Object.keys(state.chosen).forEach(function (facet) {
      state.chosen[facet].forEach(function (id) {
        var choice = window.SeedbedCatalogue.choice(index, facet, id);
        add(say("Without the filter {name}", { name: choice ? choice[1] : id }), without(state, facet, id));
      });
    });
    if (asked.length > 1) {
      asked.forEach(function (word, place) {
        var kept = asked.filter(function (other, at) { return at !== place; }).join(" ");
        add(say("Without the word “{word}”", { word: word }), change(state, { find: kept }));
      });
    }
    var filters = Object.keys(state.chosen).reduce(function (sum, facet) { return sum + state.chosen[facet].length; }, 0);
    if (asked.length && filters) {
      add(say("The filters without “{text}”", { text: state.find.trim() }), change(state, { find: "" }));
    }
    if (asked.length && filters > 1) {
      add(say("“{text}” without filters", { text: state.find.trim() }), change(state, { chosen: {} }));
    }

    function add(text, next) {
      var count = window.SeedbedCatalogue.select(index, next).rows.length;
      if (count) { found.push([text + ": " + plural(count, "{count} agent", "{count} agents"), next]); }
    }
    var all = asked.length || Object.keys(state.chosen).length ? [[say("All agents"), change(state, { find: "", chosen: {} })]] : [];
    return found.slice(0, MOST).concat(all);
  }

  function change(state, facts) {
    return Object.assign({}, state, facts);
  }

  function without(state, facet, id) {
    var chosen = Object.assign({}, state.chosen);
    chosen[facet] = chosen[facet].filter(function (one) { return one !== id; });
    if (!chosen[facet].length) { delete chosen[facet]; }
    return change(state, { chosen: chosen });
  }

  /* Fill the list of ways; `go` is called with the state that somebody takes. */
  function draw(list, index, state, go) {
    list.replaceChildren.apply(list, ways(index, state).map(function (way) {
      var item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.className = "sb-button sb-button--quiet";
      button.textContent = way[0];
      button.addEventListener("click", function () { go(way[1]); });
      item.append(button);
      return item;
    }));
  }

  window.SeedbedNothing = { draw: draw, ways: ways };
})();
