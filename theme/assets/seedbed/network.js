/* The ring of units: pass over a unit, step to it with the arrow keys or pick it from the list, and its own ties are
   drawn and told; everything else steps back. On a phone the ring is as wide as the screen and has no names: a tap on it
   picks the unit that is nearest, and what it gave and took is told below. Without this script the ring, its table and
   its links are complete. */
(function () {
  "use strict";

  var SVG = "http://www.w3.org/2000/svg";
  var PULL = 0.42;
  /* Of the radius: whoever taps further inside means no unit. */
  var INSIDE = 0.4;
  var PHONE = window.matchMedia("screen and (max-width: 44.984375em)");
  var say = window.SeedbedSay.say, plural = window.SeedbedSay.plural;

  function Ring(ring) {
    this.ring = ring;
    this.drawing = ring.ownerSVGElement;
    this.whole = this.drawing.getAttribute("viewBox");
    this.radius = Number(ring.dataset.radius);
    this.dots = Array.from(ring.querySelectorAll("a[data-unit]"));
    this.names = this.dots.map(function (dot) { return dot.querySelector("text").textContent; });
    this.ties = readTies(ring.dataset.ties);
    this.near = document.createElementNS(SVG, "g");
    this.near.setAttribute("class", "sb-ring__near");
    ring.querySelector(".sb-ring__ties").after(this.near);
    this.chosen = null;
  }

  /* `0:3*2,7;4:…` as [{source, taker, count}]. */
  function readTies(text) {
    var ties = [];
    text.split(";").forEach(function (part) {
      var pair = part.split(":"), source = Number(pair[0]);
      pair[1].split(",").forEach(function (one) {
        var facts = one.split("*");
        ties.push({ source: source, taker: Number(facts[0]), count: Number(facts[1] || 1) });
      });
    });
    return ties;
  }

  function angleOf(dot) {
    return parseFloat(dot.getAttribute("transform").slice(7));
  }

  function point(angle, radius) {
    var turn = angle * Math.PI / 180;
    return Math.round(radius * Math.cos(turn)) + " " + Math.round(radius * Math.sin(turn));
  }

  Ring.prototype.curve = function (tie) {
    var from = this.dots[tie.source], to = this.dots[tie.taker], radius = this.radius;
    var bends = [from, to].map(function (dot) {
      return point((angleOf(dot) + Number(dot.dataset.middle)) / 2, radius * PULL);
    });
    return "M" + point(angleOf(from), radius) + "C" + bends.join(" ") + " " + point(angleOf(to), radius);
  };

  /* Draw the ties of a unit; null: of none. */
  Ring.prototype.show = function (unit) {
    var ties = unit === null ? [] : this.ties.filter(function (tie) { return tie.source === unit || tie.taker === unit; });
    var touched = new Set(ties.flatMap(function (tie) { return [tie.source, tie.taker]; }));
    this.ring.classList.toggle("sb-ring--chosen", unit !== null);
    this.near.replaceChildren.apply(this.near, ties.map(function (tie) {
      var path = document.createElementNS(SVG, "path");
      path.setAttribute("class", tie.source === unit ? "sb-ring__given" : "sb-ring__taken");
      path.setAttribute("d", this.curve(tie));
      path.setAttribute("stroke-width", String(1.2 + Math.log2(tie.count) * 0.6));
      return path;
    }, this));
    this.dots.forEach(function (dot, number) {
      dot.classList.toggle("is-near", touched.has(number));
      dot.classList.toggle("is-chosen", number === unit);
    });
  };

  /* On a phone the drawing is cut to the ring; charts.js saves the whole. */
  Ring.prototype.fit = function (isSmall) {
    var reach = Number(this.ring.dataset.reach), middle = Number(this.whole.split(" ")[2]) / 2;
    var cut = [middle - reach, middle - reach, 2 * reach, 2 * reach].join(" ");
    this.drawing.setAttribute("viewBox", isSmall ? cut : this.whole);
    if (isSmall) { this.drawing.dataset.whole = this.whole; } else { delete this.drawing.dataset.whole; }
  };

  /* The unit that stands in the direction of a place on the screen; null far inside of the ring. */
  Ring.prototype.nearest = function (x, y) {
    var place = new DOMPoint(x, y).matrixTransform(this.ring.getScreenCTM().inverse());
    if (Math.hypot(place.x, place.y) < this.radius * INSIDE) { return null; }
    var angle = Math.atan2(place.y, place.x) * 180 / Math.PI;
    var away = this.dots.map(function (dot) {
      var turn = Math.abs(angleOf(dot) - angle) % 360;
      return Math.min(turn, 360 - turn);
    });
    return away.indexOf(Math.min.apply(Math, away));
  };

  /* [[count, unit]] of those a unit gave to or took from, most copies first. */
  Ring.prototype.partners = function (unit, own, other) {
    var names = this.names;
    return this.ties.filter(function (tie) { return tie[own] === unit; }).map(function (tie) {
      return { unit: tie[other], count: tie.count };
    }).sort(function (a, b) { return b.count - a.count || (names[a.unit] < names[b.unit] ? -1 : 1); });
  };

  /* --- the choice above the drawing ---------------------------------------------------------------------------------- */

  function element(name, kind, text) {
    var node = document.createElement(name);
    if (kind) { node.className = kind; }
    if (text) { node.textContent = text; }
    return node;
  }

  function makeChoice(ring, box) {
    var label = element("label", "", say("Show one unit")), list = element("select", "sb-field");
    var told = element("div", "sb-ring__told");
    list.id = "sb_ring_unit";
    label.htmlFor = list.id;
    told.setAttribute("aria-live", "polite");
    list.append(new Option(say("all units"), ""));
    ring.names.map(function (name, number) { return [name, number]; })
      .sort(function (a, b) { return a[0].localeCompare(b[0]); })
      .forEach(function (pair) { list.append(new Option(pair[0], pair[1])); });
    box.append(label, list, told);
    return { list: list, told: told };
  }

  function tell(ring, unit, told) {
    if (unit === null) { told.replaceChildren(element("p", "sb-ring__hint", say("Tap the ring, or choose a unit above."))); return; }
    var taken = ring.partners(unit, "taker", "source"), given = ring.partners(unit, "source", "taker");
    var name = element("p", "sb-ring__name"), dot = ring.dots[unit];
    if (dot.hasAttribute("href")) {
      var link = element("a", "", ring.names[unit]);
      link.href = dot.getAttribute("href");
      name.append(link);
    } else {
      name.textContent = ring.names[unit];
    }
    told.replaceChildren(name,
      partners(ring, given, "given", plural(sum(given), "Gave {count} copy", "Gave {count} copies")),
      partners(ring, taken, "taken", plural(sum(taken), "Took {count} copy", "Took {count} copies")));
  }

  function sum(list) {
    return list.reduce(function (all, one) { return all + one.count; }, 0);
  }

  function partners(ring, list, kind, words) {
    var box = element("div", "sb-ring__partners sb-ring__partners--" + kind), all = element("ul");
    list.forEach(function (one) {
      var row = element("li"), pick = element("button", "", ring.names[one.unit]);
      pick.type = "button";
      pick.dataset.pick = one.unit;
      row.append(pick, " " + window.SeedbedSay.number(one.count));
      all.append(row);
    });
    box.append(element("p", "", words), all);
    return box;
  }

  function begin(node) {
    var figure = node.closest("figure"), ring = new Ring(node);
    var ask = figure.querySelector(".sb-ring__ask"), choice = makeChoice(ring, ask);

    function choose(unit) {
      ring.chosen = unit;
      choice.list.value = unit === null ? "" : String(unit);
      ring.show(unit);
      tell(ring, unit, choice.told);
    }

    function back() { ring.show(ring.chosen); }

    function numberOf(target) {
      var dot = target.closest && target.closest("a[data-unit]");
      return dot ? Number(dot.dataset.unit) : null;
    }

    choice.list.addEventListener("change", function () {
      choose(choice.list.value === "" ? null : Number(choice.list.value));
    });
    choice.told.addEventListener("click", function (event) {
      if (event.target.dataset.pick === undefined) { return; }
      choose(Number(event.target.dataset.pick));
      choice.list.focus();
    });
    node.addEventListener("pointerover", function (event) {
      var unit = numberOf(event.target);
      if (unit !== null) { ring.show(unit); } else { back(); }
    });
    node.addEventListener("pointerleave", back);
    node.addEventListener("focusin", function (event) { choose(numberOf(event.target)); });
    node.addEventListener("keydown", function (event) { step(event, ring, choose); });
    /* A key on a unit goes to its page; a finger on the small ring hardly meant one dot among hundreds. */
    ring.drawing.addEventListener("click", function (event) {
      if (!PHONE.matches || !event.detail) { return; }
      event.preventDefault();
      choose(ring.nearest(event.clientX, event.clientY));
    });

    function fit() {
      ring.fit(PHONE.matches);
      if (PHONE.matches) { node.closest(".sb-scroll").after(choice.told); } else { ask.append(choice.told); }
    }

    fit();
    choose(null);
    PHONE.addEventListener("change", fit);
    /* One stop of the tab key for the whole ring, the arrow keys within it. */
    ring.dots.forEach(function (dot, number) { dot.setAttribute("tabindex", number ? "-1" : "0"); });
  }

  function step(event, ring, choose) {
    var count = ring.dots.length, at = ring.dots.indexOf(event.target);
    var next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: count - 1 };
    if (event.key === "Escape") { choose(null); return; }
    if (at < 0 || !(event.key in next)) { return; }
    event.preventDefault();
    var to = ring.dots[(next[event.key] + count) % count];
    ring.dots[at].setAttribute("tabindex", "-1");
    to.setAttribute("tabindex", "0");
    to.focus();
  }

  document.querySelectorAll(".sb-ring").forEach(begin);
})();
