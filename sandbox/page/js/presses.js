// Pressed inline buttons of one phone: the spinner until the bot answers, then its toast or dialog.
import { act } from "./api.js";
import { chatKey } from "./store.js";
import { t } from "./words.js";

const LONGEST_WAIT = 30_000; // milliseconds a button keeps turning without an answer
const ANSWERS_KEPT = 50;

/** `view` gives `phone`, `say(text)`, `alert(text)`, `follow(url)` and `rowOf(messageId)`. */
export class Presses {
  waiting = new Map(); // chat, message and button → timer
  places = new Map(); // callback_query_id → that key
  early = []; // answers that came before the press itself was confirmed

  constructor(view) {
    this.view = view;
  }

  /** Press a callback button as the person who holds this phone. */
  async press(chat, message, button) {
    const place = placeOf(chat, message.message_id, button.index);
    if (this.waiting.has(place)) return null;
    this.#start(place);
    try {
      const answer = await act(this.view.phone, "press", { message_id: message.message_id, index: button.index }, chat);
      const id = answer.callback_query_id;
      if (!id) this.#stop(place);
      else if (this.early.includes(id)) this.#stop(place);
      else if (answer.answer) this.answered({ ...answer.answer, callback_query_id: id }, place);
      else this.places.set(id, place);
      return answer;
    } catch (refusal) {
      this.#stop(place);
      this.view.say(refusal.message);
      return null;
    }
  }

  /** The bot answered a press of this phone. */
  answered(answer) {
    const id = answer.callback_query_id;
    if (this.early.includes(id)) return;
    this.early = [...this.early, id].slice(-ANSWERS_KEPT);
    this.#stop(this.places.get(id));
    this.places.delete(id);
    if (answer.url) this.view.follow(answer.url);
    if (answer.text && answer.show_alert) this.view.alert(answer.text);
    else if (answer.text) this.view.say(answer.text);
  }

  /** Put the spinner back on the buttons of a freshly drawn row. */
  decorate(chat, row) {
    for (const button of row.querySelectorAll("button.key[data-index]")) {
      const { message } = button.closest("[data-message]")?.dataset ?? {};
      if (message) turn(button, this.waiting.has(placeOf(chat, message, button.dataset.index)));
    }
  }

  #start(place) {
    this.waiting.set(place, setTimeout(() => {
      this.#stop(place);
      this.view.say(t("no_answer"));
    }, LONGEST_WAIT));
    this.#redraw(place);
  }

  #stop(place) {
    if (!place) return;
    clearTimeout(this.waiting.get(place));
    this.waiting.delete(place);
    this.#redraw(place);
  }

  #redraw(place) {
    const chat = this.view.openChat;
    const [messageId] = place.split("/").slice(-2);
    if (!chat || !place.startsWith(`${chatKey(chat)}/`)) return;
    const row = this.view.rowOf(messageId);
    if (row) this.decorate(chat, row);
  }
}

const placeOf = (chat, messageId, index) => `${chatKey(chat)}/${messageId}/${index}`;

function turn(button, waiting) {
  button.classList.toggle("waiting", waiting);
  if (waiting) button.setAttribute("aria-busy", "true");
  else button.removeAttribute("aria-busy");
}
