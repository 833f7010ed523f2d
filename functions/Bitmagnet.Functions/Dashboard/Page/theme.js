"use strict";
// In the head, before anything is painted: the system's theme, unless a person chose another.
const theme = {
  chosen: localStorage.getItem("theme"),
  get isDark() {
    return this.chosen ? this.chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  },
  apply() {
    if (this.chosen) {
      document.documentElement.dataset.theme = this.chosen;
    }
  },
  toggle() {
    this.chosen = this.isDark ? "light" : "dark";
    localStorage.setItem("theme", this.chosen);
    this.apply();
  },
};
theme.apply();
