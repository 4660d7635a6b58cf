// The simulated time, and buttons that move it on.
import { post } from "./api.js";
import { fromField, hourMinuteSecond, isFrozen, now, toField, weekday } from "./clock.js";
import { h, icon } from "./dom.js";
import { t } from "./words.js";

const STEPS = [[60, "plus_minute"], [600, "plus_ten"], [3600, "plus_hour"]];

/** Shows the time every second; `complain(text)` tells a refusal. */
export class ClockPanel {
  constructor(complain) {
    this.complain = complain;
    this.time = h("time", { class: "now" });
    this.day = h("span", { class: "now-day" });
    this.wish = h("input", { type: "datetime-local", step: "60", "aria-label": t("time_to"), onkeydown: (event) => event.key === "Enter" && this.#to() });
    this.picker = h("span", { class: "time-picker", hidden: true }, this.wish, h("button", { type: "button", class: "main", onclick: () => this.#to() }, t("go")));
    this.opener = h("button", { type: "button", "aria-expanded": "false", title: t("time_to_hint"), onclick: () => this.#pick() }, t("time_to"));
    this.element = h("div", { class: "clock", role: "group", "aria-label": t("clock") },
      h("span", { class: "now-words", title: t("clock_hint") }, icon("clock"), this.time, this.day),
      h("span", { class: "time-steps" }, STEPS.map(([seconds, key]) => h("button", { type: "button", title: t(`${key}_hint`), onclick: () => this.#post({ advance: seconds }) }, t(key))), this.opener),
      this.picker);
    this.tick();
    this.timer = setInterval(() => this.tick(), 1000);
  }

  close() {
    clearInterval(this.timer);
  }

  tick() {
    this.time.textContent = hourMinuteSecond(now());
    this.day.textContent = `${weekday(now())}${isFrozen() ? ` · ${t("frozen")}` : ""}`;
  }

  #pick() {
    this.picker.hidden = !this.picker.hidden;
    this.opener.setAttribute("aria-expanded", String(!this.picker.hidden));
    if (this.picker.hidden) return;
    this.wish.value = toField(new Date(now().getTime() + 60_000));
    this.wish.min = this.wish.value;
    this.wish.focus();
  }

  #to() {
    if (!this.wish.value) return;
    const instant = fromField(this.wish.value);
    this.#pick();
    this.#post({ set: instant.toISOString() });
  }

  async #post(body) {
    try {
      await post("clock", body);
    } catch (refusal) {
      this.complain(refusal.message);
    }
  }
}
