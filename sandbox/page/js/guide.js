// The scene's guide: what to try next, ticked off as it happens.
import { post } from "./api.js";
import { hourMinute, now } from "./clock.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { GuideProgress } from "./guide-progress.js";
import { t } from "./words.js";

const FOLDED = "sandbox.guide.folded";

/** `go(userId)` brings a phone into view; `take(userId, sample)` puts a sample into its composer; `complain(text)` tells a refusal. */
export class Guide {
  constructor(store, { go, take, complain }) {
    this.store = store;
    this.go = go;
    this.take = take;
    this.complain = complain;
    this.progress = new GuideProgress(store, (ticked) => this.#changed(ticked));
    this.at = null; // the step shown, or null for the current one
    this.moved = new Set(); // steps that moved the clock already
    this.element = h("section", { class: "guide", "aria-label": t("guide") });
    this.folded = localStorage.getItem(FOLDED) === "1";
  }

  get exists() {
    return Boolean(this.progress.steps.length || this.intro);
  }

  get intro() {
    const { guide } = this.store.scene;
    return typeof guide === "string" ? guide : "";
  }

  fold(folded) {
    this.folded = folded;
    localStorage.setItem(FOLDED, folded ? "1" : "0");
    this.render();
  }

  /** Go on from a step that was chosen by hand once it is done; begin anew when all are forgotten. */
  #changed(ticked) {
    if (ticked === undefined) this.moved.clear();
    if (ticked === undefined || ticked === this.at) this.at = null;
    this.render();
  }

  render() {
    this.element.hidden = !this.exists || this.folded;
    this.onfold?.();
    document.querySelectorAll(".phone.wanted").forEach((phone) => phone.classList.remove("wanted"));
    if (this.element.hidden) return;
    const { steps, current } = this.progress;
    const finished = steps.length > 0 && current === steps.length;
    const at = this.at ?? current;
    fill(this.element, h("div", { class: "guide-row" },
      steps.length ? this.#dots(steps, at) : null,
      h("div", { class: "guide-words", "aria-live": "polite" }, finished && this.at === null ? this.#end() : this.#step(steps[at], at)),
      h("div", { class: "guide-deeds" }, this.#deeds(steps[at], at)),
      iconButton("close", t("guide_hide"), () => this.fold(true))));
    const step = steps[at];
    if (step?.phone && at === current) document.querySelector(`[data-phone="${step.phone}"]`)?.classList.add("wanted");
  }

  #dots(steps, at) {
    return h("ol", { class: "guide-dots" }, steps.map((step, index) => {
      const done = this.progress.done.has(index);
      const label = `${t("guide_step", { number: index + 1, count: steps.length })}: ${step.title}${done ? ` (${t("guide_done")})` : ""}`;
      const classes = ["dot", done && "done", index === at && "at"].filter(Boolean).join(" ");
      return h("li", {}, h("button", { type: "button", class: classes, "aria-label": label, title: step.title, "aria-current": index === at ? "step" : null, onclick: () => this.show(index) },
        done ? icon("check") : index + 1));
    }));
  }

  show(index) {
    this.at = index === this.progress.current ? null : index;
    this.render();
  }

  #step(step, at) {
    if (!step) return [h("p", {}, this.intro)];
    const text = step.text || (at === 0 ? this.intro : "");
    return [h("strong", {}, step.title), text ? h("p", {}, text) : null];
  }

  #end() {
    return [h("strong", {}, t("guide_finished")), h("p", {}, t("guide_finished_text"))];
  }

  /** Moves the clock as the step says, once: `{advance: seconds}`, or `{set: instant}` while that is to come. */
  #clockButton(move, at) {
    if (!move || this.moved.has(at) || (move.set && Date.parse(move.set) <= now().getTime())) return null;
    const label = move.set ? t("guide_clock_to", { time: hourMinute(new Date(move.set)) }) : t("guide_clock_on", { minutes: Math.round(move.advance / 60) });
    return h("button", { type: "button", class: "main guide-clock", onclick: () => this.#move(move, at) }, icon("clock"), h("span", {}, label));
  }

  async #move(move, at) {
    try {
      this.moved.add(at);
      await post("clock", move);
    } catch (refusal) {
      this.moved.delete(at);
      this.complain(refusal.message);
    }
  }

  #deeds(step, at) {
    if (!step) return null;
    const name = step.phone && this.store.phones.get(step.phone)?.name;
    const sample = this.store.scene.samples?.find((one) => one.id === step.sample) ?? (step.try ? { text: step.try } : null);
    const phone = step.phone ?? sample?.phone;
    const open = !this.progress.done.has(at);
    return [
      name && h("button", { type: "button", class: "quiet guide-phone", onclick: () => this.go(step.phone) }, icon("person"), h("span", {}, name)),
      sample && phone && open && h("button", { type: "button", class: "main", onclick: () => { this.go(phone); this.take(phone, sample); } }, icon("fill"), h("span", {}, t("guide_fill"))),
      open && this.#clockButton(step.clock, at),
      open && !this.progress.conditionOf(step) && h("button", { type: "button", class: "quiet", onclick: () => { this.at = null; this.progress.tick(at); } }, t("guide_tick")),
    ];
  }
}
