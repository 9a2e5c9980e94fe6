/* From an agent to a copy: what the reader's unit still lacks, and the record of the copy, ready for the forge's editor. */
(function () {
  "use strict";

  var RISKS = ["low", "medium", "high", "prohibited"], MOST = 7500;

  /* An address of the forge with its blanks filled; the text is left out where it would make the address too long. */
  function address(editor, path, text) {
    var parts = path.split("/").map(encodeURIComponent), whole = parts.join("/"), name = parts.pop();
    var plain = fill(editor.new, { path: whole, name: name, folder: parts.join("/") });
    var filled = plain + fill(editor.text, { text: encodeURIComponent(text) });
    return text && filled.length <= MOST ? filled : plain;
  }

  function fill(pattern, words) {
    return pattern.replace(/\{(folder|name|path|text)\}/g, function (all, word) { return word in words ? words[word] : all; });
  }

  /* The record of a planned copy, from the blocks that the engine made; what nobody knows yet stays marked. */
  function record(blocks, facts) {
    return blocks.filter(function (block) {
      return facts.source || !block.endsWith("\ncopied_from: the-source");
    }).map(function (block) {
      if (block.endsWith("\nversion: 0.0.0")) {
        return facts.version ? block.replace(/0\.0\.0$/, facts.version) : block.replace(/^#/, "# TODO:");
      }
      if (block.endsWith("\nsupervisor: the-supervisor")) {
        return facts.supervisor ? block.replace(/the-supervisor$/, facts.supervisor)
          : block.replace(/^#/, "# TODO:").replace(/the-supervisor$/, "todo");
      }
      return block.replace(/the-source$/, facts.source);
    }).join("\n\n") + "\n";
  }

  var say = window.SeedbedSay.say;
  var CLASSES = { low: say("low"), medium: say("medium"), high: say("high"), prohibited: say("prohibited") };
  var STATUSES = { planned: say("planned"), live: say("live"), paused: say("paused"), ended: say("ended") };

  /* Whom a unit can name as supervisor for a class on a day. */
  function certified(unit, risk, today) {
    return unit.people.filter(function (person) {
      return RISKS.indexOf(person[2]) >= RISKS.indexOf(risk) && person[3] >= today;
    });
  }

  /* [{good, text, link, href}] of everything that has to be there before the copy may go live. */
  function readiness(agent, unit, today) {
    var able = certified(unit, agent.risk, today), found = [], risk = CLASSES[agent.risk];
    found.push(able.length
      ? { good: true, text: say("{person} may supervise {risk} risk, certified until {day}.",
        { person: able[0][1], risk: risk, day: window.SeedbedSay.day(able[0][3]) }) }
      : { good: false, text: say("Nobody in {unit} holds a certificate for {risk} risk.", { unit: unit.name, risk: risk }),
        link: say("Find the course"), href: "../platform/index.html" });
    if (agent.risk !== "low") {
      var lack = unit.lacks[agent.risk];
      found.push(lack ? { good: false, text: say("Not yet for {risk} risk: {reason}.", { risk: risk, reason: lack }) }
        : { good: true, text: say("Your unit has earned the class: {risk} risk.", { risk: risk }) });
    }
    var there = agent.uses.filter(function (use) { return unit.items.includes(use[0]); });
    if (there.length) {
      found.push({ good: true, text: say("In use here already: {items}.",
        { items: there.map(function (use) { return use[1]; }).join(", ") }) });
    }
    agent.uses.forEach(function (use) {
      if (there.includes(use)) { return; }
      found.push({ good: false, text: say("No agent here uses {item} yet.", { item: use[1] }),
        link: use[2] && say("How to get access"), href: use[2] });
    });
    return found;
  }

  window.SeedbedCopying = { address: address, record: record, readiness: readiness };

  /* --- the page ------------------------------------------------------------------------------------------------------ */

  var root = document.getElementById("sb_copying");
  if (!root) { return; }
  var make = window.SeedbedUnit.make, link = window.SeedbedUnit.link;
  var body = document.getElementById("sb_copying_body"), plain = document.getElementById("sb_copy_plain");
  var agent = JSON.parse(root.dataset.agent);

  function today() {
    return new Date().toISOString().slice(0, 10);
  }

  function choice(id, label, pairs, changed) {
    var select = make("select", "sb-field", pairs.map(function (pair) { return new Option(pair[1], pair[0]); }));
    var named = make("label", "", [label]);
    select.id = id;
    named.htmlFor = id;
    select.autocomplete = "off";
    select.addEventListener("change", changed);
    return [make("p", "sb-copying__choice", [named, " ", select]), select];
  }

  function list(unit) {
    return make("ul", "sb-ready", readiness(agent, unit, today()).map(function (one) {
      var item = make("li", one.good ? "sb-ready__good" : "sb-ready__lack", [
        make("span", "sb-hidden", [one.good ? say("There:") : say("Missing:"), " "]), one.text
      ]);
      if (one.link) { item.append(" ", link(one.link, one.href)); }
      return item;
    }));
  }

  function button(text, quiet, act) {
    var made = make("button", "sb-button" + (quiet ? " sb-button--quiet" : ""), [text]);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function copyText(text, shown, said) {
    function done() { said.textContent = say("Copied."); }
    function byHand() {
      shown.closest("details").open = true;
      getSelection().selectAllChildren(shown);
      said.textContent = say("Selected: copy it with the keyboard.");
    }
    if (!navigator.clipboard) { byHand(); return; }
    navigator.clipboard.writeText(text).then(done, byHand);
  }

  /* The command that brings the copy at once where nothing is missing, else the one that writes the plan. */
  function order(unit, facts) {
    var missing = readiness(agent, unit, today()).some(function (one) { return !one.good; });
    var words = missing ? ["seedbed new deployment " + agent.id + "/" + unit.id] : ["seedbed replicate " + agent.id + " " + unit.id];
    if (facts.source) { words.push((missing ? "--set copied_from=" : "--copied-from ") + facts.source); }
    if (facts.supervisor) { words.push((missing ? "--set supervisor=" : "--supervisor ") + facts.supervisor); }
    return words.join(" ");
  }

  function offer(unit, shared) {
    var able = certified(unit, agent.risk, today()), sources = agent.sources.filter(function (one) { return one[0] !== unit.id; });
    if (unit.id === agent.owner) { sources = []; }
    var path = "catalog/agents/" + agent.id + "/deployments/" + unit.id + ".yml";
    var shown = make("code"), command = make("code"), said = make("p", "sb-small"), open = link(say("Open the record in the editor"), "");
    var source = choice("sb_copy_source", say("Copied from"), sources, draw);
    var supervisor = choice("sb_copy_supervisor", say("Supervisor"), able, draw);
    open.className = "sb-button";
    open.rel = "noopener";
    said.setAttribute("role", "status");

    function draw() {
      var facts = { version: agent.version, source: source[1].value, supervisor: supervisor[1].value };
      shown.textContent = record(shared.record, facts);
      command.textContent = order(unit, facts);
      if (shared.editor) { open.href = address(shared.editor, path, shown.textContent); }
    }

    draw();
    var takes = shared.editor && shared.editor.text;
    var copy = button(say("Copy the record"), Boolean(shared.editor), function () { copyText(shown.textContent, shown, said); });
    return [
      sources.length > 1 ? source[0] : "", able.length > 1 ? supervisor[0] : "",
      make("div", "sb-copying__acts", shared.editor ? (takes ? [open] : [open, copy]) : [copy]), said,
      make("p", "sb-small", [
        takes ? say("The editor opens in the browser and asks who you are. Fill in what is marked TODO, then propose it there.")
          : shared.editor ? say("Paste the record into the file that opens, and fill in what is marked TODO.")
            : say("It belongs at {path}.", { path: path }),
        " ", say("As a plan it may be filed now; what is missing is asked for when it goes live.")
      ]),
      make("details", "sb-more", [make("summary", "", [say("The record, and the command that writes it")]),
        make("pre", "", [shown]), make("pre", "", [command]), takes ? copy : ""])
    ];
  }

  /* A copy that is planned waits for the day on which it runs. */
  function planned(unit, shared) {
    var acts = make("div", "sb-copying__acts");
    if (shared.editor) {
      var open = link(say("Open its record"),
        fill(shared.editor.edit, { path: "catalog/agents/" + agent.id + "/deployments/" + unit.id + ".yml" }));
      open.className = "sb-button";
      open.rel = "noopener";
      acts.append(open);
    }
    return [
      make("p", "", [say("{unit} has planned it. Once it runs, its record says so: status live, and since when.", { unit: unit.name })]),
      acts
    ];
  }

  function running(unit, here, shared) {
    if (here[2] === "planned") { return planned(unit, shared); }
    var path = "catalog/agents/" + agent.id + "/measurements/" + unit.id + ".csv", acts = make("div", "sb-copying__acts");
    if (shared.editor) {
      var add = link(say("Add a month of figures"), here[3]
        ? fill(shared.editor.edit, { path: path })
        : address(shared.editor, path, shared.table.replace("0.0.0", agent.version || "0.0.0")));
      add.className = "sb-button";
      add.rel = "noopener";
      acts.append(add);
    }
    return [
      make("p", "", [say("{unit} has it already: {status}.", { unit: unit.name, status: STATUSES[here[2]] || here[2] })]), acts,
      make("pre", "", [make("code", "", ["seedbed new measurement " + agent.id + "/" + unit.id])])
    ];
  }

  function draw(unit) {
    body.replaceChildren();
    plain.hidden = Boolean(unit);
    if (!unit) { return; }
    window.SeedbedUnit.list().then(function (shared) {
      var here = unit.here.find(function (one) { return one[0] === agent.id && one[2] !== "ended"; });
      body.replaceChildren.apply(body, here ? running(unit, here, shared)
        : [make("h3", "", [say("What {unit} has, and what is missing", { unit: unit.name })]), list(unit)].concat(offer(unit, shared)));
    });
  }

  window.SeedbedUnit.picker(root, draw);
})();
