"use strict";
/* Shows what the events say. Nothing here changes anything; whatever comes from outside is set as text. */
(() => {
  const board = {};
  const $ = id => document.getElementById(id);
  const COLOURS = ["one", "two", "three"];
  const DASHES = ["none", "7 3", "2 3"];

  function el(tag, className, ...children) {
    const node = document.createElement(tag);
    if (className) {
      node.className = className;
    }
    for (const child of children.flat(Infinity)) {
      if (child !== undefined && child !== null && child !== false) {
        node.append(child);
      }
    }
    return node;
  }

  // ---- Numbers and times as people read them.
  const whole = new Intl.NumberFormat("en", {maximumFractionDigits: 0});
  const count = n => whole.format(n);
  const short = n => Math.abs(n) >= 1e6 ? trim(n / 1e6) + " M" : count(n);
  const trim = n => String(Number(n.toPrecision(3)));
  const score = n => n === undefined ? "–" : Math.abs(n) < 10 ? n.toFixed(4) : trim(n);
  const ratio = n => n === undefined ? "–" : n.toFixed(2);
  const seconds = s => s === undefined ? "–" : s < 10 ? s.toFixed(s < 1 ? 2 : 1) + " s" : s < 120 ? Math.round(s) + " s" : spell(s);
  const bytes = b => b === undefined ? "–" : b < 1024 ? b + " B" : b < 1 << 20 ? Math.round(b / 1024) + " KiB" : b < 1 << 30 ? Math.round(b / (1 << 20)) + " MiB" : (b / (1 << 30)).toFixed(1) + " GiB";
  const time = iso => iso ? iso.replace("T", " ").replace(/(:\d\d)(:\d\d(\.\d+)?)?Z$/, "$1") : "–";
  const plural = (n, one, many) => `${count(n)} ${n === 1 ? one : many || one + "s"}`;

  function spell(s) {
    const units = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];
    const first = units.findIndex(([size]) => s >= size);
    if (first < 0) {
      return s.toFixed(1) + " s";
    }
    const [size, unit] = units[first];
    const next = units[first + 1];
    const rest = next ? Math.floor(s % size / next[0]) : 0;
    return `${Math.floor(s / size)} ${unit}` + (rest ? ` ${rest} ${next[1]}` : "");
  }

  const params = p => Object.entries(p).map(([name, value]) => `${name}=${value}`).join(" ");
  const measure = () => board.about.measure === "accuracy" ? "accuracy" : "mean absolute error";
  const measured = figures => figures && (board.about.measure === "accuracy" ? figures.accuracy : figures.mae);
  const latest = list => list[list.length - 1];
  const ended = () => board.rounds.filter(r => r.status !== "fitting");

  // ---- At a glance.
  function tile(name, value, note, bad) {
    return el("dl", "tile" + (bad ? " bad" : ""), el("dt", "", name), el("dd", "", value), el("dd", "", note || "\u00a0"));
  }

  function tiles() {
    const {now, about, input} = board;
    const newest = latest(board.rounds);
    const cost = latest(board.rounds.filter(r => r.cost));
    const promoted = latest(board.quality.marks.filter(m => m.round === now.champion && m.kind !== "drift"));
    const rejected = input.rejects[0];
    $("tiles").replaceChildren(
      tile(`${measure()}, lately`, score(measured(now.window)),
        now.overall && measured(now.overall) !== undefined ? `${score(measured(now.overall))} over all ${count(now.overall.rows)} rows` : "no answer has met its label yet"),
      tile("champion", now.champion === undefined ? "none yet" : `round ${now.champion}`,
        promoted ? `since row ${count(promoted.rows)}` : ""),
      tile("challengers", String(now.challengers.length),
        now.challengers.length ? "round " + now.challengers.join(", ") : about.promotion === "newest" ? "each winner is promoted" : "none in the shadow"),
      newest === undefined ? tile("rounds", "0", "waiting for rows")
        : newest.status === "fitting" ? tile(`round ${newest.round} is fitting`, `${count(newest.cells)} of ${count(newest.cells_all)}`, "candidates by folds")
          : tile("newest round", String(newest.round), newest.status === "failed" ? "failed" : `took ${seconds(newest.cost && newest.cost.wall_s)}`, newest.status === "failed"),
      tile("n_jobs", cost ? String(cost.cost.n_jobs) : about.n_jobs,
        cost ? `efficiency ${ratio(cost.cost.efficiency)}` + (about.n_jobs === "auto" ? ", found by auto" : "") : "no round yet"),
      tile("rejected", short(input.rejected), rejected ? `mostly ${rejected.reason.replaceAll("_", " ")}` : "nothing turned away", input.rejected > 0));
  }

  // ---- Quality over the rows.
  function reigns() {
    const {marks, champion} = board.quality;
    const end = latest(champion.x);
    const starts = marks.filter(m => m.kind !== "drift" && m.rows <= end);
    return starts.map((mark, i) => ({from: mark.rows, to: i + 1 < starts.length ? starts[i + 1].rows : end, text: `round ${mark.round}`}))
      .filter(band => band.to > band.from);
  }

  /** Each challenger keeps its colour as long as it is one. */
  const hue = new Map();

  function hues(present) {
    [...hue.keys()].filter(round => !present.includes(round)).forEach(round => hue.delete(round));
    for (const round of present.filter(r => !hue.has(r))) {
      const taken = [...hue.values()];
      const free = COLOURS.findIndex((_, i) => !taken.includes(i));
      hue.set(round, free < 0 ? round % COLOURS.length : free);
    }
  }

  const words = {promoted: "promoted", rolled_back: "rolled back", drift: "drift", arrived: "arrived", retired: "retired", refused: "refused"};

  function quality() {
    const {champion, challengers, marks} = board.quality;
    const accuracy = board.about.measure === "accuracy";
    const window = board.now.window ? Math.max(board.now.window.rows, 1) : 1000;
    $("quality-title").textContent = accuracy ? "Accuracy" : "Mean absolute error";
    const sub = el("small", "", "each answer is scored when its label comes (prequential); the strip below says who was champion");
    $("quality-title").append(sub);
    hues(challengers.filter(c => c.present).map(c => c.round));
    const lines = challengers.filter(c => !c.present).map(c => ({name: `round ${c.round}`, colour: "past", x: c.line.x, y: c.line.y, thin: true}));
    challengers.filter(c => c.present).forEach(c => lines.push({
      name: `round ${c.round}`, label: `round ${c.round}`, colour: COLOURS[hue.get(c.round)], dash: DASHES[hue.get(c.round)], x: c.line.x, y: c.line.y}));
    lines.push({name: "champion", label: "champion", colour: "champion", x: champion.x, y: champion.y, strong: true});
    const shown = [lines[lines.length - 1], ...lines.slice(0, -1)];
    chart.draw($("quality"), {
      title: `${measure()} over the labeled rows`,
      empty: "no answer has met its label yet: the first model comes with the first round",
      x: {title: "labeled rows", one: "row", format: short, exact: count, whole: true, from: champion.x.length ? Math.min(champion.x[0], ...marks.map(m => m.rows)) : undefined},
      y: {title: `${measure()} over the newest ${count(window)} rows`, format: trim, exact: score, quantile: 0.002, atMost: accuracy ? 1 : undefined},
      lines: shown.reverse(),
      marks: marks.map(m => ({kind: m.kind, x: m.rows, text: m.round === undefined ? "" : String(m.round), title: `row ${count(m.rows)}: ${m.round === undefined ? "" : `round ${m.round} `}${words[m.kind]}: ${m.reason}`})),
      bands: champion.x.length ? reigns() : [],
    });
    let legend = $("quality-legend");
    if (!legend) {
      legend = el("ul", "legend");
      legend.id = "quality-legend";
      $("quality").after(legend);
    }
    const kinds = ["promoted", "rolled_back", "drift"].filter(kind => marks.some(m => m.kind === kind));
    legend.replaceChildren(...kinds.map(kind => el("li", "", chart.glyph(kind), {promoted: "promoted, with its round", rolled_back: "rolled back to", drift: "drift noticed"}[kind])),
      ...(challengers.some(c => !c.present) ? [el("li", "", line("past"), "former challengers, in the shadow")] : []));
  }

  function line(colour) {
    const NS = "http://www.w3.org/2000/svg";
    const root = document.createElementNS(NS, "svg");
    root.setAttribute("width", 18);
    root.setAttribute("height", 10);
    root.setAttribute("class", "c-" + colour);
    const path = document.createElementNS(NS, "path");
    path.setAttribute("d", "M1 5H17");
    path.setAttribute("class", "path");
    root.append(path);
    return root;
  }

  // ---- Rounds.
  function varying(rows) {
    const names = [...new Set(rows.flatMap(r => Object.keys(r.params)))];
    return names.filter(name => new Set(rows.map(r => r.params[name])).size > 1);
  }

  function grid() {
    const round = latest(board.rounds.filter(r => r.grid));
    if (!round) {
      $("grid").replaceChildren(el("p", "empty", "no round yet"));
      $("grid-note").textContent = "";
      return;
    }
    const {rows, more} = round.grid;
    const differ = varying(rows);
    const learners = new Set(rows.map(r => r.learner)).size > 1;
    $("grid-title").textContent = `Round ${round.round}: candidates by fold` + (round.status === "done" ? `, ${board.about.refit}` : "");
    const scores = rows.flatMap(r => r.cells.map(c => c.score)).filter(s => s !== undefined);
    const [low, high] = [Math.min(...scores), Math.max(...scores)];
    const folds = Math.max(1, ...rows.map(r => r.cells.length));
    const head = el("tr", "", el("th", "", "candidate"), Array.from({length: folds}, (_, i) => el("th", "", `fold ${i + 1}`)), el("th", "", "mean"));
    const body = rows.map(r => {
      const who = (learners ? r.learner + " " : "") + differ.map(name => `${name}=${r.params[name] ?? (name === "window" ? "whole" : "–")}`).join(" ");
      return el("tr", r.rank === 1 ? "best" : "",
        el("td", "who", who || r.learner),
        r.cells.map(c => el("td", "", cell(c, low, high))),
        el("td", "", el("span", "cell mean", r.mean === undefined ? "" : score(r.mean))));
    });
    $("grid").replaceChildren(el("table", "heat", el("thead", "", head), el("tbody", "", body)));
    const constant = rows.length ? Object.entries(rows[0].params).filter(([name]) => !differ.includes(name)) : [];
    $("grid-note").textContent = [
      round.status === "fitting" ? `${round.cells} of ${round.cells_all} fitted` : round.failure,
      more > 0 ? `and ${plural(more, "more candidate")}` : undefined,
      constant.length && !learners ? `all: ${rows[0].learner} ${constant.map(([n, v]) => `${n}=${v}`).join(" ")}` : undefined,
    ].filter(Boolean).join("; ");
  }

  function cell(c, low, high) {
    const node = el("span", "cell " + c.state, {waiting: "", fitted: "✓", failed: "failed", scored: score(c.score)}[c.state]);
    if (c.state === "scored") {
      const at = high > low ? (c.score - low) / (high - low) : 1;
      const good = board.about.higher_is_better ? at : 1 - at;
      const strength = 0.08 + 0.47 * good;
      node.style.background = `rgba(var(--heat), ${strength.toFixed(2)})`;
      node.style.color = "var(--ink)";
    }
    return node;
  }

  function rounds() {
    const all = board.rounds;
    const failed = all.filter(r => r.status === "failed").length;
    $("rounds-note").textContent = all.length ? `the newest ${all.length}` + (failed ? `, ${failed} failed` : "") : "";
    const won = all.filter(r => r.winner);
    $("scores-title").textContent = `Best ${board.about.refit} of each round`;
    chart.draw($("scores"), {
      empty: "no round has ended yet",
      x: {title: "round", format: count, whole: true},
      y: {title: `${board.about.refit}, mean of ${board.about.folds} folds ± deviation`, format: trim, exact: score},
      lines: [{name: board.about.refit, colour: "champion", x: won.map(r => r.round), y: won.map(r => r.winner.mean), spread: won.map(r => r.winner.std), dots: true}],
    });
    const shown = all.slice(-6).reverse();
    $("rounds").replaceChildren(shown.length ? el("table", "",
      el("thead", "", el("tr", "", el("th", "n", "round"), el("th", "", "winner"), el("th", "n", board.about.refit), el("th", "n", "rows"), el("th", "n", "took"), el("th", "n more", "n_jobs"), el("th", "n more", "efficiency"), el("th", "why", "why"))),
      el("tbody", "", shown.map(r => el("tr", "",
        el("td", "n", String(r.round)),
        el("td", "what", r.status === "fitting" ? `fitting, ${r.cells} of ${r.cells_all}` : r.winner ? r.winner.learner : "failed",
          el("small", "", r.winner ? params(r.winner.params) : r.failure || "")),
        el("td", "n", r.winner ? score(r.winner.mean) : ""),
        el("td", "n", r.window_rows === undefined ? "" : short(r.window_rows)),
        el("td", "n", r.cost ? seconds(r.cost.wall_s) : ""),
        el("td", "n more", r.cost ? String(r.cost.n_jobs) : ""),
        el("td", "n more", r.cost ? ratio(r.cost.efficiency) : ""),
        el("td", "why", r.trigger || ""))))) : "");
  }

  function work() {
    const all = board.rounds.filter(r => r.cost);
    const x = all.map(r => r.round);
    const of = (name, colour, pick, more) => {
      const there = all.filter(r => pick(r.cost) !== undefined);
      return {name, colour, label: name, x: there.map(r => r.round), y: there.map(r => pick(r.cost)), dots: there.length < 30, ...more};
    };
    const axis = {title: "round", format: count, whole: true, from: x[0], to: latest(x)};
    chart.draw($("njobs"), {x: axis, y: {title: "fits", format: trim, from: 0}, lines: [
      of("running", "one", c => c.effective_n_jobs, {dash: "5 3"}),
      of("n_jobs", "champion", c => c.n_jobs, {strong: true})]});
    chart.draw($("efficiency"), {x: axis, y: {title: "cores' worth of fitting / n_jobs", format: ratio, from: 0, to: 1}, lines: [
      of("efficiency", "champion", c => c.efficiency, {label: undefined})]});
    chart.draw($("seconds"), {x: axis, y: {title: "seconds a round", format: trim, exact: seconds, from: 0}, lines: [
      of("wall", "champion", c => c.wall_s, {strong: true}),
      of("CPU of fits", "one", c => c.cpu_s, {dash: "5 3", label: "fits' CPU"})]});
    chart.draw($("memory"), {x: axis, y: {title: "peak heap, MiB", format: trim, from: 0}, lines: [
      of("peak heap", "champion", c => c.peak_heap_bytes === undefined ? undefined : c.peak_heap_bytes / (1 << 20), {label: undefined})]});
    const decided = latest(board.rounds.filter(r => r.decision));
    $("decision").textContent = decided ? `n_jobs auto, after round ${decided.round}: ${decided.decision.before} → ${decided.decision.after}, ${decided.decision.action.replaceAll("_", " ")}: ${decided.decision.reason}` : "";
  }

  // ---- Models.
  function facts(pairs) {
    return el("dl", "facts", pairs.filter(p => p[1] !== undefined && p[1] !== "").map(([name, value, mono]) => [el("dt", "", name), el("dd", mono ? "mono" : "", value)]));
  }

  function models() {
    const {champion} = board.models;
    if (!champion) {
      $("champion").replaceChildren(el("p", "empty", "no champion yet"));
      $("importance").replaceChildren(el("p", "empty", "no champion yet"));
    } else {
      $("champion").replaceChildren(facts([
        ["round", String(champion.round)],
        ["learner", champion.learner],
        ["parameters", params(champion.params), true],
        ...Object.entries(champion.scores).map(([name, s]) => [name + (name === champion.refit ? " ★" : ""), `${score(s.mean)} ± ${score(s.std)}`]),
        ["out of bag", champion.oob_score === undefined ? undefined : score(champion.oob_score)],
        ["validation", champion.cv],
        ["trained on", `${count(champion.window_rows)} rows, ${time(champion.window_from)} to ${time(champion.window_to)}`],
        ["size", `${plural(champion.trees, "tree")}, ${plural(champion.nodes, "node")}, ${bytes(champion.artifact_bytes)}`],
        ["trained at", time(champion.trained_at)],
        ["seed", champion.seed, true],
        ["sha256", champion.artifact_sha256.slice(0, 16) + "…", true],
        ["window", champion.fingerprint.slice(0, 16) + "…", true],
        ["versions", Object.entries(champion.versions).map(([name, v]) => `${name} ${v}`).join(", ")],
      ]));
      const most = Math.max(...champion.importance.map(f => f.value), 0);
      const permutation = champion.importance_kind === "permutation";
      $("importance").replaceChildren(
        el("div", "bars", champion.importance.map(f => {
          const fill = el("span", "fill");
          fill.style.width = most > 0 ? Math.max(0, f.value / most * 100) + "%" : "0";
          const label = el("span", "label", f.feature);
          label.title = f.feature;
          return [label, el("span", "track", fill), el("span", "n", permutation ? f.value.toFixed(4) : (f.value * 100).toFixed(1) + " %")];
        })),
        el("p", "note", [
          champion.importance.length ? permutation ? "How much worse the answers are with the feature's values mixed up" : "What splits on the feature brought in training, as a share"
            : "Its trees do not split",
          champion.importance.length < champion.features && champion.importance.length ? `; the first ${champion.importance.length} of ${count(champion.features)}` : ""].join("")));
    }
    contest();
    $("log").replaceChildren(board.models.log.length ? el("ul", "log", board.models.log.map(entry => el("li", "c-" + entry.kind,
      el("span", "row", `row ${count(entry.rows)}`),
      el("span", "kind", (entry.round === undefined ? "" : `round ${entry.round} `) + (words[entry.kind] || entry.kind)),
      el("span", "why", entry.reason)))) : el("p", "empty", "nothing yet"));
  }

  function contest() {
    const {contest} = board.models;
    const {about} = board;
    if (!contest || !contest.challengers.length) {
      $("contest").replaceChildren(el("p", "empty", about.promotion === "newest" ? "none: each round's winner is champion at once" : "none at the moment"));
      return;
    }
    $("contest").replaceChildren(el("table", "",
      el("thead", "", el("tr", "", el("th", "", "round"), el("th", "n", "rows"), el("th", "n", about.measure === "accuracy" ? "accuracy" : "error"), el("th", "n", "gain"), el("th", "n", "e-value"))),
      el("tbody", "", contest.challengers.map(c => el("tr", "",
        el("td", "", String(c.round)),
        el("td", "n", count(c.rows)),
        el("td", "n", score(about.measure === "accuracy" ? c.accuracy : c.mae)),
        el("td", "n", (c.mean_gain > 0 ? "+" : "") + c.mean_gain.toFixed(4)),
        el("td", "n", c.e_value >= 1e5 ? c.e_value.toExponential(1) : trim(c.e_value)))))),
    el("p", "note", `Gain over the champion on the same rows. The e-value has to pass 1 over the challenger's share of alpha = ${about.alpha}, so ${count(1 / about.alpha)} at least, after ${plural(about.min_events, "row")}.`));
  }

  // ---- Input.
  function input() {
    const {input, about} = board;
    $("input").replaceChildren(facts([
      ["window", input.window ? `${count(input.window.rows)} of ${count(input.window_most)} rows in round ${input.window.round}` : `${about.window}; no round yet`],
      ["its time", input.window ? `${time(input.window.from)} to ${time(input.window.to)}` : undefined],
      ["labels come", input.delay ? `${spell(input.delay.median_s)} after their events (median), at most ${spell(input.delay.max_s)}` : undefined],
      ["waited for", spell(input.labels_within_s)],
      ["rejected", input.rejected ? plural(input.rejected, "message") : "none"],
      ["unreadable", input.unreadable ? plural(input.unreadable, "record") : undefined],
    ]));
    if (input.rejects.length) {
      const most = input.rejects[0].count;
      $("input").append(el("div", "bars", input.rejects.map(r => {
        const fill = el("span", "fill");
        fill.style.width = r.count / most * 100 + "%";
        fill.style.background = "var(--two)";
        const label = el("span", "label", r.reason.replaceAll("_", " "));
        label.title = r.detail;
        return [label, el("span", "track", fill), el("span", "n", count(r.count))];
      })), el("p", "note", `lately: ${input.rejects[0].detail}`));
    }
  }

  function head() {
    const {about, now} = board;
    document.title = `${about.pipeline} · Evergreen`;
    const chooser = $("chooser");
    chooser.hidden = about.pipelines.length < 2;
    $("pipeline").hidden = !chooser.hidden;
    $("pipeline").textContent = about.pipeline;
    if (chooser.options.length !== about.pipelines.length) {
      chooser.replaceChildren(...about.pipelines.map(name => new Option(name, name)));
    }
    chooser.value = about.pipeline;
    $("state").className = "state live";
    $("state").textContent = now.behind > 1000 ? `reading what was before: ${count(now.behind)} records to go`
      : now.event_time ? `row ${count(now.rows)}, event time ${time(now.event_time)} UTC` : "live, waiting for labeled rows";
    $("problem").hidden = !now.problem;
    $("problem").textContent = now.problem || "";
  }

  // ---- Events.
  const PARTS = ["about", "now", "quality", "rounds", "models", "input"];
  const views = {
    about: [head, tiles, quality, rounds, grid, models, input],
    now: [head, tiles],
    quality: [quality, tiles],
    rounds: [rounds, grid, work, tiles],
    models: [models],
    input: [input, tiles],
  };
  const due = new Set();
  let asked = false;
  let source;

  function render() {
    asked = false;
    if (!PARTS.every(part => part in board)) {
      return;
    }
    const now = [...due];
    due.clear();
    now.forEach(view => view());
    document.documentElement.dataset.ready = "yes";
  }

  function schedule(view) {
    view.forEach(v => due.add(v));
    if (!asked) {
      asked = true;
      requestAnimationFrame(render);
    }
  }

  /** What stands behind the # of the address. */
  function chosen() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  }

  function connect() {
    if (source) {
      source.close();
    }
    PARTS.forEach(part => delete board[part]);
    const name = chosen();
    source = new EventSource("events" + (name ? "?pipeline=" + encodeURIComponent(name) : ""));
    for (const part of PARTS) {
      source.addEventListener(part, event => {
        board[part] = JSON.parse(event.data);
        schedule(views[part]);
      });
    }
    source.onerror = () => {
      $("state").className = "state lost";
      if (source.readyState !== EventSource.CLOSED) {
        $("state").textContent = "no connection, trying again …";
        return;
      }
      // Refused, which is final for the browser: too many pages, a token that is no more, or a pipeline that is not there.
      $("state").textContent = "refused, trying again in 5 s …";
      if (name) {
        history.replaceState(null, "", location.pathname);
      }
      setTimeout(connect, 5000);
    };
  }

  $("chooser").addEventListener("change", event => {
    location.hash = encodeURIComponent(event.target.value);
  });
  addEventListener("hashchange", connect);
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) {
      width = innerWidth;
      schedule([quality, rounds, work]);
    }
  });
  connect();
})();
