// The strip under the phones: the simulated time, the bot's calls as they come, faults to switch on.
import { CallLog, callSummary } from "./call-log.js";
import { ClockPanel } from "./clock-panel.js";
import { fill, h, icon } from "./dom.js";
import { FaultPanel } from "./fault-panel.js";
import { t } from "./words.js";

const OPEN = "sandbox.strip.open";

/** `reset()` brings the scene back to its start; `complain(text)` shows a refusal. */
export class Strip {
  constructor(store, { reset, complain }) {
    this.store = store;
    this.log = new CallLog(store, complain);
    this.faults = new FaultPanel(store, complain);
    this.clock = new ClockPanel(complain);
    this.last = h("span", { class: "strip-last" });
    this.toggle = h("button", { type: "button", class: "strip-toggle", onclick: () => this.open(this.body.hidden) });
    this.flags = h("span", { class: "strip-flags" });
    this.body = h("div", { class: "strip-body", id: "strip-body" }, this.log.element, this.faults.element);
    this.element = h("section", { class: "strip", "aria-label": t("strip") },
      h("div", { class: "strip-head" }, this.toggle, this.flags, this.last, this.clock.element,
        h("button", { type: "button", class: "quiet reset", onclick: reset, title: t("reset_hint") }, icon("reset"), h("span", {}, t("reset")))),
      this.body);
    this.toggle.setAttribute("aria-controls", "strip-body");
    this.open(localStorage.getItem(OPEN) === "1");
    this.render();
  }

  open(open) {
    this.body.hidden = !open;
    this.element.classList.toggle("open", open);
    localStorage.setItem(OPEN, open ? "1" : "0");
    this.toggle.setAttribute("aria-expanded", String(open));
    fill(this.toggle, icon(open ? "down" : "up"), h("span", {}, t("strip")));
    if (open) this.log.render();
  }

  render() {
    const call = this.store.calls.at(-1);
    fill(this.last, call ? [h("i", { class: call.ok ? "lamp ok" : "lamp bad" }), h("code", {}, call.method), h("span", {}, callSummary(call, this.store))] : t("no_calls"));
    const { faults, limits } = this.store;
    fill(this.flags, faults.length ? h("span", { class: "flag" }, t("faults_on", { count: faults.length })) : null, limits.enabled ? h("span", { class: "flag calm" }, t("limits_on")) : null);
    if (!this.body.hidden) this.log.render();
    this.faults.render();
  }
}
