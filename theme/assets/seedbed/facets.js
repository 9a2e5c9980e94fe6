/* The filters of the catalogue: boxes with counts. A page comes with the commonest choices of each; the others are made when
   somebody asks for all of them, or comes with one of them in the address. */
(function () {
  "use strict";

  var MANY = 20, say = window.SeedbedSay.say, number = window.SeedbedSay.number;

  /* `page` is {root, index: gives the index or null, load: gives a promise, refresh: counts and draws everything}. */
  function start(page) {
    var sets = Array.from(page.root.querySelectorAll(".sb-facet")), boxes = new Map(), counts = null;

    sets.forEach(function (set) {
      set.querySelectorAll("input[type=checkbox]").forEach(function (box) { keep(set.dataset.facet, box); });
      var more = set.querySelector(".sb-facet__more");
      if (more) { more.addEventListener("click", function () { toggle(set, more); }); }
    });

    function key(facet, id) { return facet + "=" + id; }

    function keep(facet, box) {
      boxes.set(key(facet, box.value), { box: box, facet: facet, count: box.parentElement.querySelector(".sb-facet__count"), place: -1 });
    }

    /* The box of a choice; made when it is not there yet. Nothing where the facet has no such choice. */
    function boxOf(set, facet, id) {
      var index = page.index(), choice = index && window.SeedbedCatalogue.choice(index, facet, id);
      if (boxes.has(key(facet, id)) || !choice) { return; }
      var label = set.querySelector("label.sb-facet__choice").cloneNode(true), box = label.querySelector("input");
      box.value = id;
      box.checked = false;
      label.querySelector("span").textContent = choice[1];
      label.classList.add("sb-facet__choice--further");
      set.querySelector(".sb-facet__choices").append(label);
      keep(facet, box);
    }

    function toggle(set, more) {
      page.load().then(function () {
        var facet = set.dataset.facet, open = set.classList.toggle("sb-facet--open");
        if (!page.index()) { return; }
        if (open) { fillUp(set, facet); }
        more.setAttribute("aria-expanded", String(open));
        more.textContent = open ? say("Fewer") : say("All {count}", { count: page.index().lists[facet].length });
        if (open && set.querySelector(".sb-facet__find")) { set.querySelector(".sb-facet__find").focus(); }
      });
    }

    function fillUp(set, facet) {
      var list = page.index().lists[facet];
      list.forEach(function (choice) { boxOf(set, facet, choice[0]); });
      if (list.length > MANY && !set.querySelector(".sb-facet__find")) { addFind(set); }
      if (counts) { draw(counts); } else { page.refresh(); }
    }

    /* A long list can be narrowed by its words. */
    function addFind(set) {
      var field = document.createElement("input"), name = set.querySelector("legend").textContent;
      field.type = "search";
      field.className = "sb-field sb-facet__find";
      field.autocomplete = "off";
      field.setAttribute("aria-label", say("Find in {list}", { list: name }));
      field.placeholder = say("Find in this list");
      field.addEventListener("input", function () {
        var asked = window.SeedbedMatching.words(field.value);
        set.querySelectorAll(".sb-facet__choice").forEach(function (label) {
          var own = window.SeedbedMatching.words(label.querySelector("span").textContent);
          label.hidden = !asked.every(function (term) { return own.some(function (word) { return word.startsWith(term); }); });
        });
      });
      set.querySelector(".sb-facet__choices").before(field);
    }

    /* Boxes stay where they are, so that nothing moves under the pointer or away from the keyboard. */
    function draw(fresh) {
      counts = fresh;
      boxes.forEach(function (one) {
        if (!counts[one.facet]) { return; }
        if (one.place < 0) { one.place = placeOf(one.facet, one.box.value); }
        var count = counts[one.facet][one.place];
        if (one.shown === count && one.checked === one.box.checked) { return; }
        one.shown = count;
        one.checked = one.box.checked;
        one.count.textContent = number(count);
        one.box.parentElement.classList.toggle("sb-facet__choice--none", count === 0 && !one.box.checked);
      });
    }

    function placeOf(facet, id) {
      return page.index().lists[facet].findIndex(function (pair) { return pair[0] === id; });
    }

    function show(chosen) {
      sets.forEach(function (set) {
        (chosen[set.dataset.facet] || []).forEach(function (id) { boxOf(set, set.dataset.facet, id); });
      });
      boxes.forEach(function (one) { one.box.checked = (chosen[one.facet] || []).includes(one.box.value); });
    }

    /* Take one box over into what is chosen. */
    function take(box, chosen) {
      var ids = (chosen[box.name] || []).filter(function (id) { return id !== box.value; });
      if (box.checked) { ids.push(box.value); }
      ids.sort(function (a, b) { return placeOf(box.name, a) - placeOf(box.name, b); });
      if (ids.length) { chosen[box.name] = ids; } else { delete chosen[box.name]; }
    }

    return {
      names: sets.map(function (set) { return set.dataset.facet; }),
      has: function (box) { return boxes.has(key(box.name, box.value)) && boxes.get(key(box.name, box.value)).box === box; },
      draw: draw, show: show, take: take
    };
  }

  window.SeedbedFacets = { start: start };
})();
