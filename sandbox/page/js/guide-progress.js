// Which steps of the guide have happened. A step's `done` says when:
//   {"message": "words", "phone": 101}            a message that contains the words is on that phone (any phone without `phone`)
//   {"message": "words", "from": "bot"|"person"}  and it was written by a bot, or by a person
//   {"button": "words", "phone": 101}             a button that begins with the words (an emoji before them is passed over) was pressed
//   {"file": "photo"}                             a message with such a file
// or a list of these, any of which will do. Without `done`, a step with a sample is done when its text was sent.

const STORED = "sandbox.guide.done";

/** Watches the store and calls `changed(index)` when a step is ticked, `changed()` when all are forgotten. */
export class GuideProgress {
  constructor(store, changed) {
    this.store = store;
    this.changed = changed;
    this.done = new Set();
    store.listen("message", ({ message, user_ids: ids }) => this.#meet((condition) => onMessage(condition, message, ids, store)));
    store.listen("edited", ({ message, user_ids: ids }) => this.#meet((condition) => onMessage(condition, message, ids, store)));
    store.listen("press", (press) => this.#meet((condition) => onPress(condition, press)));
    store.listen("reset", () => this.#forget());
  }

  get steps() {
    const { guide, guide_steps: steps } = this.store.scene;
    if (steps?.length) return steps;
    return Array.isArray(guide) ? guide.map((title) => ({ title, text: "" })) : [];
  }

  /** The first step after the last done one: what was passed over is left open, not insisted on. */
  get current() {
    const last = Math.max(-1, ...this.done);
    for (let index = last + 1; index < this.steps.length; index += 1) if (!this.done.has(index)) return index;
    return this.steps.length;
  }

  conditionOf(step) {
    if (step.done) return Array.isArray(step.done) ? step.done : [step.done];
    const text = this.store.scene.samples?.find((one) => one.id === step.sample)?.text ?? step.try;
    return text ? [{ message: text, from: "person", phone: step.phone }] : null;
  }

  tick(index) {
    if (this.done.has(index)) return;
    this.done.add(index);
    sessionStorage.setItem(STORED, JSON.stringify({ title: this.store.scene.title, event: this.store.eventId, done: [...this.done] }));
    this.changed(index);
  }

  /** Take up what this tab remembers and what the messages show, unless the server began anew. */
  recall() {
    const kept = JSON.parse(sessionStorage.getItem(STORED) ?? "null");
    const same = kept && kept.title === this.store.scene.title && kept.event <= this.store.eventId;
    this.done = new Set(same ? kept.done : []);
    for (const phone of this.store.phones.values()) {
      for (const chat of phone.chats.values()) {
        for (const message of chat.messages) this.#meet((condition) => onMessage(condition, message, [phone.user_id], this.store), true);
      }
    }
  }

  #meet(met, silently = false) {
    this.steps.forEach((step, index) => {
      if (this.done.has(index) || !this.conditionOf(step)?.some(met)) return;
      if (silently) this.done.add(index);
      else this.tick(index);
    });
  }

  #forget() {
    sessionStorage.removeItem(STORED);
    this.done = new Set();
    this.changed();
  }
}

const plain = (text) => text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
const begin = (text) => plain(text).replace(/^[^\p{L}\p{N}/]+/u, "");

function onMessage(condition, message, ids, store) {
  if (condition.button !== undefined) return false;
  if (condition.phone && !ids.includes(condition.phone)) return false;
  const byBot = store.bots.some((bot) => bot.id === message.author_id);
  if (condition.from && (condition.from === "bot") !== byBot) return false;
  if (condition.file && !message[condition.file]) return false;
  const text = plain(message.text ?? message.caption ?? "");
  return condition.message ? text.includes(plain(condition.message)) : Boolean(condition.file);
}

function onPress(condition, press) {
  if (condition.button === undefined || !press.text) return false;
  if (condition.phone && condition.phone !== press.user_id) return false;
  return begin(press.text).startsWith(begin(condition.button));
}
