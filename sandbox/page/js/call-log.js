// The bot's calls, newest last; one opens to show what was asked and answered.
import { get } from "./api.js";
import { hourMinuteSecond } from "./clock.js";
import { h } from "./dom.js";
import { isQuiet } from "./store.js";
import { t } from "./words.js";

const EARLIER = 60; // ledger entries looked through when the page opens
const LONGEST_DETAIL = 6000; // characters of a shown answer

/** What a call was about, in one line. */
export function callSummary(call, store) {
  const who = call.chat_id ? store.nameOf(call.chat_id) : "";
  const what = call.ok ? call.summary ?? "" : `${call.status || ""} ${call.description ?? ""}`.trim();
  return [who, what].filter(Boolean).join(" · ");
}

/** Draws `store.calls`. */
export class CallLog {
  constructor(store, complain) {
    this.store = store;
    this.complain = complain;
    this.shown = 0;
    this.list = h("ol", { class: "calls", tabindex: "0", "aria-label": t("calls") });
    this.element = h("div", { class: "strip-calls" }, this.list);
  }

  /** Fetch calls made before this page was opened. */
  async recall() {
    try {
      const { index } = await get("ledger?kind=call&limit=1");
      const { entries } = await get(`ledger?kind=call&since=${Math.max(0, index - EARLIER)}`);
      const known = new Set(this.store.calls.map((call) => call.index));
      this.store.calls.unshift(...entries.filter((entry) => !known.has(entry.index)).map(asCall).filter((call) => !isQuiet(call)));
    } catch (refusal) {
      this.complain(refusal.message);
    }
  }

  forget() {
    this.shown = 0;
    this.list.replaceChildren();
  }

  render() {
    const { calls } = this.store;
    const first = calls[0]?.index ?? 0;
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 40;
    while (this.list.firstChild && Number(this.list.firstChild.dataset.index) < first) this.list.firstChild.remove();
    for (const call of calls) if (call.index > this.shown) this.list.append(this.#row(call));
    this.shown = calls.at(-1)?.index ?? 0;
    if (atEnd) this.list.scrollTop = this.list.scrollHeight;
  }

  #row(call) {
    const detail = h("pre", { hidden: true, tabindex: "0" });
    const button = h(
      "button",
      { type: "button", "aria-expanded": "false", onclick: () => this.#open(call, button, detail) },
      h("time", {}, hourMinuteSecond(call.at)), h("i", { class: call.ok ? "lamp ok" : "lamp bad" }), h("code", {}, call.method),
      h("span", { class: "call-words" }, callSummary(call, this.store)),
      call.fault ? h("span", { class: "flag" }, faultName(call.fault)) : null,
      h("span", { class: "call-time" }, `${Math.round(call.milliseconds)} ms`), h("span", { class: call.ok ? "call-status" : "call-status bad" }, call.status || "–"),
    );
    return h("li", { data: { index: call.index } }, button, detail);
  }

  async #open(call, button, detail) {
    detail.hidden = !detail.hidden;
    button.setAttribute("aria-expanded", String(!detail.hidden));
    if (detail.hidden || detail.textContent) return;
    try {
      const { entries } = await get(`ledger?kind=call&since=${call.index - 1}&limit=1`);
      const [entry] = entries;
      detail.textContent = `${JSON.stringify(entry?.params, null, 2)}\n→ ${JSON.stringify(entry?.response, null, 2)}`.slice(0, LONGEST_DETAIL);
    } catch (refusal) {
      this.complain(refusal.message);
    }
  }
}

const faultName = (fault) => (typeof fault === "object" ? fault.kind : String(fault));

function asCall(entry) {
  const { params = {}, response } = entry;
  const summary = String(params.text ?? params.caption ?? "").slice(0, 80);
  return { ...entry, ok: Boolean(response?.ok), description: response?.description, summary };
}
