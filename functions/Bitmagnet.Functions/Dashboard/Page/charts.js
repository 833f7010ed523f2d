"use strict";
// The charts: one a figure, all of one range, drawn by uPlot.
const charts = (() => {
  const statuses = ["Pending", "Processed", "Retry", "Failed"];
  const spans = { "1h": 3600, "24h": 86400, "7d": 604800, "30d": 2592000 };
  // The distance of two points that is expected: beyond twice of it there was no snapshot, and the line breaks.
  const steps = { "1h": 60, "24h": 900, "7d": 1800, "30d": 7200 };
  const names = { "1h": "1 h", "24h": "24 h", "7d": "7 d", "30d": "30 d" };
  const increments = Array.from({ length: 13 }, (_, power) => [1, 2, 5].map(digit => digit * 10 ** power)).flat();
  const all = [];
  let numbers = {};
  const probe = make("i", { hidden: true });

  // A canvas knows no CSS variables.
  function color(name) {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  }

  function rates(points) {
    return points.map((point, index) => {
      const before = points[index - 1];
      const sent = before && point.tmdbRequests - before.tmdbRequests;
      return before && sent >= 0 ? sent * 60000 / (new Date(point.at) - new Date(before.at)) : null;
    });
  }

  function timeLabels(_plot, splits, _axis, _space, increment) {
    return splits.map(second => {
      const date = new Date(second * 1000);
      return increment >= 86400 || date.getHours() + date.getMinutes() === 0 ? format.day(date) : format.clock(date);
    });
  }

  // As many digits as tell neighbours apart: 3.46K and 3.47K, but 2K and 4K.
  function countLabels(_plot, splits, _axis, _space, increment) {
    const unit = 1000 ** Math.floor(Math.log10(Math.max(1, splits.at(-1) ?? 1)) / 3);
    const digits = Math.max(0, Math.ceil(Math.log10(unit / increment) - 0.001));
    return splits.map(value => format.compact(value, digits));
  }

  // From nothing up, so that a small change looks small; a level that only grows shows its own part.
  function bounds(isLevel, low, high) {
    if (low == null) {
      return [0, 1];
    }
    if (!isLevel) {
      return [0, Math.max(1, high * 1.15)];
    }
    const room = Math.max(1, (high - low) * 0.15);
    return [Math.max(0, low - room), high + room];
  }

  function size({ box }) {
    return { width: Math.max(80, box.clientWidth), height: Math.max(80, box.clientHeight) };
  }

  function options(chart) {
    const font = "11px Inter, system-ui, sans-serif";
    return {
      ...size(chart),
      padding: [8, 22, 0, 0], // half of the rightmost time label
      legend: { show: false },
      cursor: { sync: { key: "range" }, y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: { x: { range: () => chart.range }, y: { range: (_plot, low, high) => bounds(chart.isLevel, low, high) } },
      axes: [
        { stroke: () => color("muted"), font, size: 24, gap: 4, space: 64, grid: { show: false }, ticks: { show: false }, values: timeLabels },
        {
          stroke: () => color("muted"), font, size: 42, gap: 4, space: 30, incrs: increments, ticks: { show: false },
          grid: { stroke: () => color("line"), width: 1 }, values: countLabels,
        },
      ],
      series: [{}, { stroke: () => color(chart.color), fill: () => color(`${chart.color}-soft`), width: 1.75, points: { size: 5, fill: () => color(chart.color) } }],
      hooks: { setCursor: [plot => read(chart, plot.cursor.idx)] },
    };
  }

  // What the pointer is at, in place of the change over the range.
  function read(chart, index = chart.plot?.cursor.idx) {
    const value = index == null ? null : chart.values?.[index];
    chart.note.textContent = value == null ? chart.summary : `${format.moment(new Date(chart.times[index] * 1000))}: ${format.number(value)}${chart.unit}`;
  }

  function add(parent, { figure, title, select, color, unit = "", isLevel = false }) {
    const note = make("p", { className: "note change" });
    const box = make("div", { className: "plot", role: "img", hidden: true });
    const empty = make("p", { className: "nothing" }, "Waiting for its history.");
    const chart = { figure, title, select, color, unit, isLevel, note, box, empty, summary: "", range: [0, 1] };
    parent.append(note, box, empty);
    all.push(chart);
    new ResizeObserver(() => chart.plot?.setSize(size(chart))).observe(box);
  }

  function panel(parent, group, status, what) {
    const [key, name] = [`${group}${status}`, status.toLowerCase()];
    const label = group === "ledger" && status === "Retry" ? "Deferred" : status; // bitmagnet's own word for its own jobs
    const inner = make("section", { className: "card panel", "aria-label": `${what}, ${label.toLowerCase()}` },
      make("h3", {}, make("i", { className: `dot ${name}` }), label),
      make("p", { className: "figure" }, make("span", { "data-value": `${group}.${name}` }, format.none)));
    parent.append(inner);
    add(inner, { figure: `${group}.${name}`, title: `${what}, ${label.toLowerCase()}`, select: points => points.map(point => point[key]), color: name });
  }

  // A break where snapshots are missing.
  function withGaps(times, values, step) {
    const [outTimes, outValues] = [[], []];
    times.forEach((time, index) => {
      if (index > 0 && time - times[index - 1] > 2.5 * step) {
        outTimes.push(times[index - 1] + step);
        outValues.push(null);
      }
      outTimes.push(time);
      outValues.push(values[index]);
    });
    return [outTimes, outValues];
  }

  // A rate as it is, a count by its change up to the number above the chart: over the range, or since the history begins.
  function summary(chart) {
    const known = chart.values?.filter(value => value != null) ?? [];
    const last = numbers[chart.figure] ?? known.at(-1);
    if (known.length === 0) {
      return "";
    }
    if (chart.unit) {
      return `${format.number(last)}${chart.unit}, at most ${format.number(Math.max(last, ...known))}`;
    }
    if (known.length === 1) {
      return "history begins now";
    }
    const first = chart.times[chart.values.findIndex(value => value != null)];
    const over = first > chart.range[0] + 2 * steps[chart.span] ? `since ${format.moment(new Date(first * 1000))}` : `in ${names[chart.span]}`;
    return `${format.change(last - known[0])} ${over}`;
  }

  function summarise(chart) {
    chart.summary = summary(chart);
    read(chart);
  }

  function draw(chart, history, range) {
    const points = history.points ?? [];
    const to = new Date(history.to) / 1000;
    [chart.times, chart.values] = withGaps(points.map(point => new Date(point.at) / 1000), chart.select(points), steps[range]);
    chart.span = range;
    chart.range = [to - spans[range], to];
    const known = chart.values.filter(value => value != null);
    const isEmpty = known.length === 0;
    chart.box.hidden = isEmpty;
    chart.empty.hidden = !isEmpty;
    chart.empty.textContent = history.points == null ? "The history could not be read." : "No history in this range yet.";
    summarise(chart);
    chart.box.setAttribute("aria-label", isEmpty ? chart.title
      : `${chart.title} over ${names[range]}: from ${format.number(known[0])} to ${format.number(known.at(-1))}${chart.unit}, at least ${format.number(Math.min(...known))}, at most ${format.number(Math.max(...known))}`);
    if (isEmpty) {
      return;
    }
    if (chart.plot) {
      chart.plot.setData([chart.times, chart.values]);
    } else {
      chart.plot = new uPlot(options(chart), [chart.times, chart.values], chart.box);
    }
  }

  return {
    build() {
      document.body.append(probe);
      add(document.getElementById("chart-attached"), {
        figure: "index.attached", title: "Enriched torrents", select: points => points.map(point => point.attached), color: "processed", isLevel: true,
      });
      add(document.getElementById("chart-requests"), { figure: "tmdb.rate", title: "Requests to TMDB", select: rates, color: "pending", unit: " a minute" });
      for (const status of statuses) {
        panel(document.getElementById("panels-ledger"), "ledger", status, "Enrichment jobs");
        panel(document.getElementById("panels-queue"), "queue", status, "bitmagnet’s jobs");
      }
    },
    // The numbers above the charts move between two points of the history.
    now(shown) {
      numbers = shown;
      all.forEach(summarise);
    },
    show(history, range) {
      all.forEach(chart => draw(chart, history, range));
    },
    repaint() {
      all.forEach(chart => chart.plot?.redraw(false, true));
    },
  };
})();
