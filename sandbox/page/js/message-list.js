// The messages of one open chat. Only the last ones are in the document; older ones come when someone scrolls up.
import { Burst } from "./burst.js";
import { dayMonthYear } from "./clock.js";
import { h, icon } from "./dom.js";
import { dayRow, messageRow, serviceRow } from "./bubble.js";
import { language, t } from "./words.js";

const WINDOW = 60; // messages shown at first, and added at each step upward
const TRIM_AT = 240; // shown messages from which the oldest leave again while the reader is at the end
const RUN_GAP = 300; // seconds that end a run of messages by one author
const NEAR_END = 80; // pixels from the end that still count as reading along
const UNDER_BUTTONS = 8; // pixels left free under buttons that are kept in sight
const PLACED = 12; // pixels off that place which still count as it

/** Shows `view.chat`; `view` also has `phone`, `nameOf`, `deeds`, `decorate(row)` and `onRead()`. */
export class MessageList {
  constructor(view) {
    this.view = view;
    this.rows = new Map(); // key → {element, sign}
    this.stick = true; // the place follows what comes
    this.missed = 0;
    this.burst = new Burst();
    this.awaiting = false; // acted, and nothing has come since
    this.firstId = this.#startOf(WINDOW);
    this.inner = h("div", { class: "messages-inner" });
    this.scroller = h("div", { class: "messages", role: "log", "aria-live": "off", tabindex: "0", "aria-label": t("messages_of", { title: view.chat.title }) }, this.inner);
    this.downCount = h("span", { class: "badge" });
    this.down = h("button", { type: "button", class: "to-end", "aria-label": t("to_end"), title: t("to_end"), onclick: () => this.toEnd(true) }, icon("down"), this.downCount);
    this.element = h("div", { class: "messages-frame" }, this.scroller, this.down);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.scroller.addEventListener("keydown", (event) => this.#walk(event));
    this.resized = new ResizeObserver(() => this.#resized());
    this.resized.observe(this.scroller);
    this.resized.observe(this.inner);
  }

  close() {
    this.resized.disconnect();
  }

  #startOf(count) {
    const { messages } = this.view.chat;
    return messages.length > count ? messages[messages.length - count].message_id : Number.NEGATIVE_INFINITY;
  }

  /** Bring the rows in step with the chat. `arrived`: a message of this moment, to follow or to count. */
  render(arrived = null) {
    const { messages } = this.view.chat;
    if (arrived?.author_id === this.view.phone.user_id) {
      this.stick = true;
      this.burst.end();
    } else if (arrived) {
      if (this.awaiting) this.stick = true;
      this.awaiting = false;
      if (this.stick) this.burst.take(arrived, performance.now());
      if (!this.stick || (this.burst.heldIn(messages) ?? arrived) !== arrived) this.missed += 1;
    }
    if (this.stick && messages.length > TRIM_AT && this.rows.size > TRIM_AT) this.firstId = this.#startOf(WINDOW);
    const wanted = this.#wanted(messages.filter((message) => message.message_id >= this.firstId));
    const keys = new Set(wanted.map((row) => row.key));
    for (const [key, row] of this.rows) if (!keys.has(key)) this.#drop(key, row);
    let next = this.inner.firstElementChild;
    for (const row of wanted) {
      const known = this.rows.get(row.key);
      let element = known?.element;
      if (!known || known.sign !== row.sign) {
        element = row.make();
        if (known) {
          if (known.element === next) next = next.nextElementSibling;
          keepFocus(known.element, element);
          known.element.replaceWith(element);
        }
        this.rows.set(row.key, { element, sign: row.sign });
        this.view.decorate(element);
      }
      if (element === next) next = next.nextElementSibling;
      else if (!known || element.nextElementSibling !== next || !element.parentNode) this.inner.insertBefore(element, next);
    }
    this.#empty(messages);
    if (this.stick) this.follow();
    this.#showDown();
  }

  #drop(key, row) {
    row.element.remove();
    this.rows.delete(key);
  }

  #empty(messages) {
    this.emptyNote?.remove();
    if (messages.length) return;
    this.emptyNote = h("p", { class: "empty" }, t(this.view.chat.started === false && this.view.chat.type === "private" ? "not_started" : "no_messages"));
    this.inner.append(this.emptyNote);
  }

  #wanted(messages) {
    const rows = [];
    let day = null;
    for (const message of messages) {
      const today = dayMonthYear(message.date);
      if (today !== day) rows.push({ key: `day ${today}`, sign: dayMonthYear(new Date()) + language(), make: () => dayRow(message.date) });
      day = today;
      const before = rows.at(-1);
      const sameAlbum = message.media_group_id && before.album === message.media_group_id && before.author === message.author_id;
      if (sameAlbum) before.messages.push(message);
      else rows.push({ key: `m${message.message_id}`, messages: [message], album: message.media_group_id, author: message.author_id, date: message.date, service: Boolean(message.service) });
    }
    const joins = (a, b) => a?.messages && b?.messages && !a.service && !b.service && a.author === b.author && b.date - a.messages.at(-1).date < RUN_GAP;
    rows.forEach((row, index) => {
      if (!row.messages) return;
      const place = { first: !joins(rows[index - 1], row), last: !joins(row, rows[index + 1]) };
      row.sign = `${place.first}${place.last}${row.messages.map(stamp).join()}`;
      row.make = () => (row.service ? serviceRow(row.messages[0], this.view) : messageRow(row.messages, place, this.view));
    });
    return rows;
  }

  #scrolled() {
    const { scrollTop } = this.scroller;
    if (this.stick && this.#size() !== this.size) return; // what was laid out anew moved it, and follow() comes
    const isPlaced = Math.abs(this.#tooLow() ?? Infinity) < PLACED;
    this.stick = isPlaced || this.atEnd;
    if (!isPlaced) this.burst.end();
    if (this.atEnd) this.missed = 0;
    this.#showDown();
    if (this.atEnd) this.view.onRead();
    if (scrollTop < 200) this.older();
  }

  #size() {
    return `${this.scroller.clientHeight}/${this.scroller.scrollHeight}`;
  }

  #resized() {
    this.size = this.#size();
    if (this.stick) this.follow();
    else this.#showDown();
  }

  /** Show the step of messages before the first shown. */
  older() {
    const { messages } = this.view.chat;
    const index = messages.findIndex((message) => message.message_id >= this.firstId);
    if (index <= 0) return;
    const { scrollHeight, scrollTop } = this.scroller;
    this.firstId = index > WINDOW ? messages[index - WINDOW].message_id : Number.NEGATIVE_INFINITY;
    const { stick } = this;
    this.stick = false;
    this.render();
    this.scroller.scrollTop = scrollTop + this.scroller.scrollHeight - scrollHeight;
    this.stick = stick;
  }

  get atEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  /** This person pressed something: the place stays until the next message comes, and then follows. */
  acted() {
    this.burst.end();
    this.awaiting = true;
    this.stick = false;
  }

  /** How many pixels the buttons to be kept in sight are below the edge; null where there are none. */
  #tooLow() {
    const held = this.burst.heldIn(this.view.chat.messages);
    const row = held && this.rows.get(`m${held.message_id}`)?.element;
    if (!row) return null;
    return row.getBoundingClientRect().bottom - this.scroller.getBoundingClientRect().bottom + UNDER_BUTTONS;
  }

  /** Go to where the newest messages are read from. */
  follow() {
    const tooLow = this.#tooLow();
    if (tooLow === null) return this.toEnd();
    this.scroller.scrollTop += tooLow;
    this.stick = true;
    if (this.atEnd) this.missed = 0;
    return this.#showDown();
  }

  toEnd(smooth = false) {
    this.missed = 0;
    this.burst.end();
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  #showDown() {
    const { atEnd } = this;
    this.down.classList.toggle("shown", !atEnd);
    this.down.tabIndex = atEnd ? -1 : 0;
    this.downCount.textContent = this.missed ? String(this.missed) : "";
  }

  /** Scroll to a message and light it up; false where this chat does not have it. */
  jump(messageId) {
    const { chat } = this.view;
    if (!chat.byId.has(messageId)) return false;
    while (messageId < this.firstId) this.older();
    const element = this.inner.querySelector(`[data-message="${messageId}"]`);
    if (!element) return false;
    this.stick = false;
    element.scrollIntoView({ block: "center", behavior: "smooth" });
    const row = element.closest(".row") ?? element;
    row.classList.remove("lit");
    requestAnimationFrame(() => row.classList.add("lit"));
    return true;
  }

  #walk(event) {
    const rows = [...this.inner.querySelectorAll("article.row")];
    const at = rows.indexOf(document.activeElement);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const walking = document.activeElement === this.scroller || at >= 0;
    if (step && walking) {
      event.preventDefault();
      const next = at < 0 ? rows.at(-1) : rows[at + step];
      next?.focus();
      next?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      rows[at].dispatchEvent(new CustomEvent("choose"));
    }
  }
}

const stamps = new WeakMap();
let counter = 0;

function stamp(message) {
  if (!stamps.has(message)) stamps.set(message, (counter += 1));
  return stamps.get(message);
}

function keepFocus(old, fresh) {
  if (!old.contains(document.activeElement)) return;
  const text = document.activeElement.textContent;
  queueMicrotask(() => ([...fresh.querySelectorAll("button")].find((button) => button.textContent === text) ?? fresh).focus());
}
