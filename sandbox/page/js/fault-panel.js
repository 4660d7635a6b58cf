// Faults a reader can switch on: what the bot then meets is real, only its cause is not.
import { post, remove } from "./api.js";
import { fill, h, iconButton } from "./dom.js";
import { t } from "./words.js";

const SENDS = ["sendMessage", "sendPhoto", "sendDocument", "sendMediaGroup", "sendVoice", "sendVideo", "sendLocation", "editMessageText", "editMessageReplyMarkup", "editMessageCaption"];
const PRESETS = {
  slow: { kind: "delay_before", seconds: 3 },
  down: { kind: "drop_before" },
  lost: { kind: "drop_after", methods: SENDS, probability: 0.5, seed: 7 },
  too_many: { kind: "status", methods: SENDS, status: 429, description: "Too Many Requests: retry after 5", retry_after: 5, probability: 0.5, seed: 7 },
  gateway: { kind: "html", status: 502, probability: 0.3, seed: 7 },
  twice: { kind: "duplicate", methods: ["getUpdates"] },
};

/** One switch per preset, the speed limits, and whatever else a test has set. */
export class FaultPanel {
  constructor(store, complain) {
    this.store = store;
    this.complain = complain;
    this.switches = Object.keys(PRESETS).map((name) => this.#switch(name));
    this.limits = h("button", { type: "button", class: "switch", role: "switch", onclick: () => this.#try(post("limits", { enabled: !store.limits.enabled })) }, h("i", {}), h("span", {}, h("b", {}, t("limits")), h("small", {}, t("limits_text"))));
    this.others = h("div", { class: "other-faults" });
    this.element = h("div", { class: "strip-faults", role: "group", "aria-label": t("faults") }, h("h3", {}, t("faults")), h("div", { class: "switches" }, this.switches, this.limits), this.others);
    this.render();
  }

  #switch(name) {
    const words = h("span", {}, h("b", {}, t(`fault_${name}`)), h("small", {}, t(`fault_${name}_text`)));
    return h("button", { type: "button", class: "switch", role: "switch", data: { fault: name }, onclick: () => this.#flip(name) }, h("i", {}), words);
  }

  #active(name) {
    return this.store.faults.find((fault) => Object.entries(PRESETS[name]).every(([key, value]) => JSON.stringify(fault[key]) === JSON.stringify(value)) && fault.times === null);
  }

  #flip(name) {
    const on = this.#active(name);
    return this.#try(on ? remove(`faults/${on.id}`) : post("faults", { ...PRESETS[name], times: null }));
  }

  async #try(request) {
    try {
      await request;
    } catch (refusal) {
      this.complain(refusal.message);
    }
  }

  render() {
    for (const one of this.switches) one.setAttribute("aria-checked", String(Boolean(this.#active(one.dataset.fault))));
    this.limits.setAttribute("aria-checked", String(Boolean(this.store.limits.enabled)));
    const known = new Set(Object.keys(PRESETS).map((name) => this.#active(name)?.id));
    fill(this.others, this.store.faults.filter((fault) => !known.has(fault.id)).map((fault) => h("span", { class: "flag" },
      `${fault.kind} ${fault.methods?.join(", ") ?? ""}`, iconButton("close", t("fault_off"), () => this.#try(remove(`faults/${fault.id}`))))));
  }
}
