/* Saving a chart: as SVG and PNG as it is seen, with its title, where it comes from and the day in it, and its table as
   CSV. Without this script the charts are complete; the buttons are its own.

   A picture is drawn from the laid-out page: every word, line and ground where the browser put it, every colour as it
   was computed, so that it needs no style sheet. Nothing leaves the machine. */
(function () {
  "use strict";

  var SVG = "http://www.w3.org/2000/svg";
  var MARGIN = 24;
  var SHARPNESS = 2;
  var about = document.currentScript ? document.currentScript.dataset : {};

  var say = window.SeedbedSay.say;

  /* --- colours ------------------------------------------------------------------------------------------------------- */

  /* A computed colour as {colour, alpha}; other programs read neither rgba() nor color(). null: nothing is painted. */
  function paint(value) {
    if (!value || value === "none" || value === "transparent") { return null; }
    if (value.indexOf("url(") === 0) { return { colour: value.replace(/["']/g, ""), alpha: 1 }; }
    var parts = (value.match(/-?[\d.]+(?:e-?\d+)?%?/g) || []).map(parseFloat);
    var scale = value.indexOf("color(") === 0 ? 255 : 1;
    var alpha = parts.length > 3 ? parts[3] : 1;
    if (parts.length < 3 || !alpha) { return null; }
    return {
      colour: "#" + parts.slice(0, 3).map(function (part) {
        return ("0" + Math.round(Math.min(255, Math.max(0, part * scale))).toString(16)).slice(-2);
      }).join(""),
      alpha: alpha
    };
  }

  function setPaint(node, name, value, opacity) {
    var found = paint(value);
    node.setAttribute(name, found ? found.colour : "none");
    var alpha = found ? found.alpha * (opacity === undefined ? 1 : parseFloat(opacity)) : 1;
    if (alpha < 1) { node.setAttribute(name + "-opacity", String(alpha)); }
  }

  /* --- a drawing of its own ------------------------------------------------------------------------------------------ */

  function make(name, facts) {
    var node = document.createElementNS(SVG, name);
    Object.keys(facts || {}).forEach(function (key) { node.setAttribute(key, round(facts[key])); });
    return node;
  }

  function round(value) {
    return typeof value === "number" ? String(Math.round(value * 100) / 100) : value;
  }

  function isHidden(style) {
    return style.display === "none" || style.visibility === "hidden" || style.opacity === "0";
  }

  /* The copy of an SVG with its computed look as attributes. `from` and `copy` are walked side by side. */
  function settle(from, copy) {
    var style = getComputedStyle(from);
    if (isHidden(style)) { copy.setAttribute("display", "none"); return; }
    if (/^(path|line|rect|circle|ellipse|polygon|text|tspan)$/.test(from.localName)) {
      setPaint(copy, "fill", style.fill, style.fillOpacity);
      setPaint(copy, "stroke", style.stroke, style.strokeOpacity);
      if (style.stroke !== "none") {
        copy.setAttribute("stroke-width", style.strokeWidth);
        if (style.strokeDasharray !== "none") { copy.setAttribute("stroke-dasharray", style.strokeDasharray); }
        if (style.strokeLinejoin !== "miter") { copy.setAttribute("stroke-linejoin", style.strokeLinejoin); }
      }
    }
    if (parseFloat(style.opacity) < 1) { copy.setAttribute("opacity", style.opacity); }
    if (from.localName === "text" || from.localName === "tspan") { setType(copy, style); }
    Array.prototype.forEach.call(from.children, function (child, place) { settle(child, copy.children[place]); });
  }

  function setType(node, style) {
    node.setAttribute("font-family", style.fontFamily.replace(/"/g, "'"));
    node.setAttribute("font-size", style.fontSize);
    if (style.fontWeight !== "400") { node.setAttribute("font-weight", style.fontWeight); }
    if (style.fontStyle !== "normal") { node.setAttribute("font-style", style.fontStyle); }
  }

  /* Only what a page needs goes; the path on which a name is written is named by its address. */
  function clean(node) {
    ["class", "style", "role", "tabindex", "target", "aria-labelledby", "aria-hidden", "aria-label",
      "data-unit"].forEach(function (name) { node.removeAttribute(name); });
    if (node.localName !== "textPath") { node.removeAttribute("href"); }
    Array.prototype.forEach.call(node.children, clean);
  }

  /* --- from the page to a drawing ------------------------------------------------------------------------------------ */

  var pen = document.createElement("canvas").getContext("2d");

  /* How far below the top of its line a text of this style stands. */
  function rise(style) {
    pen.font = [style.fontStyle, style.fontWeight, style.fontSize, style.fontFamily].join(" ");
    return pen.measureText("Hg").fontBoundingBoxAscent;
  }

  function Picture(host) {
    this.origin = host.getBoundingClientRect();
    this.right = this.bottom = 0;
    this.drawn = document.createDocumentFragment();
  }

  /* A box of the page on the picture; what is drawn there makes the picture as large as it must be. */
  Picture.prototype.place = function (box) {
    return { x: box.left - this.origin.left, y: box.top - this.origin.top, width: box.width, height: box.height };
  };

  Picture.prototype.reach = function (box) {
    this.right = Math.max(this.right, box.right - this.origin.left);
    this.bottom = Math.max(this.bottom, box.bottom - this.origin.top);
  };

  Picture.prototype.add = function (node) {
    var style = getComputedStyle(node);
    if (isHidden(style) || node.classList.contains("sb-hidden")) { return; }
    if (node.localName === "svg") { this.addDrawing(node); return; }
    this.addGround(node, style);
    node.childNodes.forEach(function (child) {
      if (child.nodeType === Node.TEXT_NODE) {
        this.addText(child, style);
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        this.add(child);
      }
    }, this);
  };

  Picture.prototype.addDrawing = function (node) {
    var copy = node.cloneNode(true);
    var box = this.place(node.getBoundingClientRect());
    this.reach(node.getBoundingClientRect());
    // Letters may stand outside the box of a drawing.
    node.querySelectorAll("text").forEach(function (text) { this.reach(text.getBoundingClientRect()); }, this);
    settle(node, copy);
    clean(copy);
    Object.keys(box).forEach(function (name) { copy.setAttribute(name, round(box[name])); });
    copy.setAttribute("overflow", "visible");
    this.drawn.append(copy);
  };

  Picture.prototype.addGround = function (node, style) {
    var box = node.getBoundingClientRect();
    var ground = paint(style.backgroundColor);
    if (!box.width || !box.height) { return; }
    var placed = this.place(box);
    if (ground) {
      this.reach(box);
      this.drawn.append(make("rect", Object.assign({ fill: ground.colour, "fill-opacity": ground.alpha,
        rx: parseFloat(style.borderTopLeftRadius) || 0 }, placed)));
    }
    [["Top", 0, 0, 1, 0], ["Bottom", 0, 1, 1, 1], ["Left", 0, 0, 0, 1], ["Right", 1, 0, 1, 1]].forEach(function (side) {
      var thick = parseFloat(style["border" + side[0] + "Width"]);
      var colour = paint(style["border" + side[0] + "Color"]);
      if (!thick || !colour) { return; }
      this.drawn.append(make("line", {
        x1: placed.x + side[1] * placed.width, y1: placed.y + side[2] * placed.height,
        x2: placed.x + side[3] * placed.width, y2: placed.y + side[4] * placed.height,
        stroke: colour.colour, "stroke-opacity": colour.alpha, "stroke-width": thick
      }));
    }, this);
  };

  /* A text line by line, where the browser broke it. */
  Picture.prototype.addText = function (node, style) {
    linesOf(node, isUpright(style)).forEach(function (line) {
      this.reach(line.box);
      this.addLine(line.text, this.place(line.box), style);
    }, this);
  };

  Picture.prototype.addLine = function (words, box, style) {
    var text = make("text");
    var ascent = rise(style);
    if (isUpright(style)) {
      text.setAttribute("transform", "translate(" + round(box.x + ascent) + " " + round(box.y + box.height) +
        ") rotate(-90)");
    } else {
      var isLast = style.textAlign === "right" || style.textAlign === "end";
      text.setAttribute("x", round(isLast ? box.x + box.width : box.x));
      text.setAttribute("y", round(box.y + ascent));
      if (isLast) { text.setAttribute("text-anchor", "end"); }
    }
    setType(text, style);
    setPaint(text, "fill", style.color);
    text.textContent = words;
    this.drawn.append(text);
  };

  function isUpright(style) {
    return style.writingMode.indexOf("vertical") === 0;
  }

  function linesOf(node, upright) {
    var lines = [], range = document.createRange(), pattern = /\S+/g, side = upright ? "left" : "top", word;
    while ((word = pattern.exec(node.data)) !== null) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      var box = range.getBoundingClientRect(), last = lines[lines.length - 1];
      if (last && Math.abs(last.box[side] - box[side]) < 3) {
        last.text += " " + word[0];
        last.box = around(last.box, box);
      } else if (box.width) {
        lines.push({ text: word[0], box: box });
      }
    }
    return lines;
  }

  function around(a, b) {
    var left = Math.min(a.left, b.left), top = Math.min(a.top, b.top);
    return new DOMRect(left, top, Math.max(a.right, b.right) - left, Math.max(a.bottom, b.bottom) - top);
  }

  /* A copy of the figure, laid out as on a desk, with its title and its source; `use` sees it before it goes. */
  function withCopy(figure, use) {
    var host = document.createElement("div");
    var copy = figure.cloneNode(true);
    host.className = "sb-saving";
    host.setAttribute("aria-hidden", "true");
    copy.querySelectorAll(".sb-save, details, [data-aside]").forEach(function (node) { node.remove(); });
    copy.querySelectorAll("svg[data-whole]").forEach(function (drawing) {
      drawing.setAttribute("viewBox", drawing.dataset.whole);
      drawing.removeAttribute("data-whole");
    });
    if (copy.querySelector(".sb-chart__drawing")) {
      copy.querySelector("figcaption").after(note(titleOf(figure)));
    }
    copy.append(note(sourceWords()));
    host.append(copy);
    figure.after(host);
    var made = use(host);
    host.remove();
    return made;
  }

  function note(words) {
    var line = document.createElement("p");
    line.className = "sb-saving__note";
    line.textContent = words;
    return line;
  }

  function picture(figure) {
    return withCopy(figure, function (host) {
      var drawn = new Picture(host);
      Array.prototype.forEach.call(host.children, drawn.add, drawn);
      var width = Math.ceil(drawn.right) + 2 * MARGIN, height = Math.ceil(drawn.bottom) + 2 * MARGIN;
      var root = make("svg", { width: width, height: height, viewBox: "0 0 " + width + " " + height, role: "img" });
      var title = make("title"), content = make("g", { transform: "translate(" + MARGIN + " " + MARGIN + ")" });
      var ground = paint(getComputedStyle(document.body).getPropertyValue("background-color"));
      title.textContent = titleOf(figure);
      content.append(drawn.drawn);
      root.append(title, make("rect", { width: width, height: height, fill: ground ? ground.colour : "#fff" }), content);
      return { text: new XMLSerializer().serializeToString(root), width: width, height: height };
    });
  }

  function bitmap(drawn) {
    return new Promise(function (done, failed) {
      var image = new Image();
      image.onload = function () {
        var canvas = document.createElement("canvas");
        canvas.width = drawn.width * SHARPNESS;
        canvas.height = drawn.height * SHARPNESS;
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(function (blob) { if (blob) { done(blob); } else { failed(new Error("no picture")); } });
      };
      image.onerror = failed;
      // A data address, since the policy of the pages allows no other for pictures, and none taints the canvas.
      image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(drawn.text);
    });
  }

  /* --- the table as CSV ---------------------------------------------------------------------------------------------- */

  /* RFC 4180. A cell that a spreadsheet would run as a formula gets a quote before it; plain numbers are none. */
  function field(text) {
    var isNumber = /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text);
    var safe = /^[=+\-@\t\r]/.test(text) && !isNumber ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  function cellText(cell) {
    if (cell.dataset.value !== undefined) { return cell.dataset.value; }
    var copy = cell.cloneNode(true);
    copy.querySelectorAll("br").forEach(function (line) { line.replaceWith(" "); });
    var text = copy.textContent.replace(/\s+/g, " ").trim();
    // Thousands are parted and minus signs are long for readers; a spreadsheet wants neither.
    return /^[-+\u2212]?\d{1,3}([\u202f\u00a0 ]\d{3})*(\.\d+)?$/.test(text)
      ? text.replace(/[\u202f\u00a0 ]/g, "").replace("\u2212", "-")
      : text;
  }

  function tableText(table) {
    return Array.prototype.map.call(table.rows, function (row) {
      return Array.prototype.filter.call(row.cells, function (cell) {
        return !cell.classList.contains("sb-bars__place");
      }).map(function (cell) { return field(cellText(cell)); }).join(",");
    }).join("\r\n") + "\r\n";
  }

  /* --- names, words, files ------------------------------------------------------------------------------------------- */

  function titleOf(figure) {
    var found = figure.querySelector("svg > title") || figure.querySelector("caption");
    return found ? found.textContent.replace(/\s+/g, " ").trim() : document.title;
  }

  function sourceWords() {
    var heading = document.querySelector("h1");
    var address = location.protocol === "file:" ? "" : location.origin + location.pathname;
    var parts = [about.site, heading && heading.textContent.trim(), about.made, about.commit, address];
    return parts.filter(Boolean).join(" · ");
  }

  function fileName(figure, ending) {
    return [slug(about.site), slug(titleOf(figure)), slug(about.made)].filter(Boolean).join("-") + "." + ending;
  }

  function slug(text) {
    var plain = (text || "").normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    return plain.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60).replace(/^-|-$/g, "");
  }

  function save(blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  var FORMS = {
    SVG: function (figure) {
      save(new Blob([picture(figure).text], { type: "image/svg+xml" }), fileName(figure, "svg"));
    },
    PNG: function (figure) {
      bitmap(picture(figure)).then(function (blob) { save(blob, fileName(figure, "png")); });
    },
    CSV: function (figure) {
      // The mark at the beginning tells Excel that the file is UTF-8; without it names with accents break there.
      var text = "\ufeff" + tableText(figure.querySelector("table"));
      save(new Blob([text], { type: "text/csv;charset=utf-8" }), fileName(figure, "csv"));
    }
  };

  function addButtons(figure) {
    var box = document.createElement("details"), name = document.createElement("summary");
    box.className = "sb-save";
    name.textContent = say("Save");
    name.setAttribute("aria-label", say("Save: {title}", { title: titleOf(figure) }));
    box.append(name);
    Object.keys(FORMS).forEach(function (form) {
      if (form === "CSV" && !figure.querySelector("table")) { return; }
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = form;
      button.addEventListener("click", function () { FORMS[form](figure); });
      box.append(button);
    });
    var data = figure.querySelector(":scope > .sb-chart__data");
    if (data) { data.before(box); } else { figure.append(box); }
  }

  document.querySelectorAll("figure.sb-chart").forEach(addButtons);

  /* --- what waits below ---------------------------------------------------------------------------------------------- */

  /* later.css leaves out what is far below. When the page is at rest it is laid out too, one part a frame, so that nothing
     is missing where somebody takes a picture of the whole page. What is above stays as it is: it would move what is
     read. */
  var waiting = Array.prototype.slice.call(document.querySelectorAll(
    ".sb-chart, .sb-later .sb-scroll, .sb-running .sb-scroll"));
  var whenIdle = window.requestIdleCallback || function (next) { setTimeout(next, 50); };

  function layOut() {
    var next = waiting.shift();
    if (!next) { return; }
    if (next.getBoundingClientRect().top > 0) { next.classList.add("sb-laid-out"); }
    requestAnimationFrame(function () { whenIdle(layOut, { timeout: 200 }); });
  }

  window.addEventListener("load", function () { whenIdle(layOut, { timeout: 500 }); });
})();
