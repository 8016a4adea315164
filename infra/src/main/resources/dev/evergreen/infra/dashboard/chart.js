"use strict";
/* Lines over rows or rounds, as SVG. Text that comes from outside is only ever set as text. */
const chart = (() => {
  const NS = "http://www.w3.org/2000/svg";
  const TEXT = 11.5;

  function svg(tag, attributes, ...children) {
    const node = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      node.setAttribute(name, value);
    }
    for (const child of children) {
      node.append(child);
    }
    return node;
  }

  /** Round numbers, about so many, within a range. */
  function ticks(low, high, about, whole) {
    const span = high - low;
    if (!(span > 0)) {
      return [low];
    }
    const raw = span / Math.max(1, about);
    const power = 10 ** Math.floor(Math.log10(raw));
    let step = [1, 2, 5, 10].map(m => m * power).find(s => s >= raw * 0.999);
    if (whole) {
      step = Math.max(1, Math.round(step));
    }
    const all = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      all.push(Number((i * step).toPrecision(12)));
    }
    return all;
  }

  /** What most points lie within, so that a line's first, noisy rows do not flatten the rest. */
  function extent(values, quantile) {
    const sorted = values.slice().sort((a, b) => a - b);
    const at = q => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(q * (sorted.length - 1))))];
    return [at(quantile), at(1 - quantile)];
  }

  function textWidth(text, size) {
    return String(text).length * (size || TEXT) * 0.56;
  }

  /** Moves labels apart, from top to bottom, and back up where there is no room. */
  function spread(labels, gap, low, high) {
    labels.sort((a, b) => a.y - b.y);
    for (let i = 0; i < labels.length; i++) {
      labels[i].y = Math.max(labels[i].y, i ? labels[i - 1].y + gap : low);
    }
    for (let i = labels.length - 1; i >= 0; i--) {
      labels[i].y = Math.min(labels[i].y, i < labels.length - 1 ? labels[i + 1].y - gap : high);
    }
  }

  const glyphs = {
    promoted: (x, y) => svg("path", {d: `M${x} ${y - 5}l5.2 9h-10.4z`}),
    rolled_back: (x, y) => svg("path", {d: `M${x} ${y + 4.5}l5.2 -9h-10.4z`}),
    drift: (x, y) => svg("path", {d: `M${x} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`}),
  };

  /**
   * Draws into a box.
   *
   * o.x, o.y: {title, format, whole, from, to}; o.lines: {name, colour, x, y, strong, thin, dash, label, dots, spread, step};
   * o.marks: {kind, x, text, title}; o.bands: {from, to, text}
   */
  function draw(box, o) {
    const width = box.clientWidth;
    const height = box.clientHeight;
    const lines = o.lines.filter(line => line.x.length);
    if (!width || !height) {
      return;
    }
    if (!lines.length) {
      const none = document.createElement("p");
      none.className = "empty";
      none.textContent = o.empty || "nothing yet";
      box.replaceChildren(none);
      return;
    }
    const xs = lines.flatMap(line => [line.x[0], line.x[line.x.length - 1]]);
    let [x0, x1] = [o.x.from ?? Math.min(...xs), o.x.to ?? Math.max(...xs)];
    if (x0 === x1) {
      [x0, x1] = [x0 - 0.5, x1 + 0.5];
    }
    const ys = lines.flatMap(line => line.y.concat(
      line.spread ? line.y.map((y, i) => y - line.spread[i]).concat(line.y.map((y, i) => y + line.spread[i])) : []));
    let [y0, y1] = extent(ys, o.y.quantile || 0);
    const pad = (y1 - y0 || Math.abs(y1) * 0.1 || 1) * 0.08;
    [y0, y1] = [o.y.from ?? y0 - pad, Math.max(o.y.to ?? -Infinity, y1 + pad)];
    if (o.y.atMost !== undefined) {
      y1 = Math.min(y1, o.y.atMost);
    }
    const labelled = lines.filter(line => line.label);
    const right = labelled.length ? Math.min(width * 0.28, 10 + Math.max(...labelled.map(l => textWidth(l.label, 12.5)))) : 12;
    const yTicks = ticks(y0, y1, height > 240 ? 6 : 4, o.y.whole);
    const digits = Math.max(...yTicks.map(t => (String(t).split(".")[1] || "").length));
    const yText = t => o.y.whole || Math.abs(t) >= 1e4 || digits > 6 ? o.y.format(t) : t.toLocaleString("en", {minimumFractionDigits: digits, maximumFractionDigits: digits});
    const left = 8 + Math.max(...yTicks.map(t => textWidth(yText(t))));
    const top = 22 + (o.marks ? 20 : 0);
    const bottom = 34 + (o.bands ? 22 : 0);
    const sx = x => left + (x - x0) / (x1 - x0) * (width - left - right);
    const sy = y => height - bottom - (y - y0) / (y1 - y0) * (height - top - bottom);
    const root = svg("svg", {width, height, role: "img", "aria-label": o.title || o.y.title});
    const clip = "clip-" + box.id;
    root.append(svg("clipPath", {id: clip},
      svg("rect", {x: left - 3, y: top - 3, width: Math.max(0, width - left - right + 6), height: Math.max(0, height - top - bottom + 6)})));

    root.append(svg("text", {x: 0, y: 11, class: "axis-title"}, o.y.title));
    for (const tick of yTicks) {
      root.append(svg("line", {x1: left, x2: width - right, y1: sy(tick), y2: sy(tick), class: "grid"}));
      root.append(svg("text", {x: left - 6, y: sy(tick) + 4, "text-anchor": "end"}, yText(tick)));
    }
    root.append(svg("line", {x1: left, x2: width - right, y1: height - bottom, y2: height - bottom, class: "base"}));
    const axisY = height - bottom + 15;
    for (const tick of ticks(x0, x1, Math.max(3, (width - left - right) / 90), o.x.whole)) {
      root.append(svg("text", {x: sx(tick), y: axisY, "text-anchor": "middle"}, o.x.format(tick)));
    }
    root.append(svg("text", {x: width - right, y: axisY + 15, "text-anchor": "end", class: "axis-title"}, o.x.title));

    if (o.bands) {
      bands(root, o.bands, sx, height - 20);
    }
    const plot = svg("g", {"clip-path": `url(#${clip})`});
    root.append(plot);
    for (const line of lines) {
      const group = svg("g", {class: "c-" + line.colour});
      plot.append(group);
      if (line.spread) {
        line.x.forEach((x, i) => group.append(svg("line",
          {x1: sx(x), x2: sx(x), y1: sy(line.y[i] - line.spread[i]), y2: sy(line.y[i] + line.spread[i]), class: "whisker"})));
      }
      const d = line.x.map((x, i) => (i ? (line.step ? `H${sx(x).toFixed(1)}V` : `L${sx(x).toFixed(1)} `) : `M${sx(x).toFixed(1)} `) + sy(line.y[i]).toFixed(1)).join("");
      group.append(svg("path", {d, class: "path" + (line.strong ? " strong" : "") + (line.thin ? " thin" : ""), "stroke-dasharray": line.dash || "none"}));
      if (line.dots && line.x.length <= 60) {
        line.x.forEach((x, i) => group.append(svg("circle", {cx: sx(x), cy: sy(line.y[i]), r: 2.6, class: "dot"})));
      }
    }
    const labels = labelled.map(line => ({line, y: Math.min(height - bottom, Math.max(top, sy(line.y[line.y.length - 1]))), at: sx(line.x[line.x.length - 1])}));
    spread(labels, 14, top, height - bottom);
    for (const {line, y} of labels) {
      root.append(svg("g", {class: "c-" + line.colour}, svg("text", {x: width - right + 7, y: y + 4, class: "name"}, line.label)));
    }
    if (o.marks) {
      marks(root, o.marks.filter(m => m.x >= x0 && m.x <= x1), sx, top, height - bottom);
    }
    box.replaceChildren(root);
    hover(box, root, lines, o, {x0, x1, left, right, width, height, top, bottom, sx});
  }

  /** Marks of a kind that would hide each other are one, if they have no text; its title tells of each. */
  function gathered(all, sx) {
    const shown = [];
    for (const mark of all) {
      const last = shown.findLast(m => m.kind === mark.kind);
      if (last && !mark.text && sx(mark.x) - sx(last.x) < 9) {
        last.titles.push(mark.title);
      } else {
        shown.push({...mark, titles: [mark.title]});
      }
    }
    return shown;
  }

  function titleOf(mark) {
    const more = mark.titles.length - 8;
    return mark.titles.slice(0, 8).join("\n") + (more > 0 ? `\nand ${more} more` : "");
  }

  /** Those with a text stand above the chart, each with as much as fits before the next; the others at its foot. */
  function marks(root, all, sx, top, base) {
    const shown = gathered(all, sx);
    const above = shown.filter(mark => mark.text);
    for (const mark of shown) {
      const x = sx(mark.x);
      const group = svg("g", {class: "mark c-" + mark.kind},
        svg("title", {}, titleOf(mark)),
        svg("line", {x1: x, x2: x, y1: mark.text ? top - 8 : top, y2: base}),
        glyphs[mark.kind](x, mark.text ? top - 12 : base - 5));
      const next = above[above.indexOf(mark) + 1];
      if (mark.text && (!next || x + 12 + textWidth(mark.text, 11.5) < sx(next.x))) {
        group.append(svg("text", {x: x + 8, y: top - 8}, mark.text));
      }
      root.append(group);
    }
  }

  /** Whose turn it was, as a strip below the axis. */
  function bands(root, all, sx, y) {
    all.forEach((band, i) => {
      const [from, to] = [sx(band.from), sx(band.to)];
      root.append(svg("rect", {x: from, y: y, width: Math.max(1, to - from - 1.5), height: 4, rx: 2, class: "band", opacity: i % 2 ? 0.45 : 0.9}));
      if (to - from > textWidth(band.text) + 4) {
        root.append(svg("text", {x: from, y: y + 17, class: "band-text"}, band.text));
      }
    });
  }

  function hover(box, root, lines, o, at) {
    const cross = svg("line", {y1: at.top, y2: at.height - at.bottom, class: "cross", visibility: "hidden"});
    root.append(cross);
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    box.append(tip);
    const show = event => {
      box.pointer = event.clientX;
      point();
    };
    const point = () => {
      const px = box.pointer - root.getBoundingClientRect().left;
      const x = at.x0 + (px - at.left) / (at.width - at.left - at.right) * (at.x1 - at.x0);
      if (x < at.x0 || x > at.x1) {
        return hide();
      }
      const near = lines.map(line => ({line, i: nearest(line.x, x)}))
        .filter(({line, i}) => Math.abs(at.sx(line.x[i]) - px) < 30);
      if (!near.length) {
        return hide();
      }
      const here = near[0].line.x[near[0].i];
      cross.setAttribute("x1", at.sx(here));
      cross.setAttribute("x2", at.sx(here));
      cross.setAttribute("visibility", "visible");
      const rows = [document.createTextNode(`${o.x.one || o.x.title} ${(o.x.exact || o.x.format)(here)}`)];
      for (const {line, i} of near
        .slice(0, 6)) {
        const row = document.createElement("div");
        const name = document.createElement("b");
        name.className = "c-" + line.colour;
        name.textContent = line.name + " ";
        row.append(name, (o.y.exact || o.y.format)(line.y[i]));
        rows.push(row);
      }
      tip.replaceChildren(...rows);
      tip.hidden = false;
      const room = at.width - at.sx(here) - 14;
      tip.style.left = (room > tip.offsetWidth ? at.sx(here) + 10 : Math.max(0, at.sx(here) - tip.offsetWidth - 10)) + "px";
    };
    const hide = () => {
      tip.hidden = true;
      cross.setAttribute("visibility", "hidden");
    };
    const leave = () => {
      delete box.pointer;
      hide();
    };
    root.addEventListener("pointermove", show);
    root.addEventListener("pointerdown", show);
    root.addEventListener("pointerleave", leave);
    // What was pointed at before the chart was drawn anew.
    if (box.pointer !== undefined) {
      point();
    }
  }

  function nearest(sorted, x) {
    let [low, high] = [0, sorted.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < x) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.abs(sorted[low] - x) <= Math.abs(sorted[high] - x) ? low : high;
  }

  function glyph(kind) {
    return svg("svg", {width: 13, height: 13, "aria-hidden": "true"}, svg("g", {class: "mark c-" + kind}, glyphs[kind](6.5, 6.5)));
  }

  return {draw, glyph};
})();
