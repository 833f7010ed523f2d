"use strict";
// Figures and times as people read them.
const format = {
  none: "–",
  number(value) {
    return value == null ? this.none : new Intl.NumberFormat("en").format(Math.round(value));
  },
  // "1 job", "2 jobs"; with both forms given also "1 row was removed", "2 rows were removed".
  count(value, one, many) {
    return `${this.number(value)} ${this.noun(value, one, many)}`;
  },
  noun(value, one, many = `${one}s`) {
    return value != null && Math.round(value) === 1 ? one : many;
  },
  compact(value, digits) {
    return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: digits }).format(value);
  },
  share(value) {
    return value == null ? this.none : new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 }).format(value);
  },
  change(value) {
    return value == null ? "" : new Intl.NumberFormat("en", { signDisplay: "exceptZero" }).format(value).replace("-", "−");
  },
  // Two units at most: 3 d 4 h, 5 min.
  span(seconds) {
    const units = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
    const first = units.findIndex(([, size]) => seconds >= size);
    if (first < 0) {
      return "0 s";
    }
    const [name, size] = units[first];
    const whole = `${Math.floor(seconds / size)} ${name}`;
    const [nextName, nextSize] = units[first + 1] ?? [];
    const rest = nextSize ? Math.floor((seconds % size) / nextSize) : 0;
    return rest > 0 && name !== "min" ? `${whole} ${rest} ${nextName}` : whole;
  },
  // .NET writes a TimeSpan as 3.04:05:06.789.
  seconds(timeSpan) {
    const parts = /^(?:(\d+)\.)?(\d+):(\d+):(\d+)/.exec(timeSpan ?? "");
    return parts && (parts[1] ?? 0) * 86400 + parts[2] * 3600 + parts[3] * 60 + +parts[4];
  },
  clock(date) {
    return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(date);
  },
  day(date) {
    return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" }).format(date);
  },
  // Today by the clock, else with the day.
  moment(date) {
    return date.toDateString() === new Date().toDateString() ? this.clock(date) : `${this.day(date)}, ${this.clock(date)}`;
  },
  word(name) {
    const words = name.replace(/([A-Z])/g, " $1").replaceAll("_", " ").toLowerCase();
    return words.startsWith("tmdb") ? words.replace("tmdb", "TMDB") : words.charAt(0).toUpperCase() + words.slice(1);
  },
};

// An element; text goes in as text, whatever it holds.
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) {
      element[name] = value;
    } else {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter(child => child != null));
  return element;
}

// A moment and how long ago that was at the server's time.
function ago(text, now) {
  const date = new Date(text);
  return make("time", { dateTime: text, title: date.toLocaleString("en-GB") }, `${format.span(Math.max(0, (now - date) / 1000))} ago`);
}
