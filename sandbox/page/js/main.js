// Puts the page together and keeps it in step with the store.
import { post } from "./api.js";
import { fill, h } from "./dom.js";
import { Guide } from "./guide.js";
import { openDialog, toast } from "./menu.js";
import { PeopleBar } from "./people-bar.js";
import { PhoneView } from "./phone.js";
import { Session } from "./session.js";
import { Store } from "./store.js";
import { Stream } from "./stream.js";
import { Strip } from "./strip.js";
import { applyTheme, TopBar } from "./top-bar.js";
import { loadWords, t } from "./words.js";

const PHONE_EVENTS = ["message", "edited", "deleted", "pinned", "keyboard", "commands", "chat_action", "answer", "read", "chat"];
const ROOT = document.getElementById("page");

class Page {
  store = new Store();
  session = new Session();
  views = new Map();
  speech = h("div", { class: "spoken", "aria-live": "polite" }); // what arrives on the phone in use, for screen readers
  unlit = new Set(); // what only needs drawing once per frame

  async start() {
    applyTheme();
    await loadWords();
    fill(ROOT, h("p", { class: "opening", role: "status" }, t("connecting")));
    const { store } = this;
    store.listen("state", () => this.#taken());
    for (const kind of PHONE_EVENTS) store.listen(kind, (data) => this.#toPhones(kind, data));
    for (const kind of ["faults", "limits"]) store.listen(kind, () => this.#soon("strip"));
    for (const kind of ["message", "read", "deleted", "unread"]) store.listen(kind, () => this.#soon("people"));
    store.listen("call", () => this.#called());
    store.listen("clock", () => { this.strip?.clock.tick(); this.guide?.render(); });
    store.listen("reset", () => this.#wasReset());
    store.listen("connected", () => document.body.classList.remove("lost"));
    store.listen("disconnected", () => this.#lost());
    document.addEventListener("visibilitychange", () => this.#readAll());
    new Stream(store).open();
  }

  async #taken() {
    if (!this.spoken) {
      this.spoken = true;
      await loadWords(null, this.store.scene.language);
    }
    this.draw();
    if (!this.recalled) {
      this.recalled = true;
      await this.strip.log.recall();
      this.strip.render();
    }
  }

  /** Draw everything anew from the store; drafts, open chats and the writer's place stay. */
  draw() {
    const { store, session } = this;
    const writing = document.activeElement?.closest?.("[data-phone]") && document.activeElement.tagName === "TEXTAREA" ? session.activePhone : null;
    this.strip?.clock.close();
    this.top?.close();
    for (const view of this.views.values()) view.view?.close();
    document.title = store.scene.title || t("sandbox");
    if (!store.phones.has(session.activePhone)) session.activePhone = store.phones.keys().next().value ?? null;
    this.views = new Map([...store.phones.values()].map((phone) => [phone.user_id, new PhoneView(phone, this)]));
    this.guide = this.guide ?? new Guide(store, { go: (id) => this.go(id), take: (id, sample) => this.views.get(id)?.view?.composer.take(sample), complain: (text) => this.complain(text) });
    this.guide.element.setAttribute("aria-label", t("guide"));
    this.top = new TopBar(store, this.guide, { speak: (language) => this.speak(language) });
    this.people = new PeopleBar(store, (id) => this.go(id));
    this.strip = new Strip(store, { reset: () => this.#askReset(), complain: (text) => this.complain(text) });
    this.notes = h("div", { class: "toasts page-toasts", role: "status" });
    this.phones = h("main", { class: "phones", "aria-label": t("phones") }, [...this.views.values()].map((view) => view.element));
    this.phones.style.setProperty("--count", String(this.views.size));
    fill(ROOT, h("div", { class: "lost-note", role: "alert" }, t("connection_lost")), this.top.element, this.guide.element, this.people.element, this.phones, this.strip.element, this.notes, this.speech);
    for (const view of this.views.values()) view.view?.list.toEnd();
    this.guide.progress.recall();
    this.guide.render();
    this.#show(session.activePhone);
    if (writing) this.views.get(writing)?.view?.composer.field.focus({ preventScroll: true });
  }

  /** Bring one phone into view: alone on a narrow window, scrolled to on a wide one. */
  go(userId) {
    this.#show(userId);
    const view = this.views.get(userId);
    view?.element.scrollIntoView({ inline: "nearest", block: "nearest", behavior: "smooth" });
    view?.view?.list.follow();
  }

  #show(userId) {
    this.session.activePhone = userId;
    for (const [id, view] of this.views) view.element.classList.toggle("active", id === userId);
    this.people.render(userId);
    this.#readAll();
  }

  async speak(language) {
    await loadWords(language);
    this.draw();
    document.querySelector(`.languages [lang="${language}"]`)?.focus();
  }

  complain(text) {
    toast(this.notes, text);
  }

  #toPhones(kind, data) {
    for (const userId of data.user_ids ?? [data.user_id]) {
      const view = this.views.get(userId);
      if (view) view.changed(kind, data);
    }
  }

  #called() {
    this.top?.heard();
    this.#soon("strip");
  }

  #soon(part) {
    if (!this.unlit.size) setTimeout(() => this.#light(), 30);
    this.unlit.add(part);
  }

  #light() {
    if (this.unlit.has("strip")) this.strip?.render();
    if (this.unlit.has("people")) this.people?.render(this.session.activePhone);
    this.unlit.clear();
  }

  #readAll() {
    for (const view of this.views.values()) view.markRead();
  }

  #wasReset() {
    this.session.forget();
    this.store.calls = [];
  }

  #lost() {
    document.body.classList.add("lost");
    if (!this.spoken) fill(ROOT, h("p", { class: "opening", role: "alert" }, t("connection_lost")));
  }

  #askReset() {
    openDialog(document.body, t("reset"), (close) => [
      h("strong", { class: "dialog-title" }, t("reset")),
      h("p", { class: "dialog-text" }, t("reset_question")),
      h("div", { class: "dialog-buttons" },
        h("button", { type: "button", onclick: close }, t("cancel")),
        h("button", { type: "button", class: "main danger", onclick: () => { close(); post("reset").catch((refusal) => this.complain(refusal.message)); } }, t("reset"))),
    ]);
  }
}

new Page().start();
